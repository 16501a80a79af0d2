import type { App, View } from "../core/app";
import { h, live, type Child } from "../core/dom";
import { csv, pickFile } from "../core/files";
import { count } from "../core/format";
import { limitsOf } from "../data/sums";
import { button } from "../ui/button";
import { selectField } from "../ui/field";
import { icon } from "../ui/icons";
import { notice, section } from "../ui/parts";
import { checkFile, FORMATS, type Checked, type DateFormat } from "./check";
import { parseCsv, readText, type Sheet } from "./csv";
import { kindStep } from "./kind";
import { pastImports } from "./past";
import { problems } from "./problems";
import { bringIn } from "./run";
import { example, type Kind } from "./template";

const CHECKING = 700;

interface Local {
  kind?: Kind;
  file?: { name: string; sheet: Sheet };
  format: DateFormat;
  checked?: Checked;
  busy?: string;
  trouble: string;
  finished?: string;
  leaveOut: boolean;
}

export function importPage(app: App): View {
  const refusal = app.refusal("import");
  const local = app.local<Local>(() => ({ format: "2026-03-31", trouble: "", leaveOut: false }));
  const steps = live(
    () => [kindStep(local.kind, refusal, pick), uploadStep(), local.file && checkStep(local.file), resultStep()],
    {
      class: "stack",
    },
  );
  const set = (change: Partial<Local>) => {
    Object.assign(local, change);
    steps.update();
  };

  function pick(kind: Kind) {
    set({ kind, file: undefined, checked: undefined, trouble: "", finished: undefined });
  }

  function uploadStep(): Child {
    return section(
      "2. Upload your file",
      { lead: `CSV in UTF-8, up to ${limitsOf(app.state).importRows.toLocaleString("en-GB")} rows and 10 MB.` },
      h(
        "div",
        { class: "actions wrap" },
        button("Upload CSV", {
          testid: "import-upload",
          kind: local.file ? undefined : "primary",
          icon: "import",
          refusal,
          onclick: () =>
            local.kind
              ? pickFile(".csv,text/csv,.xlsx", upload)
              : set({ trouble: "Pick Customers or Invoices first." }),
        }),
        local.kind &&
          button("Try the example file", {
            testid: "import-example",
            kind: "quiet",
            refusal,
            hushed: true,
            onclick: () => take(`${local.kind!.toLowerCase()}-example.csv`, csv(example(local.kind!))),
          }),
      ),
      local.file &&
        h(
          "p",
          { class: "uploaded", role: "status" },
          icon("check"),
          h("strong", {}, "File uploaded"),
          ` ${local.file.name}, ${count(local.file.sheet.rows.length, "row")}`,
        ),
      local.trouble && notice("bad", h("p", {}, local.trouble)),
    );
  }

  function checkStep(file: NonNullable<Local["file"]>): Child {
    const format = selectField("Date format", {
      testid: "import-date-format",
      value: local.format,
      options: FORMATS,
      hint: "A file can hold only one of them.",
      onchange: (value) => set({ format: value as DateFormat, checked: undefined }),
    });
    return section(
      "3. Check it",
      { lead: "Nothing is saved yet." },
      local.kind === "Invoices" && format.node,
      button("Check file", {
        testid: "import-check",
        kind: local.checked ? undefined : "primary",
        refusal,
        onclick: () => check(file),
      }),
      local.busy && h("p", { class: "working", role: "status" }, h("span", { class: "spinner" }), local.busy),
      local.checked &&
        problems(local.checked, {
          refusal,
          leaveOut: local.leaveOut,
          onLeaveOut: () => set({ leaveOut: true }),
          onStart: start,
        }),
    );
  }

  function resultStep(): Child {
    return (
      local.finished &&
      notice(
        "info",
        icon("check"),
        h("p", { role: "status" }, h("strong", {}, "Import finished"), ` ${local.finished}`),
      )
    );
  }

  async function upload(file: File) {
    const read = await readText(file);
    if ("trouble" in read) fail(read.trouble);
    else take(file.name, read.text);
  }

  function take(name: string, text: string) {
    set({
      file: { name, sheet: parseCsv(text) },
      checked: undefined,
      finished: undefined,
      trouble: "",
      leaveOut: false,
    });
    app.announce("import.uploaded", { kind: local.kind });
    app.say("File uploaded");
  }

  function fail(trouble: string) {
    set({ trouble, file: undefined, checked: undefined });
    app.announce("import.failed", { code: trouble.slice(0, 7) });
  }

  function check(file: NonNullable<Local["file"]>) {
    set({ busy: "Checking every row…", checked: undefined, leaveOut: false });
    setTimeout(() => {
      const checked = checkFile(app.state, local.kind!, file.sheet, local.format);
      set({ busy: undefined, checked });
      if (checked.problems.length) app.announce("import.failed", { code: checked.problems[0]!.code });
      else {
        app.announce("import.checked", { rows: checked.good });
        app.say("Ready to import");
      }
    }, CHECKING);
  }

  function start() {
    const { file, checked, kind } = local;
    if (!file || !checked || !kind) return;
    const done = bringIn(app, kind, file.name, checked);
    Object.assign(local, { file: undefined, checked: undefined, finished: `${done} from ${file.name}.` });
    app.nav.refresh();
    app.announce("import.finished", { kind });
    app.say("Import finished");
  }

  return {
    title: "Import",
    lead:
      refusal ?? `Bring your lists over from another system, up to ${app.state.plan === "free" ? 3 : 20} times a day.`,
    body: [steps.node, pastImports(app)],
  };
}

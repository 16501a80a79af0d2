import type { App, View } from "../core/app";
import { h, live, type Child } from "../core/dom";
import { csv, download, pickFile } from "../core/files";
import { count } from "../core/format";
import { limitsOf } from "../data/sums";
import { button } from "../ui/button";
import { radio, selectField } from "../ui/field";
import { icon } from "../ui/icons";
import { notice, section } from "../ui/parts";
import { checkFile, FORMATS, type Checked, type DateFormat } from "./check";
import { parseCsv, type Sheet } from "./csv";
import { pastImports } from "./past";
import { bringIn } from "./run";
import { example, type Kind } from "./template";

const CHECKING = 700;
const MOST_BYTES = 10 * 1024 * 1024;

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
  const steps = live(() => [kindStep(), uploadStep(), local.file && checkStep(local.file), resultStep()], {
    class: "stack",
  });
  const set = (change: Partial<Local>) => {
    Object.assign(local, change);
    steps.update();
  };

  function kindStep(): Child {
    const pick = (kind: Kind) => () =>
      set({ kind, file: undefined, checked: undefined, trouble: "", finished: undefined });
    return section(
      "1. What do you bring in?",
      {},
      h(
        "fieldset",
        { class: "bare-set" },
        h("legend", { class: "sr" }, "Kind of record"),
        radio("Customers", "kind", {
          testid: "import-kind-customers",
          checked: local.kind === "Customers",
          refusal,
          onchange: pick("Customers"),
          hint: "Names, emails, addresses and terms.",
        }).node,
        radio("Invoices", "kind", {
          testid: "import-kind-invoices",
          checked: local.kind === "Invoices",
          refusal,
          onchange: pick("Invoices"),
          hint: "History: they aren't emailed and don't count towards your limit.",
        }).node,
      ),
      local.kind &&
        h(
          "p",
          {},
          h(
            "a",
            {
              href: `data:text/csv;charset=utf-8,${encodeURIComponent(csv(example(local.kind)))}`,
              download: `${local.kind.toLowerCase()}-template.csv`,
              "data-testid": "import-template",
            },
            "Download template",
          ),
          " and copy your list into it. Keep the first line as it is.",
        ),
    );
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
      local.checked && problems(local.checked),
    );
  }

  function problems(checked: Checked): Child {
    const good = checked.problems.length === 0;
    const ready = checked.good > 0 && (good || local.leaveOut) && !checked.tooMany;
    return [
      !good &&
        h(
          "div",
          { role: "alert", class: "problems" },
          h("p", {}, h("strong", {}, count(checked.problems.length, "problem"))),
          h(
            "ul",
            {},
            checked.problems
              .slice(0, 50)
              .map((p) => h("li", {}, `${p.code} ${p.row ? `Row ${p.row}: ` : ""}${p.text}`)),
          ),
        ),
      !good &&
        h(
          "div",
          { class: "actions wrap" },
          button("Download errors", {
            testid: "import-errors",
            onclick: () =>
              download(
                "errors.csv",
                csv([["row", "problem", "code"], ...checked.problems.map((p) => [p.row ?? "", p.text, p.code])]),
              ),
          }),
          button("Leave out rows with errors", {
            testid: "import-leave-out",
            refusal: checked.good ? undefined : "No row is without errors.",
            onclick: () => set({ leaveOut: true }),
          }),
        ),
      ready && notice("info", h("p", { role: "status" }, h("strong", {}, "Ready to import"), ` ${checked.summary}`)),
      button("Start import", {
        testid: "import-start",
        kind: "primary",
        refusal: refusal ?? (ready ? undefined : (checked.tooMany ?? "Put the errors right first.")),
        onclick: start,
      }),
    ];
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
    if (file.size > MOST_BYTES) return fail("IMP-111 The file is larger than 10 MB. Split it into several files.");
    const bytes = await file.arrayBuffer();
    try {
      const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
      if (/\.xlsx?$/i.test(file.name) || text.includes("\0")) throw new Error("not text");
      take(file.name, text);
    } catch {
      fail('IMP-101 The file isn\'t CSV in UTF-8. Save it again as "CSV UTF-8".');
    }
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

import type { App } from "../core/app";
import { h } from "../core/dom";
import { day, daysBetween, shortDate } from "../core/format";
import type { ImportRecord } from "../core/types";
import { log } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { pill, section, table } from "../ui/parts";

const UNDO_DAYS = 3;

export function pastImports(app: App): HTMLElement {
  const undoable = (i: ImportRecord) => !i.undone && daysBetween(i.date, day(0)) < UNDO_DAYS;
  return section(
    "Past imports",
    { lead: "An import can be taken back for 72 hours." },
    table(
      "Past imports",
      ["File", "Kind", { text: "Date", class: "roomy" }, { text: "Actions", hidden: true, class: "num" }],
      app.state.imports.map((i) => [
        i.file,
        i.kind,
        shortDate(i.date),
        i.undone
          ? pill("Undone")
          : undoable(i)
            ? button("Undo import", {
                testid: "import-undo",
                refusal: app.refusal("import"),
                hushed: true,
                onclick: () => undo(app, i),
              })
            : h("span", { class: "faint" }, "Over 72 hours old"),
      ]),
    ),
  );
}

function undo(app: App, record: ImportRecord): void {
  openDialog({
    title: "Undo import",
    body: h(
      "p",
      {},
      `Everything that ${record.file} added is removed. Records that somebody has worked with since are left alone.`,
    ),
    submit: { text: "Undo import", testid: "import-undo-confirm", danger: true },
    onSubmit() {
      app.change((s) => {
        const used = new Set(s.invoices.map((i) => i.customer));
        s.customers = s.customers.filter((c) => !record.added.includes(c.id) || used.has(c.id));
        s.invoices = s.invoices.filter((i) => !record.added.includes(i.number) || i.credits.length > 0);
        s.imports.find((i) => i.id === record.id)!.undone = true;
        log(s, `Took back the import of ${record.file}`);
      });
      app.announce("import.undone");
      app.say("Import undone");
    },
  });
}

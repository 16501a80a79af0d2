// The first step: what is brought in, and its template.

import { h } from "../core/dom";
import { csv } from "../core/files";
import { radio } from "../ui/field";
import { section } from "../ui/parts";
import { example, type Kind } from "./template";

const HINTS: Record<Kind, string> = {
  Customers: "Names, emails, addresses and terms.",
  Invoices: "History: they aren't emailed and don't count towards your limit.",
};

export function kindStep(chosen: Kind | undefined, refusal: string | undefined, pick: (kind: Kind) => void) {
  const one = (kind: Kind) =>
    radio(kind, "kind", {
      testid: `import-kind-${kind.toLowerCase()}`,
      checked: chosen === kind,
      refusal,
      onchange: () => pick(kind),
      hint: HINTS[kind],
    }).node;
  return section(
    "1. What do you bring in?",
    {},
    h("fieldset", {}, h("legend", { class: "sr" }, "Kind of record"), one("Customers"), one("Invoices")),
    chosen && h("p", {}, template(chosen), " and copy your list into it. Keep the first line as it is."),
  );
}

function template(kind: Kind): HTMLElement {
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(csv(example(kind)))}`;
  const download = `${kind.toLowerCase()}-template.csv`;
  return h("a", { href, download, "data-testid": "import-template" }, "Download template");
}

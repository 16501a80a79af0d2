import type { App } from "../core/app";
import type { Child } from "../core/dom";
import { money, shortDate } from "../core/format";
import { customerName, totalOf } from "../data/sums";
import { button } from "../ui/button";
import { empty, table } from "../ui/parts";

export function binTable(app: App): Child {
  const { state } = app;
  const binned = state.invoices.filter((i) => i.binned);
  if (!binned.length)
    return empty("The bin is empty", "Deleted drafts stay here for 30 days and are then gone for good.");
  const restore = (number: string) => {
    app.change((s) => delete s.invoices.find((i) => i.number === number)?.binned);
    app.say("Draft restored");
  };
  return table(
    "Deleted drafts",
    [
      "Number",
      "Customer",
      { text: "Deleted", class: "roomy" },
      { text: "Total", class: "num" },
      { text: "Restore", hidden: true },
    ],
    binned.map((i) => [
      i.number,
      customerName(state, i.customer),
      shortDate(i.binned!),
      money(totalOf(i), i.currency),
      button("Restore", {
        testid: "bin-restore",
        refusal: app.refusal("write invoices"),
        hushed: true,
        onclick: () => restore(i.number),
      }),
    ]),
  );
}

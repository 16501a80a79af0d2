import type { App } from "../core/app";
import { h } from "../core/dom";
import { csv, download } from "../core/files";
import { day, daysBetween, plainAmount } from "../core/format";
import type { Customer } from "../core/types";
import { owedOn, totalOf } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { button } from "../ui/button";
import { radio, textField } from "../ui/field";

const MOST_DAYS = 731;

export function createStatement(app: App, customer: Customer): void {
  const activity = radio("Activity", "statement", {
    testid: "statement-activity",
    checked: true,
    hint: "Everything in the period.",
  });
  const open = radio("Open items", "statement", { testid: "statement-open", hint: "Unpaid invoices only." });
  const from = textField("From", { testid: "statement-from", type: "date", value: day(-90) });
  const to = textField("Until", { testid: "statement-to", type: "date", value: day(0) });
  const fine = () => {
    const days = daysBetween(from.value, to.value);
    to.fail(days >= 0 && days <= MOST_DAYS ? undefined : "A statement can cover up to 24 months.");
    return days >= 0 && days <= MOST_DAYS;
  };
  const refusal = app.refusal("write invoices") ?? (customer.email ? undefined : "The customer has no email address.");
  const dialog = openDialog({
    title: "Create statement",
    body: [
      h("fieldset", {}, h("legend", {}, "Kind"), activity.node, open.node),
      h("div", { class: "row" }, from.node, to.node),
      button("Email statement", {
        testid: "statement-email",
        refusal,
        onclick: () => {
          if (fine()) {
            dialog.close();
            app.announce("statement.sent");
            app.say("Statement sent");
          }
        },
      }),
    ],
    submit: { text: "Download PDF", testid: "statement-download" },
    onSubmit() {
      if (!fine()) return false;
      const invoices = app.state.invoices.filter(
        (i) =>
          i.customer === customer.id &&
          i.stage === "sent" &&
          i.issued >= from.value &&
          i.issued <= to.value &&
          (activity.control.checked || owedOn(app.state, i) > 0),
      );
      download(
        "statement.csv",
        csv([
          ["number", "date", "total", "owed"],
          ...invoices.map((i) => [i.number, i.issued, plainAmount(totalOf(i)), plainAmount(owedOn(app.state, i))]),
        ]),
      );
      app.say("Statement made");
      return true;
    },
  });
}

import type { App } from "../core/app";
import { h } from "../core/dom";
import { day, money, pence } from "../core/format";
import type { Invoice } from "../core/types";
import { creditedOn, customerBy, invoiceBy, log, owedOn, totalOf } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { selectField, textField } from "../ui/field";

const REASONS = ["Returned goods", "Wrong price or quantity", "Cancelled order", "Discount agreed later", "Other"];

export function issueCredit(app: App, invoice: Invoice): void {
  const most = totalOf(invoice) - creditedOn(invoice);
  const amount = textField("Credit amount", {
    testid: "credit-amount",
    inputmode: "decimal",
    placeholder: "0.00",
    hint: `With tax, up to ${money(most, invoice.currency)}.`,
  });
  const reason = selectField("Reason", {
    testid: "credit-reason",
    options: REASONS,
    placeholder: "Pick a reason",
    hint: "It is printed on the credit note.",
  });
  openDialog({
    title: "Issue credit note",
    body: [
      amount.node,
      reason.node,
      h("p", { class: "hint" }, "A credit note can't be changed or deleted after it is issued, and never moves money."),
    ],
    submit: { text: "Issue credit", testid: "credit-issue" },
    onSubmit() {
      const value = pence(amount.value) ?? 0;
      amount.fail(
        value <= 0
          ? "Enter an amount such as 50.00."
          : value > most
            ? `It can be up to ${money(most, invoice.currency)}.`
            : undefined,
      );
      reason.fail(reason.value ? undefined : "Pick a reason.");
      if (value <= 0 || value > most || !reason.value) return false;
      const owed = owedOn(app.state, invoice);
      app.change((s) => {
        const changed = invoiceBy(s, invoice.number)!;
        const last = Math.max(0, ...s.invoices.flatMap((i) => i.credits.map((c) => Number(c.number.slice(3)))));
        const number = `CN-${String(last + 1).padStart(4, "0")}`;
        changed.credits.push({ number, amount: value, reason: reason.value, date: day(0) });
        changed.activity.unshift({
          date: day(0),
          text: `${number} over ${money(value, invoice.currency)} emailed to the customer`,
          mail: "Sent",
        });
        const customer = customerBy(s, invoice.customer);
        if (customer && value > owed) customer.credit += value - owed;
        log(s, `Issued ${number} on ${invoice.number}`);
      });
      app.announce("credit_note.issued", { number: invoice.number });
      app.say("Credit note issued");
      return true;
    },
  });
}

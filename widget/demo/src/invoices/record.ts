import type { App } from "../core/app";
import { day, money, pence, plainAmount } from "../core/format";
import type { Invoice } from "../core/types";
import { customerBy, invoiceBy, log, owedOn } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { checkbox, selectField, textField } from "../ui/field";
import { h } from "../core/dom";

const METHODS = ["Bank transfer", "Cash", "Cheque", "Other"];

export function recordPayment(app: App, invoice: Invoice): void {
  const owed = owedOn(app.state, invoice);
  const amount = textField("Amount", {
    testid: "payment-amount",
    value: plainAmount(owed),
    inputmode: "decimal",
    hint: `${money(owed, invoice.currency)} is still owed.`,
  });
  const date = textField("Payment date", { testid: "payment-date", type: "date", value: day(0) });
  const method = selectField("Method", { testid: "payment-method", options: METHODS });
  const receipt = checkbox("Email a receipt", {
    testid: "payment-receipt",
    hint: "The customer gets one only if you tick this.",
  });
  openDialog({
    title: "Record payment",
    body: [h("div", { class: "row" }, amount.node, date.node), method.node, receipt.node],
    submit: { text: "Save payment", testid: "payment-save" },
    onSubmit() {
      const value = pence(amount.value);
      amount.fail(value && value > 0 ? undefined : "Enter an amount such as 1250.00.");
      date.fail(date.value && date.value <= day(0) ? undefined : "Enter a date that isn't in the future.");
      if (!value || value <= 0 || !date.value || date.value > day(0)) return false;
      app.change((s) => {
        s.payments.unshift({
          id: `p${Date.now()}`,
          invoice: invoice.number,
          date: date.value,
          amount: Math.min(value, owed),
          method: method.value,
          refunds: [],
        });
        const customer = customerBy(s, invoice.customer);
        if (customer && value > owed) customer.credit += value - owed;
        invoiceBy(s, invoice.number)!.activity.unshift({
          date: day(0),
          text: `${money(value, invoice.currency)} recorded, ${method.value.toLowerCase()}`,
        });
        log(s, `Recorded a payment of ${money(value, invoice.currency)} on ${invoice.number}`);
      });
      app.announce("payment.recorded", { number: invoice.number });
      app.say("Payment saved");
      return true;
    },
  });
}

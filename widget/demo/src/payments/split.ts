import type { App } from "../core/app";
import { h, live } from "../core/dom";
import { day, money, pence, plainAmount } from "../core/format";
import type { Invoice } from "../core/types";
import { activeCustomers, customerName, log, owedOn } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { selectField, textField } from "../ui/field";

const MOST = 20;

/** Shares one transfer among invoices of the same customer. */
export function splitPayment(app: App): void {
  const { state } = app;
  const open = (customer: string) =>
    state.invoices.filter((i) => i.customer === customer && owedOn(state, i) > 0).slice(0, MOST);
  const owing = activeCustomers(state).filter((c) => open(c.id).length > 0);
  const total = textField("Total", { testid: "split-total", inputmode: "decimal", placeholder: "0.00" });
  const customer = selectField("Customer", {
    testid: "split-customer",
    placeholder: "Pick a customer",
    options: owing.map((c) => [c.id, c.name] as const),
    onchange: () => shares.update(),
  });
  let parts: { invoice: Invoice; share: ReturnType<typeof textField> }[] = [];
  const shares = live(
    () => {
      parts = open(customer.value).map((invoice) => ({
        invoice,
        share: textField(invoice.number, {
          testid: "split-share",
          inputmode: "decimal",
          value: plainAmount(owedOn(state, invoice)),
          hint: `${money(owedOn(state, invoice), invoice.currency)} is owed.`,
        }),
      }));
      return parts.map((p) => p.share.node);
    },
    { class: "stack" },
  );
  openDialog({
    title: "Split payment",
    body: [h("div", { class: "row" }, total.node, customer.node), shares.node],
    submit: { text: "Save payment", testid: "split-save" },
    onSubmit(dialog) {
      const sum = parts.reduce((all, p) => all + (pence(p.share.value) ?? 0), 0);
      const whole = pence(total.value);
      total.fail(whole ? undefined : "Enter an amount such as 1250.00.");
      customer.fail(customer.value ? undefined : "Pick a customer.");
      if (!whole || !customer.value) return false;
      const tooMuch = parts.some(
        (p) => (pence(p.share.value) ?? -1) < 0 || pence(p.share.value)! > owedOn(state, p.invoice),
      );
      if (sum !== whole || tooMuch) {
        dialog.trouble(
          tooMuch
            ? "A share can't be more than what is owed."
            : `The shares add up to ${money(sum)}, not ${money(whole)}.`,
        );
        return false;
      }
      app.change((s) => {
        for (const { invoice, share } of parts)
          s.payments.unshift({
            id: `p${Date.now()}-${invoice.number}`,
            invoice: invoice.number,
            date: day(0),
            amount: pence(share.value)!,
            method: "Bank transfer",
            refunds: [],
          });
        log(s, `Split a payment of ${money(whole)} from ${customerName(s, customer.value)}`);
      });
      app.announce("payment.recorded", { invoices: parts.length });
      app.say("Payment saved");
      return true;
    },
  });
}

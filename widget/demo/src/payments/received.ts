import type { App } from "../core/app";
import { h, type Child } from "../core/dom";
import { day, daysBetween, money, pence, plainAmount, shortDate } from "../core/format";
import type { Payment } from "../core/types";
import { customerName, invoiceBy, log } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { checkbox, textField } from "../ui/field";
import { table } from "../ui/parts";
import { splitPayment } from "./split";

const REFUNDABLE_DAYS: Record<string, number> = { Card: 180, "Direct Debit": 90 };

export function receivedTable(app: App): Child {
  const { state, nav } = app;
  const payments = [...state.payments].sort((a, b) => b.date.localeCompare(a.date));
  const split = button("Split payment", {
    testid: "payment-split",
    refusal: app.refusal("record payments"),
    onclick: () => splitPayment(app),
  });
  return [
    h("div", { class: "actions" }, split),
    table(
      "Payments received",
      [
        "Customer",
        { text: "Invoice", class: "roomy" },
        { text: "Date", class: "roomy" },
        { text: "Method", class: "roomy" },
        { text: "Amount", class: "num" },
        { text: "Actions", hidden: true },
      ],
      payments.map((p) => {
        const invoice = invoiceBy(state, p.invoice);
        const back = refunded(p);
        return [
          invoice ? customerName(state, invoice.customer) : "Customer",
          h("a", { href: nav.href(`/invoices/${p.invoice}`) }, p.invoice),
          shortDate(p.date),
          p.method,
          [
            money(p.amount, invoice?.currency),
            back > 0 && h("small", { class: "under" }, `${money(back, invoice?.currency)} refunded`),
          ],
          h(
            "span",
            { class: "row-actions" },
            button("Refund", {
              testid: "payment-refund",
              refusal: app.refusal("refund payments") ?? (back >= p.amount ? "Refunded in full." : undefined),
              hushed: true,
              onclick: () => refund(app, p, invoice?.currency ?? "GBP"),
            }),
            byHand(p) &&
              button("Remove", {
                testid: "payment-remove",
                kind: "quiet",
                refusal: app.refusal("record payments"),
                hushed: true,
                onclick: () => remove(app, p),
              }),
          ),
        ];
      }),
    ),
  ];
}

function byHand(payment: Payment): boolean {
  return !(payment.method in REFUNDABLE_DAYS);
}

function refunded(payment: Payment): number {
  return payment.refunds.reduce((sum, r) => sum + r.amount, 0);
}

function refund(app: App, payment: Payment, currency: string): void {
  const most = payment.amount - refunded(payment);
  const amount = textField("Refund amount", {
    testid: "refund-amount",
    value: plainAmount(most),
    inputmode: "decimal",
    hint: `Up to ${money(most, currency)}.`,
  });
  const already = checkbox("Already paid back", {
    testid: "refund-already",
    hint: "Tallybook can't send back cash or a bank transfer. Tick it when you have paid the customer back yourself.",
  });
  const late = daysBetween(payment.date, day(0)) > (REFUNDABLE_DAYS[payment.method] ?? Infinity);
  openDialog({
    title: "Refund",
    body: [
      amount.node,
      byHand(payment)
        ? already.node
        : h(
            "p",
            { class: "hint" },
            "The customer sees the money after 5 to 10 working days. A refund can't be stopped once it is confirmed.",
          ),
    ],
    submit: { text: "Refund payment", testid: "refund-confirm", danger: true },
    onSubmit(dialog) {
      const value = pence(amount.value) ?? 0;
      amount.fail(
        value <= 0
          ? "Enter an amount such as 50.00."
          : value > most
            ? `It can be up to ${money(most, currency)}.`
            : undefined,
      );
      if (value <= 0 || value > most) return false;
      if (late)
        dialog.trouble(`${payment.method} payments can be refunded for ${REFUNDABLE_DAYS[payment.method]} days.`);
      else if (byHand(payment) && !already.control.checked)
        dialog.trouble("Pay the customer back yourself, then tick Already paid back.");
      else {
        app.change((s) => {
          s.payments
            .find((p) => p.id === payment.id)!
            .refunds.push({ amount: value, date: day(0), state: byHand(payment) ? "Already paid back" : "Pending" });
          log(s, `Refunded ${money(value, currency)} of ${payment.invoice}`);
        });
        app.announce("payment.refunded", { number: payment.invoice });
        app.say("Payment refunded");
        return true;
      }
      return false;
    },
  });
}

function remove(app: App, payment: Payment): void {
  openDialog({
    title: "Remove payment",
    body: h("p", {}, `The payment on ${payment.invoice} is taken away, and the amount is owed again.`),
    submit: { text: "Remove", testid: "payment-remove-confirm", danger: true },
    onSubmit() {
      app.change((s) => {
        s.payments = s.payments.filter((p) => p.id !== payment.id);
        log(s, `Removed a payment on ${payment.invoice}`);
      });
      app.announce("payment.removed", { number: payment.invoice });
      app.say("Payment removed");
    },
  });
}

import type { App } from "../core/app";
import { h, type Child } from "../core/dom";
import { money, shortDate } from "../core/format";
import type { FailedPayment } from "../core/types";
import { customerName, invoiceBy } from "../data/sums";
import { button } from "../ui/button";
import { empty, notice, pill, table } from "../ui/parts";

export function failedTable(app: App): Child {
  const { state, nav } = app;
  const local = app.local(() => ({ trouble: "" })) as { trouble?: string };
  if (!state.failed.length)
    return empty("Nothing failed", "Payments from customers that don't go through are listed here with a code.");
  const again = (failed: FailedPayment) => {
    const works = failed.code === "PAY-201";
    local.trouble = works
      ? ""
      : `${failed.code} ${failed.cause}. It can't succeed until the customer has done something.`;
    app.change((s) => {
      if (!works) return;
      s.failed = s.failed.filter((f) => f.id !== failed.id);
      s.payments.unshift({
        id: `p${Date.now()}`,
        invoice: failed.invoice,
        date: new Date().toISOString().slice(0, 10),
        amount: failed.amount,
        method: "Card",
        refunds: [],
      });
    });
    app.announce("payment.retried", { number: failed.invoice, code: failed.code });
    if (works) app.say("Payment went through");
  };
  return [
    local.trouble && notice("bad", h("p", {}, local.trouble)),
    table(
      "Payments that failed",
      [
        "Customer",
        { text: "Invoice", class: "roomy" },
        "Code",
        { text: "Cause", class: "roomy" },
        { text: "Amount", class: "num" },
        { text: "Actions", hidden: true },
      ],
      state.failed.map((f) => {
        const invoice = invoiceBy(state, f.invoice);
        return [
          invoice ? customerName(state, invoice.customer) : "Customer",
          h("a", { href: nav.href(`/invoices/${f.invoice}`) }, f.invoice),
          h("code", {}, f.code),
          f.cause,
          money(f.amount, invoice?.currency),
          button("Try again", {
            testid: "payment-retry",
            refusal: app.refusal("record payments"),
            hushed: true,
            onclick: () => again(f),
          }),
        ];
      }),
    ),
  ];
}

export function refundsTable(app: App): Child {
  const { state } = app;
  const rows = state.payments.flatMap((p) => p.refunds.map((r) => ({ p, r })));
  if (!rows.length) return empty("No refunds yet", "Choose Refund beside a payment under Received.");
  return table(
    "Refunds",
    ["Customer", "Invoice", { text: "Date", class: "roomy" }, "State", { text: "Amount", class: "num" }],
    rows.map(({ p, r }) => {
      const invoice = invoiceBy(state, p.invoice);
      return [
        invoice ? customerName(state, invoice.customer) : "Customer",
        p.invoice,
        shortDate(r.date),
        pill(r.state),
        money(r.amount, invoice?.currency),
      ];
    }),
  );
}

export function payoutsTable(app: App): Child {
  return table(
    "Payouts",
    ["Date", "Provider", { text: "Fee", class: "num roomy" }, "State", { text: "Amount", class: "num" }],
    app.state.payouts.map((p) => [shortDate(p.date), p.provider, money(p.fee), pill(p.state), money(p.amount)]),
  );
}

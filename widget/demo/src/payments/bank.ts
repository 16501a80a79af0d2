import type { App } from "../core/app";
import { h, type Child } from "../core/dom";
import { day, money, shortDate } from "../core/format";
import type { BankLine } from "../core/types";
import { customerName, invoiceBy, log, owedOn } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { selectField, toggle } from "../ui/field";
import { empty, notice, table } from "../ui/parts";

export function bankFeed(app: App): Child {
  const { state, nav } = app;
  const refusal = app.refusal("match bank lines", "use bank feeds");
  if (state.plan === "free") return notice("info", h("p", {}, "Bank feeds need Plus or Business."));
  if (!state.integrations.banks.length)
    return empty(
      "No bank connected",
      "Connect a bank to see transfers here.",
      h("a", { class: "button plain", href: nav.href("/settings/integrations") }, "Open Integrations"),
    );
  if (!state.bank.length) return empty("All lines are matched", "New lines come every 6 hours.");
  return [
    h("p", { class: "lead" }, `${state.integrations.banks[0]}, read 2 hours ago`),
    toggle("Match exact references", {
      testid: "bank-auto",
      refusal: refusal ?? app.refusal(undefined, "match by itself"),
      hint:
        app.refusal(undefined, "match by itself") ?? "Lines are matched by themselves when number and amount agree.",
      onchange: () => app.say("Saved"),
    }).node,
    table(
      "Bank lines",
      [
        "Line",
        { text: "Date", class: "roomy" },
        { text: "Suggested invoice", class: "roomy" },
        { text: "Amount", class: "num" },
        { text: "Actions", hidden: true },
      ],
      state.bank.map((line) => {
        const invoice = line.invoice ? invoiceBy(state, line.invoice) : undefined;
        const fits = invoice && owedOn(state, invoice) > 0 ? invoice : undefined;
        return [
          h("span", { class: "bank-text" }, line.text),
          shortDate(line.date),
          fits
            ? h(
                "a",
                { href: nav.href(`/invoices/${fits.number}`) },
                `${fits.number}, ${customerName(state, fits.customer)}`,
              )
            : h("span", { class: "faint" }, "None"),
          money(line.amount),
          h(
            "span",
            { class: "row-actions" },
            button("Match", {
              testid: "bank-match",
              kind: fits ? "primary" : undefined,
              refusal: refusal ?? (line.amount > 0 ? undefined : "Money that went out can't be matched."),
              hushed: true,
              onclick: () => (fits ? match(app, line, fits.number) : pick(app, line)),
            }),
            button("Ignore", {
              testid: "bank-ignore",
              kind: "quiet",
              refusal,
              hushed: true,
              onclick: () => ignore(app, line),
            }),
          ),
        ];
      }),
    ),
  ];
}

function match(app: App, line: BankLine, number: string): void {
  app.change((s) => {
    const invoice = invoiceBy(s, number)!;
    s.payments.unshift({
      id: `p${Date.now()}`,
      invoice: number,
      date: line.date,
      amount: Math.min(line.amount, owedOn(s, invoice)),
      method: "Bank transfer",
      refunds: [],
    });
    invoice.activity.unshift({ date: day(0), text: `${money(line.amount)} matched from the bank feed` });
    s.bank = s.bank.filter((b) => b.id !== line.id);
    log(s, `Matched a bank line to ${number}`);
  });
  app.announce("payment.matched", { number });
  app.say("Payment matched");
}

function pick(app: App, line: BankLine): void {
  const open = app.state.invoices.filter((i) => owedOn(app.state, i) > 0);
  const invoice = selectField("Invoice", {
    testid: "bank-invoice",
    placeholder: "Pick an invoice",
    options: open.map(
      (i) =>
        [
          i.number,
          `${i.number}, ${customerName(app.state, i.customer)}, ${money(owedOn(app.state, i), i.currency)}`,
        ] as const,
    ),
  });
  openDialog({
    title: "Match",
    body: [h("p", { class: "lead" }, `${line.text}, ${money(line.amount)}`), invoice.node],
    submit: { text: "Match to invoice", testid: "bank-match-confirm" },
    onSubmit() {
      invoice.fail(invoice.value ? undefined : "Pick an invoice.");
      if (!invoice.value) return false;
      match(app, line, invoice.value);
      return true;
    },
  });
}

function ignore(app: App, line: BankLine): void {
  app.change((s) => (s.bank = s.bank.filter((b) => b.id !== line.id)));
  app.say("Line hidden");
}

import type { App, View } from "../core/app";
import { h, type Child } from "../core/dom";
import { day, daysBetween, money, shortDate } from "../core/format";
import type { Invoice } from "../core/types";
import { customerName, invoiceBy, owedOn, stateOf, totalOf } from "../data/sums";
import { button } from "../ui/button";
import { menuButton } from "../ui/menu";
import { facts, notice, pill, section } from "../ui/parts";
import { notFound } from "../shell/not-found";
import { moreActions } from "./more";
import { paper } from "./paper";
import { recordPayment } from "./record";
import { sendInvoice } from "./send";

export function invoicePage(app: App, { number = "" }: Record<string, string>): View {
  const { state } = app;
  const invoice = invoiceBy(state, number);
  if (!invoice || invoice.binned) return notFound(app);
  const local = app.local(() => ({ refused: "" }));
  const now = stateOf(state, invoice);
  const done = now === "Void" ? "The invoice is void." : undefined;
  const nothingOwed =
    invoice.stage === "draft"
      ? "Send the invoice first."
      : owedOn(state, invoice) === 0
        ? "Nothing is owed."
        : undefined;
  return {
    title: `Invoice ${number}`,
    lead: [pill(now), " ", customerName(state, invoice.customer), " · ", money(totalOf(invoice), invoice.currency)],
    actions: [
      button("Send invoice", {
        testid: "invoice-send",
        kind: invoice.stage === "draft" ? "primary" : undefined,
        icon: "send",
        refusal: app.refusal("write invoices") ?? done,
        onclick: () =>
          sendInvoice(app, invoice, (code) => {
            local.refused = code;
            app.nav.refresh();
          }),
      }),
      button("Record payment", {
        testid: "invoice-record-payment",
        kind: nothingOwed ? undefined : "primary",
        refusal: app.refusal("record payments") ?? nothingOwed ?? done,
        hushed: Boolean(nothingOwed),
        onclick: () => recordPayment(app, invoice),
      }),
      menuButton("More actions", moreActions(app, invoice), { testid: "invoice-more" }),
    ],
    body: [
      local.refused && notice("bad", h("p", {}, local.refused)),
      h(
        "div",
        { class: "invoice-view" },
        paper(app, invoice),
        h("div", { class: "invoice-side" }, summary(app, invoice), credits(invoice), activity(invoice)),
      ),
    ],
  };
}

function summary(app: App, invoice: Invoice): HTMLElement {
  const owed = owedOn(app.state, invoice);
  const late = daysBetween(invoice.due, day(0));
  return section(
    "Summary",
    {},
    facts(
      [
        "Still owed",
        h("strong", { class: "figure" }, invoice.stage === "draft" ? "Not sent yet" : money(owed, invoice.currency)),
      ],
      ["Due", [shortDate(invoice.due), owed > 0 && late > 0 ? ` (${late} days late)` : ""]],
      [
        "Card payments",
        app.state.integrations.stripe === "connected"
          ? invoice.cards
            ? "On"
            : "Off for this invoice"
          : "Stripe isn't connected",
      ],
      ["Part payments", invoice.partPayments ? "Allowed" : "Off"],
    ),
  );
}

function credits(invoice: Invoice): Child {
  if (!invoice.credits.length) return null;
  return section(
    "Credit notes",
    {},
    h(
      "ul",
      { class: "feed" },
      invoice.credits.map((c) =>
        h(
          "li",
          {},
          h("span", {}, h("strong", {}, c.number), h("small", {}, c.reason)),
          h("span", { class: "figure" }, money(c.amount, invoice.currency), h("small", {}, shortDate(c.date))),
        ),
      ),
    ),
  );
}

function activity(invoice: Invoice): HTMLElement {
  return section(
    "Activity",
    {},
    h(
      "ol",
      { class: "activity" },
      invoice.activity.map((a) =>
        h("li", {}, h("span", {}, a.text, " ", a.mail && pill(a.mail)), h("small", {}, shortDate(a.date))),
      ),
    ),
  );
}

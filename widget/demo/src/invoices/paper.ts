// The invoice as the customer sees it.

import type { App } from "../core/app";
import { h } from "../core/dom";
import { money, shortDate } from "../core/format";
import type { Invoice } from "../core/types";
import { creditedOn, customerBy, netOf, owedOn, paidOn, taxOf, totalOf } from "../data/sums";
import { brandMark } from "../ui/icons";

export function paper(app: App, invoice: Invoice): HTMLElement {
  const { state } = app;
  const { company } = state;
  const customer = customerBy(state, invoice.customer);
  const amount = (value: number) => money(value, invoice.currency);
  const sum = (text: string, value: number, kind?: string) =>
    h("div", { class: kind }, h("dt", {}, text), h("dd", {}, amount(value)));
  const paid = paidOn(state, invoice);
  const credited = creditedOn(invoice);
  return h(
    "article",
    { class: "paper", "aria-label": "Preview of the invoice" },
    h(
      "header",
      {},
      h("div", { class: "paper-brand" }, brandMark(), h("strong", {}, company.name)),
      h("div", { class: "paper-title" }, "Invoice", h("small", {}, invoice.number)),
    ),
    h(
      "div",
      { class: "paper-parties" },
      h("address", {}, h("small", {}, "From"), company.address, h("br"), `VAT ${company.vat}`),
      h(
        "address",
        {},
        h("small", {}, "To"),
        h("strong", {}, customer?.name ?? "Former customer"),
        h("br"),
        customer?.address ?? "",
        customer?.vat ? [h("br"), `VAT ${customer.vat}`] : null,
      ),
      h(
        "div",
        {},
        h("small", {}, "Date"),
        shortDate(invoice.issued),
        h("small", { class: "second" }, "Due"),
        shortDate(invoice.due),
      ),
    ),
    h(
      "table",
      {},
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          ["Description", "Quantity", "Unit price", "Tax", "Amount"].map((text, i) =>
            h("th", { scope: "col", class: i ? `num${i === 2 || i === 3 ? " roomy" : ""}` : undefined }, text),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        invoice.lines.map((l) =>
          h(
            "tr",
            {},
            h("td", {}, l.description),
            h("td", { class: "num" }, l.quantity),
            h("td", { class: "num roomy" }, amount(l.price)),
            h("td", { class: "num roomy" }, `${l.tax}%`),
            h("td", { class: "num" }, amount(Math.round(l.quantity * l.price))),
          ),
        ),
      ),
    ),
    h(
      "dl",
      { class: "sums" },
      sum("Subtotal", netOf(invoice.lines)),
      sum("Tax", taxOf(invoice.lines)),
      sum("Total", totalOf(invoice), "total"),
      paid > 0 && sum("Paid", -paid),
      credited > 0 && sum("Credited", -credited),
      invoice.stage === "sent" && sum("Still owed", owedOn(state, invoice), "total"),
    ),
    h("footer", {}, company.footer),
  );
}

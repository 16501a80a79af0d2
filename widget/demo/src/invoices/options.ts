// How the customer may pay this invoice.

import type { App } from "../core/app";
import { h, live } from "../core/dom";
import type { Invoice } from "../core/types";
import { textField, toggle } from "../ui/field";

const LEAST_PART = 10;

export function paymentOptions(app: App, draft?: Invoice) {
  const smallest = textField("Smallest part", {
    testid: "invoice-smallest-part",
    value: String(LEAST_PART),
    inputmode: "numeric",
    hint: "In percent of the total, at least 10.",
    class: "short",
  });
  const deposit = toggle("Deposit", {
    testid: "invoice-deposit",
    hint: "Asks for 30% first, due in 7 days. The rest is due on the due date.",
  });
  const parts = toggle("Allow part payments", {
    testid: "invoice-part-payments",
    checked: draft?.partPayments ?? false,
    refusal: app.refusal(undefined, "take part payments"),
    hint: "The customer chooses how much to pay.",
    onchange: () => more.update(),
  });
  const more = live(() => (parts.control.checked ? h("div", { class: "reveal" }, smallest.node, deposit.node) : null));
  const cards = toggle("Take card payments", {
    testid: "invoice-cards",
    checked: draft?.cards ?? true,
    hint:
      app.state.integrations.stripe === "connected"
        ? "Shows Pay by card on the invoice link."
        : "Counts when Stripe is connected.",
  });
  return {
    nodes: [parts.node, more.node, cards.node],
    /** What was chosen, or nothing if the smallest part is too small; the field then says so. */
    read(): Pick<Invoice, "partPayments" | "cards"> | undefined {
      const enough = !parts.control.checked || Number(smallest.value) >= LEAST_PART;
      smallest.fail(enough ? undefined : "It has to be at least 10% of the total.");
      return enough ? { partPayments: parts.control.checked, cards: cards.control.checked } : undefined;
    },
  };
}

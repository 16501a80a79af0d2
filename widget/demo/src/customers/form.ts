// The fields of a customer, for a new one and for editing.

import type { App } from "../core/app";
import { h } from "../core/dom";
import type { Customer } from "../core/types";
import { selectField, textField } from "../ui/field";

export const TERMS = [["0", "On receipt"], ...[7, 14, 30, 45, 60].map((n) => [String(n), `${n} days`])] as [
  string,
  string,
][];
const ADDRESS = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

export function customerForm(app: App, customer?: Customer) {
  const name = textField("Name", { testid: "customer-name", value: customer?.name ?? "" });
  const email = textField("Email", {
    testid: "customer-email",
    type: "email",
    value: customer?.email ?? "",
    hint: "Without one you can't send invoices.",
    onchange: () =>
      email.fail(
        taken()
          ? `${taken()!.name} uses this email already. You can go on: one bookkeeper can look after two companies.`
          : undefined,
      ),
  });
  const address = textField("Billing address", { testid: "customer-address", rows: 3, value: customer?.address ?? "" });
  const vat = textField("VAT number", { testid: "customer-vat", value: customer?.vat ?? "" });
  const terms = selectField("Payment terms", {
    testid: "customer-terms",
    value: String(customer?.terms ?? 30),
    options: TERMS,
  });
  const currency = selectField("Currency", {
    testid: "customer-currency",
    value: customer?.currency ?? "GBP",
    options: app.state.currencies,
    refusal: app.refusal(undefined, "use other currencies"),
  });
  const taken = () =>
    app.state.customers.find((c) => c.id !== customer?.id && c.email !== "" && c.email === email.value);
  return {
    node: h(
      "div",
      { class: "stack" },
      h("div", { class: "row" }, name.node, email.node),
      address.node,
      h("div", { class: "row" }, vat.node, terms.node, currency.node),
    ),
    /** What was entered, or nothing if it can't be saved; the field then says so. */
    read() {
      const wrong = email.value !== "" && !ADDRESS.test(email.value);
      name.fail(name.value ? undefined : "Enter a name.");
      if (wrong) email.fail("This isn't an email address.");
      if (!name.value || wrong) return undefined;
      return {
        name: name.value,
        email: email.value,
        address: address.value,
        vat: vat.value,
        terms: Number(terms.value),
        currency: currency.value || "GBP",
      };
    },
  };
}

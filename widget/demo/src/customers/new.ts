import type { App, View } from "../core/app";
import { h } from "../core/dom";
import { newCustomer } from "../data/customers";
import { limitsOf } from "../data/sums";
import { button } from "../ui/button";
import { notice, section } from "../ui/parts";
import { customerForm } from "./form";

export function newCustomerPage(app: App): View {
  const { nav, state } = app;
  const form = customerForm(app);
  const full =
    state.customers.filter((c) => !c.archived).length >= limitsOf(state).customers
      ? "Your plan's number of customers is reached. Archive some or move to a larger plan."
      : undefined;
  const refusal = app.refusal("edit customers") ?? full;
  const save = (event: Event) => {
    event.preventDefault();
    const read = form.read();
    if (!read) return document.querySelector<HTMLElement>("main [aria-invalid]")?.focus();
    app.keep((s) => s.customers.push(newCustomer({ ...read, id: `c${Date.now()}` })));
    nav.go("/customers");
    app.announce("customer.created");
    app.say("Customer saved");
  };
  return {
    title: "New customer",
    lead: "The name is all that is needed to save.",
    body: h(
      "form",
      { novalidate: true, onsubmit: save },
      refusal && notice("info", h("p", {}, refusal)),
      section("Details", {}, form.node),
      h(
        "div",
        { class: "form-foot" },
        button("Cancel", { kind: "quiet", onclick: () => nav.go("/customers") }),
        button("Save customer", { type: "submit", kind: "primary", testid: "customer-save", refusal, hushed: true }),
      ),
    ),
  };
}

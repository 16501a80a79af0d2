import type { App } from "../core/app";
import { h } from "../core/dom";
import type { Customer } from "../core/types";
import { customerBy } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { checkbox, textField } from "../ui/field";
import { customerForm } from "./form";
import { personalData } from "./personal";

export function editCustomer(app: App, customer: Customer): void {
  const form = customerForm(app, customer);
  const contacts = textField("Further email addresses", {
    testid: "customer-contacts",
    value: customer.contacts.join(", "),
    hint: "Up to 4, with commas between them.",
  });
  const gets = {
    node: h(
      "div",
      { class: "pair" },
      checkbox("Gets invoices", { testid: "contacts-invoices", checked: true }).node,
      checkbox("Gets reminders", { testid: "contacts-reminders" }).node,
    ),
  };
  const reminders = checkbox("Send reminders", { testid: "customer-reminders", checked: customer.reminders });
  const portal = checkbox("Portal access", { testid: "customer-portal", checked: customer.portal });
  const dialog = openDialog({
    title: "Edit customer",
    wide: true,
    body: [
      form.node,
      contacts.node,
      gets.node,
      reminders.node,
      portal.node,
      h(
        "div",
        { class: "actions wrap" },
        button("Ask for Direct Debit", {
          testid: "customer-mandate",
          refusal:
            app.refusal("manage integrations", "collect by Direct Debit") ??
            (app.state.integrations.gocardless ? undefined : "Connect GoCardless first."),
          onclick: () => app.say("Mandate request sent, it works for 14 days"),
        }),
        button("Personal data", {
          testid: "customer-data",
          refusal: app.refusal("remove customers"),
          onclick: () => {
            dialog.close();
            personalData(app, customer);
          },
        }),
      ),
    ],
    submit: { text: "Save customer", testid: "customer-save" },
    onSubmit() {
      const read = form.read();
      const more = contacts.value
        .split(",")
        .map((a) => a.trim())
        .filter(Boolean);
      contacts.fail(more.length > 4 ? "Up to 4 further addresses are possible." : undefined);
      if (!read || more.length > 4) return false;
      app.change((s) =>
        Object.assign(customerBy(s, customer.id)!, read, {
          contacts: more,
          reminders: reminders.control.checked,
          portal: portal.control.checked,
        }),
      );
      app.announce("customer.updated");
      app.say("Customer saved");
      return true;
    },
  });
}

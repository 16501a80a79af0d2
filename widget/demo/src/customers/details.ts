import type { App } from "../core/app";
import { h } from "../core/dom";
import { money } from "../core/format";
import type { Customer } from "../core/types";
import { customerBy, log, owedOn, stateOf, totalOf } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";
import { textField } from "../ui/field";
import { facts, pill } from "../ui/parts";
import { createStatement } from "./statement";
import { editCustomer } from "./edit";

export function customerDetails(app: App, id: string): void {
  const { state } = app;
  const customer = customerBy(state, id)!;
  const invoices = state.invoices.filter((i) => i.customer === id && !i.binned);
  const history = invoices.some((i) => i.stage !== "draft");
  const remove = app.refusal("remove customers") ?? (history ? "They have invoices. Archive them instead." : undefined);
  const then = (next: () => void) => () => {
    dialog.close();
    next();
  };
  const dialog = openDialog({
    title: "Customer details",
    wide: true,
    cancel: "Close",
    body: [
      h("h3", {}, customer.name, " ", customer.archived && pill("Archived")),
      facts(
        ["Email", [customer.email, ...customer.contacts].filter(Boolean).join(", ") || "None"],
        ["Billing address", customer.address || "None"],
        ["VAT number", customer.vat || "None"],
        ["Payment terms", customer.terms ? `${customer.terms} days` : "On receipt"],
        ["Customer credit", money(customer.credit, customer.currency)],
      ),
      h(
        "div",
        { class: "actions wrap" },
        customer.archived
          ? button("Restore", {
              testid: "customer-restore",
              kind: "primary",
              refusal: app.refusal("remove customers"),
              onclick: then(() => restore(app, id)),
            })
          : button("Edit", {
              testid: "customer-edit",
              refusal: app.refusal("edit customers"),
              hushed: true,
              onclick: then(() => editCustomer(app, customer)),
            }),
        button("Create statement", {
          testid: "customer-statement",
          onclick: then(() => createStatement(app, customer)),
        }),
        button("Send portal link", {
          testid: "customer-portal-link",
          refusal:
            app.refusal("edit customers", "open the customer portal") ??
            (state.company.portal && customer.portal ? undefined : "The portal is off."),
          onclick: then(() => sendLink(app, customer)),
        }),
        state.role !== "member" &&
          button("Delete", {
            testid: "customer-delete",
            kind: "danger",
            refusal: remove,
            onclick: then(() => deleteCustomer(app, customer)),
          }),
      ),
      h("h3", {}, "Invoices"),
      h(
        "ul",
        { class: "feed" },
        invoices.length
          ? invoices.map((i) =>
              h(
                "li",
                {},
                h(
                  "span",
                  {},
                  h("a", { href: app.nav.href(`/invoices/${i.number}`) }, i.number),
                  " ",
                  pill(stateOf(state, i)),
                ),
                h(
                  "span",
                  { class: "figure" },
                  money(totalOf(i), i.currency),
                  h("small", {}, owedOn(state, i) ? `${money(owedOn(state, i), i.currency)} owed` : "Nothing owed"),
                ),
              ),
            )
          : h("li", {}, "None yet"),
      ),
    ],
  });
}

function restore(app: App, id: string): void {
  app.change((s) => (customerBy(s, id)!.archived = false));
  app.say("Customer restored");
}

function sendLink(app: App, customer: Customer): void {
  if (!customer.email) return app.say("Add an email address first");
  app.announce("portal_link.sent");
  app.say("Portal link sent, it works for 30 days");
}

function deleteCustomer(app: App, customer: Customer): void {
  const name = textField(`Type ${customer.name} to confirm`, { testid: "delete-name" });
  openDialog({
    title: "Delete customer",
    body: [
      h("p", {}, "Deleting can't be undone. There is no bin for customers. Their drafts are deleted too."),
      name.node,
    ],
    submit: { text: "Delete", testid: "customer-delete-confirm", danger: true },
    onSubmit() {
      const right = name.value === customer.name;
      name.fail(right ? undefined : "This isn't the customer's name.");
      if (!right) return false;
      app.change((s) => {
        s.customers = s.customers.filter((c) => c.id !== customer.id);
        s.invoices = s.invoices.filter((i) => i.customer !== customer.id);
        log(s, `Deleted the customer ${customer.name}`);
      });
      app.announce("customer.deleted");
      app.say("Customer deleted");
      return true;
    },
  });
}

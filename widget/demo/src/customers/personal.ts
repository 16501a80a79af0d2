import type { App } from "../core/app";
import { h } from "../core/dom";
import { download } from "../core/files";
import type { Customer } from "../core/types";
import { customerBy, log, owedOn } from "../data/sums";
import { button } from "../ui/button";
import { openDialog } from "../ui/dialog";

/** Answers a request under GDPR: a copy of what is held, or its erasure. */
export function personalData(app: App, customer: Customer): void {
  const owes = app.state.invoices.some((i) => i.customer === customer.id && owedOn(app.state, i) > 0);
  const dialog = openDialog({
    title: "Personal data",
    cancel: "Close",
    body: [
      h("p", {}, `What you hold on ${customer.name}: details, invoices, payments, emails sent and portal visits.`),
      button("Make a copy", {
        testid: "data-copy",
        onclick: () => {
          download(
            "personal-data.json",
            JSON.stringify(
              { customer, invoices: app.state.invoices.filter((i) => i.customer === customer.id) },
              null,
              2,
            ),
            "application/json",
          );
          app.announce("personal_data.copied");
          app.say("Copy made");
        },
      }),
      h(
        "p",
        { class: "hint" },
        "Erasing blanks name, email, address and notes and can't be undone. Invoices that were sent stay for 6 years.",
      ),
      button("Erase personal data", {
        testid: "data-erase",
        kind: "danger",
        refusal: owes ? "They have unpaid invoices." : undefined,
        onclick: () => {
          dialog.close();
          app.change((s) => {
            Object.assign(customerBy(s, customer.id)!, {
              name: "Erased customer",
              email: "",
              address: "",
              vat: "",
              contacts: [],
            });
            log(s, "Erased the personal data of a customer");
          });
          app.announce("personal_data.erased");
          app.say("Personal data erased");
        },
      }),
    ],
  });
}

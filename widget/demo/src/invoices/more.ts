// What hides behind "More actions" on an invoice.

import type { App } from "../core/app";
import { h } from "../core/dom";
import { day } from "../core/format";
import type { Invoice } from "../core/types";
import { newInvoice } from "../data/invoices";
import { invoiceBy, log, me, nextNumber, owedOn, paidOn, stateOf } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { checkbox, textField } from "../ui/field";
import type { MenuItem } from "../ui/menu";
import { issueCredit } from "./credit";

export function moreActions(app: App, invoice: Invoice): MenuItem[] {
  const { state, nav } = app;
  const now = stateOf(state, invoice);
  const draft = now === "Draft";
  const write = app.refusal("write invoices");
  const open = owedOn(state, invoice) > 0;
  const others =
    state.role === "member" && invoice.author !== me(state).id
      ? "Members can delete the drafts that they made."
      : undefined;
  const items: (MenuItem | false)[] = [
    now !== "Void" && {
      text: "Edit",
      testid: "invoice-edit",
      refusal: write,
      onclick: () => (draft ? nav.go(`/invoices/${invoice.number}/edit`) : editSent(app, invoice)),
    },
    { text: "Duplicate", testid: "invoice-duplicate", refusal: write, onclick: () => duplicate(app, invoice) },
    { text: "Download PDF", testid: "invoice-pdf", onclick: () => print() },
    !draft && { text: "Copy payment link", testid: "invoice-copy-link", onclick: () => void copyLink(app, invoice) },
    !draft && {
      text: "Send reminder",
      testid: "invoice-remind",
      refusal: write ?? (open ? undefined : "Nothing is owed."),
      onclick: () => remind(app, invoice),
    },
    !draft && {
      text: "Issue credit note",
      testid: "invoice-credit",
      refusal:
        app.refusal("issue credit notes") ??
        (now === "Void" ? "The invoice is void." : now === "Credited" ? "It is credited in full." : undefined),
      onclick: () => issueCredit(app, invoice),
    },
    !draft && {
      text: "Void invoice",
      testid: "invoice-void",
      danger: true,
      refusal:
        app.refusal("void invoices") ??
        (now === "Void"
          ? "It is void already."
          : paidOn(state, invoice) > 0
            ? "A payment has been recorded. Issue a credit note instead."
            : undefined),
      onclick: () => voidInvoice(app, invoice),
    },
    draft && {
      text: "Delete draft",
      testid: "invoice-delete",
      danger: true,
      refusal: write ?? others,
      onclick: () => deleteDraft(app, invoice),
    },
  ];
  return items.filter((item) => item !== false);
}

async function copyLink(app: App, invoice: Invoice): Promise<void> {
  await navigator.clipboard
    .writeText(`https://pay.tallybook.example/${invoice.number.toLowerCase()}`)
    .catch(() => undefined);
  app.say("Payment link copied");
}

function remind(app: App, invoice: Invoice): void {
  if (invoice.reminded === day(0)) return app.say("A reminder was sent in the last 24 hours already");
  app.change((s) => {
    const reminded = invoiceBy(s, invoice.number)!;
    reminded.reminded = day(0);
    reminded.activity.unshift({ date: day(0), text: "Reminder sent by hand", mail: "Sent" });
  });
  app.announce("reminder.sent", { number: invoice.number });
  app.say("Reminder sent");
}

function duplicate(app: App, invoice: Invoice): void {
  const number = nextNumber(app.state);
  app.keep((s) => {
    s.invoices.unshift(
      newInvoice({
        number,
        customer: invoice.customer,
        currency: invoice.currency,
        lines: structuredClone(invoice.lines),
        activity: [{ date: day(0), text: `Copied from ${invoice.number}` }],
      }),
    );
    s.company.next += 1;
  });
  app.nav.go(`/invoices/${number}`);
  app.announce("invoice.created", { number });
  app.say("Draft saved");
}

function editSent(app: App, invoice: Invoice): void {
  const due = textField("Due date", { testid: "edit-due", type: "date", value: invoice.due });
  const message = textField("Message", { testid: "edit-message", rows: 3, value: invoice.message });
  openDialog({
    title: "Edit",
    body: [
      h(
        "p",
        { class: "lead" },
        "Lines, amounts and tax of a sent invoice can't be changed. Issue a credit note for a part, or void it and send a new one.",
      ),
      due.node,
      message.node,
    ],
    submit: { text: "Save changes", testid: "edit-save" },
    onSubmit() {
      due.fail(due.value ? undefined : "Enter a date.");
      if (!due.value) return false;
      app.change((s) => Object.assign(invoiceBy(s, invoice.number)!, { due: due.value, message: message.value }));
      app.say("Invoice changed");
      return true;
    },
  });
}

function voidInvoice(app: App, invoice: Invoice): void {
  const tell = checkbox("Email the customer", { testid: "void-email", checked: true });
  openDialog({
    title: "Void invoice",
    body: [
      h(
        "p",
        {},
        "The invoice stays in your list with its number, marked Void, and counts as zero. The payment link stops working. It can't be undone.",
      ),
      tell.node,
    ],
    submit: { text: "Void invoice", testid: "void-confirm", danger: true },
    onSubmit() {
      app.change((s) => {
        const changed = invoiceBy(s, invoice.number)!;
        changed.stage = "void";
        changed.activity.unshift({
          date: day(0),
          text: tell.control.checked ? "Voided, the customer was told" : "Voided",
        });
        log(s, `Voided ${invoice.number}`);
      });
      app.announce("invoice.voided", { number: invoice.number });
      app.say("Invoice voided");
    },
  });
}

function deleteDraft(app: App, invoice: Invoice): void {
  openDialog({
    title: "Delete draft",
    body: h("p", {}, `${invoice.number} moves to the bin, where it stays for 30 days.`),
    submit: { text: "Delete draft", testid: "delete-confirm", danger: true },
    onSubmit() {
      app.keep((s) => (invoiceBy(s, invoice.number)!.binned = new Date().toISOString()));
      app.nav.go("/invoices");
      app.announce("invoice.deleted", { number: invoice.number });
      app.say("Draft deleted");
    },
  });
}

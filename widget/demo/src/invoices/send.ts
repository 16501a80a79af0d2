import type { App } from "../core/app";
import { day } from "../core/format";
import type { Invoice } from "../core/types";
import { customerBy, invoiceBy, limitsOf, log, sentThisMonth, totalOf } from "../data/sums";
import { openDialog } from "../ui/dialog";
import { textField } from "../ui/field";

const MOST_ADDRESSES = 5;
const MOST_BYTES = 20 * 1024 * 1024;
const ADDRESS = /^[^\s@,]+@[^\s@,]+\.[^\s@,]+$/;

/** Asks for the address and sends; `refused` hears the code if it can't be sent. */
export function sendInvoice(app: App, invoice: Invoice, refused: (text: string) => void): void {
  const customer = customerBy(app.state, invoice.customer);
  const to = textField("To", {
    testid: "send-to",
    value: [customer?.email, ...(customer?.contacts ?? [])].filter(Boolean).join(", "),
    hint: "Up to 5 addresses, with commas between them.",
  });
  const message = textField("Message", {
    testid: "send-message",
    rows: 4,
    value: invoice.message || "Thank you for your work with us. The invoice is attached.",
    hint: "For this invoice only.",
  });
  openDialog({
    title: "Send invoice",
    body: [to.node, message.node],
    submit: { text: "Send now", testid: "send-now" },
    onSubmit() {
      const addresses = to.value
        .split(",")
        .map((a) => a.trim())
        .filter(Boolean);
      const code = whyNot(app, invoice, addresses);
      if (code) {
        app.announce("invoice.send_failed", { code: code.slice(0, 7) });
        refused(code);
        return true;
      }
      const wrong = addresses.find((a) => !ADDRESS.test(a));
      to.fail(
        wrong
          ? `${wrong} isn't an email address.`
          : addresses.length > MOST_ADDRESSES
            ? "Up to 5 addresses are possible."
            : undefined,
      );
      if (wrong || addresses.length > MOST_ADDRESSES) return false;
      refused("");
      app.change((s) => {
        const sent = invoiceBy(s, invoice.number)!;
        if (sent.stage === "draft") sent.issued = day(0);
        sent.stage = "sent";
        sent.message = message.value;
        sent.activity.unshift({ date: day(0), text: `Emailed to ${addresses.join(", ")}`, mail: "Sent" });
        log(s, `Sent ${sent.number}`);
      });
      app.announce("invoice.sent", { number: invoice.number });
      app.say("Invoice sent");
      return true;
    },
  });
}

function whyNot(app: App, invoice: Invoice, addresses: string[]): string | undefined {
  const { state } = app;
  const first = invoice.stage === "draft";
  if (state.trouble.unconfirmed)
    return "INV-314 Your email address isn't confirmed. Open the confirmation message, or sign in again and ask for a new link.";
  if (first && sentThisMonth(state) >= limitsOf(state).invoices)
    return "INV-310 The monthly invoice limit of your plan is used up. Wait for the first of the month, or move to a larger plan.";
  if (!addresses.length)
    return "INV-311 The customer has no email address. Open the customer, choose Edit and add the address.";
  if (totalOf(invoice) <= 0)
    return "INV-312 The total is zero or below. Correct the lines; for money you owe, issue a credit note instead.";
  if (invoice.files.reduce((sum, file) => sum + file.size, 0) > MOST_BYTES)
    return "INV-313 The attached files are too large together. Remove files until they are under 20 MB in total.";
  return undefined;
}

import type { App } from "../core/app";
import { count, day } from "../core/format";
import type { State } from "../core/types";
import { newCustomer } from "../data/customers";
import { newInvoice } from "../data/invoices";
import { invoiceBy, log, totalOf } from "../data/sums";
import type { Checked, Record_ } from "./check";
import type { Kind } from "./template";

/** Adds what the file holds and says how much that was. The caller draws the page. */
export function bringIn(app: App, kind: Kind, file: string, checked: Checked): string {
  let added: string[] = [];
  app.keep((state) => {
    added = kind === "Customers" ? customers(state, checked.records) : invoices(state, checked.records);
    state.imports.unshift({ id: `i${Date.now()}`, file, kind, date: day(0), added, undone: false });
    log(state, `Imported ${file}, ${added.length} ${kind.toLowerCase()}`);
  });
  const known = checked.records.length - added.length;
  return kind === "Customers"
    ? `${count(added.length, "customer")} added, ${known} updated`
    : `${count(added.length, "invoice")} added`;
}

function customers(state: State, records: Record_[]): string[] {
  const added: string[] = [];
  for (const [i, r] of records.entries()) {
    const given = {
      name: r["name"],
      email: r["email"],
      address: r["address"],
      vat: r["vat_number"],
      terms: r["terms_days"] ? Number(r["terms_days"]) : undefined,
      currency: r["currency"]?.toUpperCase(),
    };
    const filled = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined && value !== ""));
    const known = r["email"] ? state.customers.find((c) => c.email === r["email"]) : undefined;
    if (known) Object.assign(known, filled);
    else {
      const id = `c${Date.now()}-${i}`;
      state.customers.push(newCustomer({ id, name: "", email: "", address: "", ...filled }));
      added.push(id);
    }
  }
  return added;
}

function invoices(state: State, records: Record_[]): string[] {
  const added: string[] = [];
  for (const r of records) {
    const number = r["number"]!;
    const line = {
      description: r["description"] ?? "",
      quantity: Number(r["quantity"]),
      price: Math.round(Number(r["unit_price"]) * 100),
      tax: Number(r["tax_rate"]),
    };
    const known = invoiceBy(state, number);
    if (known) known.lines.push(line);
    else {
      const customer = state.customers.find((c) => c.email === r["customer_email"])!;
      state.invoices.push(
        newInvoice({
          number,
          customer: customer.id,
          lines: [line],
          stage: "sent",
          imported: true,
          issued: r["issue_date"],
          due: r["due_date"],
          currency: r["currency"]?.toUpperCase() || "GBP",
          activity: [{ date: day(0), text: "Imported" }],
        }),
      );
      added.push(number);
    }
  }
  for (const r of records) {
    const invoice = invoiceBy(state, r["number"]!)!;
    if (!r["paid_date"] || state.payments.some((p) => p.invoice === invoice.number)) continue;
    state.payments.push({
      id: `p-${invoice.number}`,
      invoice: invoice.number,
      date: r["paid_date"],
      amount: totalOf(invoice),
      method: "Other",
      refunds: [],
    });
  }
  return added;
}

// What follows from the data: totals, states, counts.

import { day } from "../core/format";
import { PLANS, type Limits } from "../core/plans";
import type { Customer, Invoice, Line, Person, State } from "../core/types";

export type InvoiceState = "Draft" | "Sent" | "Viewed" | "Part paid" | "Overdue" | "Paid" | "Credited" | "Void";

export function netOf(lines: Line[]): number {
  return lines.reduce((sum, l) => sum + Math.round(l.quantity * l.price), 0);
}

export function taxOf(lines: Line[]): number {
  return lines.reduce((sum, l) => sum + Math.round((l.quantity * l.price * l.tax) / 100), 0);
}

export function totalOf(invoice: Invoice): number {
  return netOf(invoice.lines) + taxOf(invoice.lines);
}

export function paidOn(state: State, invoice: Invoice): number {
  return state.payments.filter((p) => p.invoice === invoice.number).reduce((sum, p) => sum + p.amount, 0);
}

export function creditedOn(invoice: Invoice): number {
  return invoice.credits.reduce((sum, c) => sum + c.amount, 0);
}

/** What the customer still has to pay. */
export function owedOn(state: State, invoice: Invoice): number {
  if (invoice.stage !== "sent") return 0;
  return Math.max(0, totalOf(invoice) - creditedOn(invoice) - paidOn(state, invoice));
}

export function stateOf(state: State, invoice: Invoice): InvoiceState {
  if (invoice.stage === "draft") return "Draft";
  if (invoice.stage === "void") return "Void";
  if (owedOn(state, invoice) === 0) return paidOn(state, invoice) > 0 ? "Paid" : "Credited";
  if (invoice.due < day(0)) return "Overdue";
  if (paidOn(state, invoice) > 0) return "Part paid";
  return invoice.viewed ? "Viewed" : "Sent";
}

export function limitsOf(state: State): Limits {
  return PLANS[state.plan];
}

/** How many invoices were sent for the first time since the first of the month. */
export function sentThisMonth(state: State): number {
  if (state.trouble.limit && Number.isFinite(limitsOf(state).invoices)) return limitsOf(state).invoices;
  const month = day(0).slice(0, 7);
  return state.invoices.filter((i) => i.stage !== "draft" && !i.imported && i.issued.startsWith(month)).length;
}

export function invoiceBy(state: State, number: string): Invoice | undefined {
  return state.invoices.find((i) => i.number === number);
}

export function customerBy(state: State, id: string): Customer | undefined {
  return state.customers.find((c) => c.id === id);
}

export function customerName(state: State, id: string): string {
  return customerBy(state, id)?.name ?? "Former customer";
}

export function activeCustomers(state: State): Customer[] {
  return state.customers.filter((c) => !c.archived).sort((a, b) => a.name.localeCompare(b.name));
}

/** The person that the demo is signed in as: the first with the chosen role. */
export function me(state: State): Person {
  const found = state.people.find((p) => p.role === state.role && !p.invited);
  return (
    found ?? {
      id: "guest",
      name: "Dylan Price",
      email: "dylan@harbourstreet.example",
      role: state.role,
      invited: false,
      twoFactor: false,
    }
  );
}

export function seats(state: State): { used: number; accountants: number; freeAccountants: number } {
  const accountants = state.people.filter((p) => p.role === "accountant").length;
  const freeAccountants = Math.min(accountants, limitsOf(state).accountants);
  return { used: state.people.length - freeAccountants, accountants, freeAccountants };
}

export function nextNumber(state: State): string {
  return state.company.prefix + String(state.company.next).padStart(4, "0");
}

export function homeTotal(invoices: Invoice[], amount: (i: Invoice) => number): number {
  return invoices.filter((i) => i.currency === "GBP").reduce((sum, i) => sum + amount(i), 0);
}

/** Notes what was done for the audit log. */
export function log(state: State, what: string): void {
  state.audit.unshift({ at: new Date().toISOString().slice(0, 16).replace("T", " "), who: me(state).name, what });
}

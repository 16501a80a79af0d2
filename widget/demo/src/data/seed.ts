// The account that everybody meets first: Harbour Street Studio, the same on every start, dated from today.

import { day } from "../core/format";
import type { State } from "../core/types";
import { seedCustomers } from "./customers";
import { seedInvoices } from "./invoices";
import { seedFailed, seedPayments, seedPayouts } from "./payments";

/** Raised when kept data no longer fits. */
export const VERSION = 1;

export function seed(): State {
  return {
    version: VERSION,
    role: "owner",
    plan: "plus",
    period: "monthly",
    renews: day(17),
    company: {
      name: "Harbour Street Studio",
      address: "14 Harbour Street\nBristol BS1 4RN\nUnited Kingdom",
      vat: "GB 318 4402 17",
      prefix: "INV-",
      next: 43,
      template: "Ledger",
      colour: "Deep green",
      logo: "",
      footer: "Sort code 20-00-00 · Account 73104482",
      pricesIncludeTax: false,
      portal: true,
    },
    customers: seedCustomers(),
    invoices: seedInvoices(),
    payments: seedPayments(),
    failed: seedFailed(),
    payouts: seedPayouts(),
    schedules: [
      { id: "s1", customer: "tideway", every: "month", next: day(9), amount: 54000, state: "Active" },
      { id: "s2", customer: "marlow", every: "quarter", next: day(34), amount: 118800, state: "Active" },
      { id: "s3", customer: "pennant", every: "month", next: day(21), amount: 22800, state: "Paused" },
    ],
    bank: [
      { id: "b1", date: day(-1), text: "KESTREL OUTDOOR LTD INV-0037", amount: 126000, invoice: "INV-0037" },
      { id: "b2", date: day(-2), text: "NORTH PIER RECORDS REF 0034", amount: 40000, invoice: "INV-0034" },
      { id: "b3", date: day(-3), text: "GREAT WESTERN RAILWAY", amount: -8640 },
      { id: "b4", date: day(-5), text: "ADOBE SYSTEMS", amount: -5698 },
      { id: "b5", date: day(-6), text: "CASH IN 004211", amount: 15000 },
    ],
    imports: [{ id: "i1", file: "studio-clients.csv", kind: "Customers", date: day(-41), added: [], undone: false }],
    people: [
      {
        id: "marta",
        name: "Marta Nowak",
        email: "marta@harbourstreet.example",
        role: "owner",
        invited: false,
        twoFactor: false,
      },
      {
        id: "priya",
        name: "Priya Shah",
        email: "priya@harbourstreet.example",
        role: "admin",
        invited: false,
        twoFactor: true,
      },
      {
        id: "tom",
        name: "Tom Adeyemi",
        email: "tom@harbourstreet.example",
        role: "member",
        invited: false,
        twoFactor: false,
      },
      {
        id: "elena",
        name: "Elena Fischer",
        email: "elena@fischer-books.example",
        role: "accountant",
        invited: false,
        twoFactor: true,
      },
    ],
    former: [],
    taxRates: [
      { id: "standard", name: "Standard", percent: 20, standard: true, retired: false },
      { id: "reduced", name: "Reduced", percent: 5, standard: false, retired: false },
      { id: "zero", name: "Zero", percent: 0, standard: false, retired: false },
    ],
    currencies: ["GBP", "EUR"],
    card: { brand: "Visa", last4: "4417", expiry: "08/28" },
    receiptEmails: ["elena@fischer-books.example"],
    integrations: { stripe: "INT-402", banks: ["Severn Business Bank ··· 4482"] },
    keys: [{ id: "k1", name: "Reporting script", access: "Read", start: "tb_live_9fQ2", created: day(-120) }],
    endpoints: [],
    security: {
      required: false,
      signOutAfter: "14 days",
      sessions: [
        { id: "here", device: "Chrome on Windows", place: "Bristol", used: "Now" },
        { id: "phone", device: "Safari on iPhone", place: "Bristol", used: "Yesterday, 18:40" },
        { id: "old", device: "Firefox on macOS", place: "Cardiff", used: "6 days ago" },
      ],
    },
    audit: [
      { at: `${day(-1)} 09:12`, who: "Priya Shah", what: "Sent INV-0039" },
      { at: `${day(-2)} 16:45`, who: "Tom Adeyemi", what: "Recorded a payment of £648.00 on INV-0035" },
      { at: `${day(-4)} 11:03`, who: "Marta Nowak", what: "Changed the address of the company" },
      { at: `${day(-9)} 08:30`, who: "Elena Fischer", what: "Issued CN-0003 on INV-0030" },
      { at: `${day(-41)} 14:22`, who: "Marta Nowak", what: "Imported studio-clients.csv, 11 customers" },
    ],
    notifications: {
      copies: false,
      viewed: false,
      received: true,
      failed: true,
      weekly: true,
      bundle: false,
      mine: false,
    },
    reminders: { on: false, first: "3 days after the due date", every: "7 days" },
    trouble: { limit: false, unconfirmed: false, planPayment: false },
  };
}

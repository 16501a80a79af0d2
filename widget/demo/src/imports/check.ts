// What "Check file" finds: the codes of "Import errors". Row 1 is the header.

import { count } from "../core/format";
import type { State } from "../core/types";
import { limitsOf } from "../data/sums";
import type { Sheet } from "./csv";
import { NEEDED, type Kind } from "./template";

export type Record_ = Record<string, string>;
export type DateFormat = "2026-03-31" | "31/03/2026" | "03/31/2026";
export const FORMATS: DateFormat[] = ["2026-03-31", "31/03/2026", "03/31/2026"];

export interface Problem {
  code: string;
  row?: number;
  text: string;
}

export interface Checked {
  problems: Problem[];
  /** Rows without a problem. */
  good: number;
  records: Record_[];
  summary: string;
  tooMany?: string;
}

export function checkFile(state: State, kind: Kind, sheet: Sheet, format: DateFormat): Checked {
  const missing = NEEDED[kind].filter((name) => !sheet.header.includes(name));
  if (missing.length) return broken(missing.map((name) => ({ code: "IMP-102", text: `column ${name} is missing` })));
  const most = limitsOf(state).importRows;
  if (sheet.rows.length > most) return broken([{ code: "IMP-110", text: `more rows than your plan allows, ${most}` }]);
  const all = sheet.rows.map(
    (cells) => Object.fromEntries(sheet.header.map((name, i) => [name, (cells[i] ?? "").slice(0, 1000)])) as Record_,
  );
  const problems = all.flatMap((record, i) => {
    const found =
      kind === "Customers" ? checkCustomer(state, record, all.slice(0, i)) : checkInvoice(state, record, format);
    return found.map((problem) => ({ ...problem, row: i + 2 }));
  });
  const bad = new Set(problems.map((p) => p.row));
  const records = all
    .filter((_, i) => !bad.has(i + 2))
    .map((record) => (kind === "Invoices" ? withIsoDates(record, format) : record));
  return { problems, good: records.length, records, ...summary(state, kind, records) };
}

function summary(state: State, kind: Kind, records: Record_[]): Pick<Checked, "summary" | "tooMany"> {
  if (kind === "Invoices") return { summary: `${count(new Set(records.map((r) => r["number"])).size, "invoice")}.` };
  const known = records.filter((r) => r["email"] && state.customers.some((c) => c.email === r["email"])).length;
  const room = limitsOf(state).customers - state.customers.filter((c) => !c.archived).length;
  const fresh = records.length - known;
  return {
    summary: `${count(fresh, "new customer")}, ${known} that you have already. There is room for ${room.toLocaleString("en-GB")} more.`,
    tooMany: fresh > room ? `The file holds more customers than your plan has room for, ${room}.` : undefined,
  };
}

function checkCustomer(state: State, record: Record_, before: Record_[]): Problem[] {
  const found: Problem[] = [];
  if (record["email"] && before.some((other) => other["email"] === record["email"]))
    found.push({ code: "IMP-103", text: "the same email is in the file twice" });
  if (record["terms_days"] && !/^\d+$/.test(record["terms_days"]))
    found.push({ code: "IMP-105", text: "terms_days isn't a number" });
  return [...found, ...checkCurrency(state, record)];
}

function checkInvoice(state: State, record: Record_, format: DateFormat): Problem[] {
  const found: Problem[] = [];
  for (const name of ["issue_date", "due_date", "paid_date"]) {
    const empty = name === "paid_date" && !record[name];
    if (!empty && !isoDate(record[name] ?? "", format)) found.push({ code: "IMP-104", text: "date not recognised" });
  }
  for (const name of ["quantity", "unit_price"]) {
    const pattern = name === "quantity" ? /^-?\d+(\.\d+)?$/ : /^\d+(\.\d+)?$/;
    if (!pattern.test(record[name] ?? "")) found.push({ code: "IMP-105", text: `${name} isn't a number` });
  }
  if (!state.taxRates.some((rate) => !rate.retired && rate.percent === Number(record["tax_rate"])))
    found.push({ code: "IMP-106", text: `no tax rate with ${record["tax_rate"]}%` });
  if (!state.customers.some((c) => c.email && c.email === record["customer_email"]))
    found.push({ code: "IMP-108", text: "no customer with this email" });
  if (state.invoices.some((i) => i.number === record["number"]))
    found.push({ code: "IMP-109", text: `the number ${record["number"]} is in use` });
  return [...found, ...checkCurrency(state, record)];
}

function checkCurrency(state: State, record: Record_): Problem[] {
  const currency = record["currency"];
  return currency && !state.currencies.includes(currency.toUpperCase())
    ? [{ code: "IMP-107", text: `the currency ${currency} isn't turned on` }]
    : [];
}

function broken(problems: Problem[]): Checked {
  return { problems, good: 0, records: [], summary: "" };
}

function withIsoDates(record: Record_, format: DateFormat): Record_ {
  const dates = ["issue_date", "due_date", "paid_date"].map((name) => [
    name,
    isoDate(record[name] ?? "", format) ?? "",
  ]);
  return { ...record, ...Object.fromEntries(dates) };
}

function isoDate(text: string, format: DateFormat): string | undefined {
  const parts = format === "2026-03-31" ? /^(\d{4})-(\d\d)-(\d\d)$/.exec(text) : /^(\d\d)\/(\d\d)\/(\d{4})$/.exec(text);
  if (!parts) return undefined;
  const [, a = "", b = "", c = ""] = parts;
  const [year, month, date] = format === "2026-03-31" ? [a, b, c] : format === "31/03/2026" ? [c, b, a] : [c, a, b];
  const read = new Date(`${year}-${month}-${date}T12:00:00Z`);
  return Number.isNaN(read.getTime()) || read.getUTCDate() !== Number(date) ? undefined : `${year}-${month}-${date}`;
}

import type { Plan } from "./types";

export interface Limits {
  name: string;
  monthly: number;
  yearly: number;
  invoices: number;
  customers: number;
  people: number;
  morePeople: number;
  accountants: number;
  lines: number;
  schedules: number;
  files: number;
  fileSize: number;
  storage: string;
  currencies: number;
  banks: number;
  keys: number;
  endpoints: number;
  templates: number;
  importRows: number;
  pitch: string;
}

const MB = 1024 * 1024;

/** The table of "Compare plans", prices in pence. */
export const PLANS: Record<Plan, Limits> = {
  free: {
    name: "Free",
    monthly: 0,
    yearly: 0,
    invoices: 10,
    customers: 25,
    people: 1,
    morePeople: 1,
    accountants: 0,
    lines: 20,
    schedules: 0,
    files: 1,
    fileSize: 5 * MB,
    storage: "250 MB",
    currencies: 0,
    banks: 0,
    keys: 0,
    endpoints: 0,
    templates: 1,
    importRows: 500,
    pitch: "For a sole trader with a handful of invoices",
  },
  plus: {
    name: "Plus",
    monthly: 1400,
    yearly: 14000,
    invoices: 250,
    customers: 1000,
    people: 3,
    morePeople: 10,
    accountants: 1,
    lines: 100,
    schedules: 20,
    files: 5,
    fileSize: 10 * MB,
    storage: "5 GB",
    currencies: 5,
    banks: 2,
    keys: 2,
    endpoints: 2,
    templates: 4,
    importRows: 5000,
    pitch: "Recurring invoices, reminders, bank feeds and the API",
  },
  business: {
    name: "Business",
    monthly: 3900,
    yearly: 39000,
    invoices: Infinity,
    customers: 20000,
    people: 15,
    morePeople: 100,
    accountants: 3,
    lines: 250,
    schedules: 500,
    files: 10,
    fileSize: 10 * MB,
    storage: "50 GB",
    currencies: 30,
    banks: 10,
    keys: 20,
    endpoints: 20,
    templates: 8,
    importRows: 50000,
    pitch: "Single sign-on, the audit log and own templates",
  },
};

export const RANK: Record<Plan, number> = { free: 0, plus: 1, business: 2 };

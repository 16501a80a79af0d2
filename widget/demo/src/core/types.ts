// The data of one Tallybook account. All of it lives in the browser.

export type Role = "owner" | "admin" | "accountant" | "member" | "read-only";
export type Plan = "free" | "plus" | "business";
export type Period = "monthly" | "yearly";

export interface Customer {
  id: string;
  name: string;
  email: string;
  address: string;
  vat: string;
  /** Days until an invoice is due. */
  terms: number;
  currency: string;
  contacts: string[];
  archived: boolean;
  mandate: boolean;
  reminders: boolean;
  portal: boolean;
  /** Pence taken off the next invoice. */
  credit: number;
}

export interface Line {
  description: string;
  quantity: number;
  price: number;
  tax: number;
}

export interface Credit {
  number: string;
  amount: number;
  reason: string;
  date: string;
}

export interface Invoice {
  number: string;
  customer: string;
  issued: string;
  due: string;
  currency: string;
  lines: Line[];
  stage: "draft" | "sent" | "void";
  viewed: boolean;
  message: string;
  author: string;
  credits: Credit[];
  files: { name: string; size: number }[];
  partPayments: boolean;
  cards: boolean;
  activity: { date: string; text: string; mail?: "Sent" | "Delivered" | "Bounced" }[];
  reminded?: string;
  binned?: string;
  imported?: boolean;
}

export interface Payment {
  id: string;
  invoice: string;
  date: string;
  amount: number;
  method: string;
  refunds: { amount: number; date: string; state: "Sent" | "Pending" | "Already paid back" }[];
}

export interface FailedPayment {
  id: string;
  invoice: string;
  date: string;
  amount: number;
  code: string;
  cause: string;
}

export interface Schedule {
  id: string;
  customer: string;
  every: string;
  next: string;
  amount: number;
  state: "Active" | "Paused";
}

export interface BankLine {
  id: string;
  date: string;
  text: string;
  amount: number;
  invoice?: string;
}

export interface ImportRecord {
  id: string;
  file: string;
  kind: "Customers" | "Invoices";
  date: string;
  added: string[];
  undone: boolean;
}

export interface Person {
  id: string;
  name: string;
  email: string;
  role: Role;
  invited: boolean;
  twoFactor: boolean;
}

export interface TaxRate {
  id: string;
  name: string;
  percent: number;
  standard: boolean;
  retired: boolean;
}

export interface State {
  version: number;
  role: Role;
  plan: Plan;
  period: Period;
  /** A smaller plan, or none, that starts when the paid period ends. */
  nextPlan?: Plan;
  renews: string;
  company: {
    name: string;
    address: string;
    vat: string;
    prefix: string;
    next: number;
    template: string;
    colour: string;
    logo: string;
    footer: string;
    pricesIncludeTax: boolean;
    portal: boolean;
  };
  customers: Customer[];
  invoices: Invoice[];
  payments: Payment[];
  failed: FailedPayment[];
  payouts: { id: string; date: string; provider: string; amount: number; fee: number; state: string }[];
  schedules: Schedule[];
  bank: BankLine[];
  imports: ImportRecord[];
  people: Person[];
  former: string[];
  ownershipOffer?: string;
  taxRates: TaxRate[];
  currencies: string[];
  card: { brand: string; last4: string; expiry: string };
  receiptEmails: string[];
  integrations: { stripe?: "connected" | "INT-401" | "INT-402" | "INT-403"; gocardless?: "connected"; banks: string[] };
  keys: { id: string; name: string; access: string; start: string; created: string }[];
  endpoints: { id: string; url: string; events: string[] }[];
  security: {
    required: boolean;
    sessions: { id: string; device: string; place: string; used: string }[];
    signOutAfter: string;
    sso?: string;
  };
  audit: { at: string; who: string; what: string }[];
  notifications: Record<string, boolean>;
  reminders: { on: boolean; first: string; every: string };
  trouble: { limit: boolean; unconfirmed: boolean; planPayment: boolean };
}

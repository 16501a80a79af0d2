// Who may do what: the tables of "Roles and permissions" and "Compare plans".

import { list } from "./format";
import { RANK } from "./plans";
import type { Plan, Role, State } from "./types";

const OWNER: Role[] = ["owner"];
const MANAGERS: Role[] = ["owner", "admin"];
const BOOKS: Role[] = ["owner", "admin", "accountant"];
const WRITERS: Role[] = ["owner", "admin", "member"];

const ROLES = {
  "write invoices": WRITERS,
  "record payments": ["owner", "admin", "accountant", "member"] as Role[],
  "issue credit notes": BOOKS,
  "void invoices": MANAGERS,
  "refund payments": MANAGERS,
  "edit customers": WRITERS,
  "remove customers": MANAGERS,
  import: MANAGERS,
  export: BOOKS,
  "match bank lines": BOOKS,
  "set tax rates": BOOKS,
  "change the company": MANAGERS,
  "manage the team": MANAGERS,
  "manage integrations": MANAGERS,
  "manage the plan": MANAGERS,
  "set rules for everyone": MANAGERS,
  "hand over the account": OWNER,
} satisfies Record<string, Role[]>;

const FROM_PLAN = {
  "repeat invoices": "plus",
  "remind automatically": "plus",
  "take part payments": "plus",
  "use other currencies": "plus",
  "use bank feeds": "plus",
  "collect by Direct Debit": "plus",
  "open the customer portal": "plus",
  "use the API": "plus",
  "invite people": "plus",
  "set an accent colour": "plus",
  "sign in by SSO": "business",
  "read the audit log": "business",
  "limit sessions": "business",
  "send from an own domain": "business",
  "match by itself": "business",
  "use an own template": "business",
} satisfies Record<string, Plan>;

export type Task = keyof typeof ROLES;
export type Feature = keyof typeof FROM_PLAN;

/** Why this person may not do it, in one short sentence; nothing if they may. */
export function refusal(state: State, task: Task | undefined, feature?: Feature): string | undefined {
  if (feature && RANK[state.plan] < RANK[FROM_PLAN[feature]]) {
    return FROM_PLAN[feature] === "plus" ? "Needs Plus or Business." : "Needs Business.";
  }
  if (task && !ROLES[task].includes(state.role)) {
    if (state.role === "read-only") return "Your access is read-only.";
    return `Only the ${list(ROLES[task].map(roleName)).toLowerCase()} can do this.`;
  }
  return undefined;
}

export function roleName(role: Role): string {
  return role === "read-only" ? "Read-only" : role.charAt(0).toUpperCase() + role.slice(1);
}

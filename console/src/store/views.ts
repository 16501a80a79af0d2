// Which rows belong in which view, and in which order: the server's rules (docs/people.md, "Conversations"), so that a row
// that changed moves at once.

import type { Filters, Role, Row, Sort, View } from "../api/types.js";

/** Words for the views, in the order of the sidebar. */
export const VIEWS: { view: Exclude<View, "all">; name: string; empty: string }[] = [
  { view: "mine", name: "Mine", empty: "Nothing is with you. Take one from Offered or Waiting." },
  { view: "offered", name: "Offered", empty: "Nothing is offered. What comes rings here." },
  { view: "waiting", name: "Waiting", empty: "Nobody waits for a person." },
  { view: "open", name: "Open", empty: "No conversation is with people." },
  { view: "pending", name: "With Usher", empty: "Usher is talking to nobody right now." },
  { view: "snoozed", name: "Snoozed", empty: "Nothing is snoozed." },
  { view: "mentions", name: "Mentions", empty: "Nobody mentioned you in a note." },
  { view: "resolved", name: "Resolved", empty: "Nothing was resolved that matches." },
];

export const viewName = (view: View) => VIEWS.find((one) => one.view === view)?.name ?? "All";

/** A waiting list goes by what presses; the rest by what moved last. */
export const sortOf = (view: View): Sort => (view === "waiting" || view === "offered" ? "pressing" : "newest");

export function inView(row: Row, view: View, me: string): boolean {
  const withMe = row.assignee?.id === me;
  switch (view) {
    case "mine":
      return row.state === "open" && withMe && row.stage !== "waiting";
    case "offered":
      return row.state === "open" && ((row.stage === "assigned" && withMe) || isOpenToAll(row));
    case "waiting":
      return row.state === "open" && row.stage === "waiting";
    case "open":
    case "pending":
    case "snoozed":
    case "resolved":
      return row.state === view;
    // Only the server knows; rows come and go by `mention` and by what was seen.
    case "mentions":
      return false;
    case "all":
      return true;
  }
}

export const isOpenToAll = (row: Row) => row.stage === "waiting" && (row.level === "everybody" || row.level === "supervisor");

export const isOfferedTo = (row: Row, me: string) => row.state === "open" && row.stage === "assigned" && row.assignee?.id === me;

export const isWith = (row: Row, me: string) => row.assignee?.id === me && row.state === "open" && row.stage === "active";

export function matches(row: Row, filters: Filters): boolean {
  const at = row.state === "resolved" ? (row.resolved_at ?? row.updated_at) : row.created_at;
  return (
    (!filters.inbox || row.inbox === filters.inbox) &&
    (!filters.queue || row.queue?.id === filters.queue) &&
    (!filters.assignee || row.assignee?.id === filters.assignee) &&
    (!filters.topic || row.topic === filters.topic) &&
    (!filters.rating || `${row.rating}` === filters.rating) &&
    (!filters.outcome || row.outcome === filters.outcome) &&
    (!filters.from || at >= filters.from) &&
    (!filters.to || at < filters.to)
  );
}

const THREE_MINUTES = 180_000;
/** A tenth for every three minutes waited. */
export const pressing = (row: Row, now: number) =>
  row.priority + (row.waiting_since ? ((now - Date.parse(row.waiting_since)) / THREE_MINUTES) * 0.1 : 0);

export function compare(sort: Sort, now: number): (a: Row, b: Row) => number {
  if (sort === "pressing") return (a, b) => pressing(b, now) - pressing(a, now) || order(a.id, b.id);
  const sign = sort === "oldest" ? 1 : -1;
  return (a, b) => sign * (order(a.updated_at, b.updated_at) || order(a.id, b.id));
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

const ABOVE: Record<"read" | "act" | "supervise" | "canned" | "articles" | "teach" | "evals" | "budget", Role[]> = {
  read: ["admin", "supervisor", "agent", "analyst"],
  act: ["admin", "supervisor", "agent"],
  supervise: ["admin", "supervisor"],
  "canned": ["admin", "supervisor", "content_editor"],
  articles: ["admin", "content_editor"],
  teach: ["admin", "supervisor", "content_editor", "analyst"],
  evals: ["admin", "supervisor", "content_editor", "analyst"],
  budget: ["admin", "supervisor", "analyst"],
};
/** What a role may: read conversations, act on them, supervise, write canned replies, write guides, write and upload articles
 * and have sites read, teach intents, measure with suites, and set the error budget or replay traffic. */
export const may = (role: Role, what: keyof typeof ABOVE) => ABOVE[what].includes(role);

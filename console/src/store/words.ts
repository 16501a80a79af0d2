// The glossary's machine words as words on the screen; one place, so that the same thing has one name everywhere.

import type { Flag, Level, Outcome, Presence, Reason, Role, Row, StepOutcome } from "../api/types.js";

export const ROLE: Record<Role, string> = {
  admin: "Admin",
  supervisor: "Supervisor",
  agent: "Agent",
  content_editor: "Content editor",
  analyst: "Analyst",
};

export const OUTCOME: Record<Outcome, { name: string; hint: string }> = {
  solved: { name: "Solved", hint: "The contact can go on" },
  not_solved: { name: "Not solved", hint: "We could not help" },
  no_reply: { name: "No reply", hint: "The contact did not come back" },
  duplicate: { name: "Duplicate", hint: "Goes on in another conversation" },
  spam: { name: "Spam", hint: "Not a request for help" },
};

export const FLAG: Record<Flag, { name: string; hint: string; tone: "bad" | "warn" | "brass" }> = {
  frustrated: { name: "Frustrated", hint: "The contact sounds frustrated", tone: "bad" },
  waiting_long: { name: "Waiting long", hint: "The contact waits for more than 5 minutes", tone: "warn" },
  supervisor: { name: "Nobody took it", hint: "Offered to everybody and taken by nobody", tone: "bad" },
  failed: { name: "Usher failed", hint: "No automatic reply could be made", tone: "warn" },
  important: { name: "Important", hint: "An important account", tone: "brass" },
};

export const PRESENCE: Record<Presence, string> = { online: "Online", away: "Away", offline: "Offline" };

/** Why people have it, as a clause after "because". */
const REASON: Record<Reason, string> = {
  confident: "the answer was sure enough",
  ambiguous: "the question can be read in more than one way",
  asks_for_person: "the contact asked for a person",
  always_human_topic: "only people handle this topic",
  out_of_scope: "it does not seem to be about the product",
  no_evidence: "nothing in the knowledge bears on it",
  low_confidence: "there is evidence, but Usher was not sure enough of its answer",
  repeated_failure: "the same problem failed before",
  frustration: "the contact grew frustrated",
};
export const because = (reason: string) => REASON[reason as Reason] ?? reason.replaceAll("_", " ");

const SHORT: Partial<Record<Reason, string>> = {
  asks_for_person: "Asked for a person",
  always_human_topic: "People’s topic",
  out_of_scope: "Out of scope",
  no_evidence: "No evidence",
  low_confidence: "Low confidence",
  repeated_failure: "Failed before",
  frustration: "Frustration",
  ambiguous: "Ambiguous",
};
export const shortReason = (reason: string) => SHORT[reason as Reason] ?? reason.replaceAll("_", " ");

export const STEP: Record<StepOutcome, string> = { completed: "done", skipped: "skipped", failed: "failed" };

/** Why a step ended as it did: the widget's own words for it are one word, a contact's are a sentence. */
export const stepReason = (reason: string) =>
  reason === "already_held" ? "it was so already" : /^[a-z]+(_[a-z]+)+$/.test(reason) ? humane(reason).toLowerCase() : reason;

export const LEVEL: Record<Level, string> = { one: "one person", everybody: "everybody", supervisor: "supervisors" };

export const contactName = (row: Pick<Row, "contact">) => row.contact.name ?? (row.contact.identified ? "Contact" : "Visitor");

/** `ada lovelace` → `AL`; for a small round picture where there is none. */
export function initials(name: string): string {
  const parts = name.trim().split(/\s+/u).filter(Boolean);
  const first = [...(parts[0] ?? "?")][0] ?? "?";
  const last = parts.length > 1 ? ([...(parts.at(-1) ?? "")][0] ?? "") : "";
  return (first + last).toUpperCase();
}

/** `invoice-limits` → `Invoice limits`: ids of guides, steps and topics where no title is known. */
export function humane(id: string): string {
  return capital(id.replace(/[-_.]+/g, " ").trim());
}

export const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

/** `a`, `a and b`, `a, b and c`. */
export const listed = (words: readonly string[]) =>
  words.length < 2 ? (words[0] ?? "") : `${words.slice(0, -1).join(", ")} and ${words.at(-1)}`;

/** What a row is doing, in a few words. */
export function standing(row: Row, me: string): string {
  if (row.state === "pending") return "With Usher";
  if (row.state === "snoozed") return row.assignee ? `Snoozed by ${own(row, me)}` : "Snoozed";
  if (row.state === "resolved") return row.outcome ? OUTCOME[row.outcome].name : "Resolved";
  if (row.stage === "assigned") return `Offered to ${own(row, me)}`;
  if (row.stage === "active") return row.assignee?.id === me ? "With you" : `With ${row.assignee?.name ?? "somebody"}`;
  return row.level === "everybody" || row.level === "supervisor" ? "Open to everybody" : "Waiting";
}

const own = (row: Row, me: string) => (row.assignee?.id === me ? "you" : (row.assignee?.name ?? "somebody"));

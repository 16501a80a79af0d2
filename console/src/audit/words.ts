// The acts of the audit log as sentences, and their particulars as lines.

import type { AuditEntry } from "../api/types.js";
import { DAYS, inWords as spansInWords } from "../queues/week.js";
import type { Role, Span } from "../api/types.js";
import { humane, ROLE } from "../store/words.js";

/** What ids are called, as far as it is known here. */
export interface Names {
  person: (id: string) => string | null;
  inbox: (key: string) => string | null;
  queue: (id: string) => string | null;
}

type Detail = Record<string, unknown>;
type Say = (entry: AuditEntry, names: Names) => string;

const text = (value: unknown) => (typeof value === "string" ? value : "");
const role = (detail: Detail) => ROLE[text(detail.role) as Role] ?? text(detail.role);
const who = (id: string, names: Names) => names.person(id) ?? "somebody";
const own = ({ by, on }: AuditEntry, names: Names) => (by?.id === on ? "their own account" : who(on, names));

const ACTS: Record<string, Say> = {
  "person.added": ({ on, detail }, names) => `added ${who(on, names)} as ${role(detail).toLowerCase()}`,
  "person.invited": ({ detail }) => `invited ${text(detail.email) || "somebody"} as ${role(detail).toLowerCase()}`,
  "person.joined": () => "accepted an invitation and joined",
  "person.changed": (entry, names) => `changed ${own(entry, names)}: ${changed(entry.detail) || "nothing"}`,
  "person.revoked": (entry, names) => `took the access of ${own(entry, names)} away`,
  "person.restored": ({ on }, names) => `gave ${who(on, names)} access again`,
  "invitation.withdrawn": () => "withdrew an invitation",
  "budget.set": ({ detail }) => `set the error budget${typeof detail.budget === "number" ? ` to ${Math.round(detail.budget * 100)} %` : ""}`,
  "budget.taken_back": () => "took the error budget back",
  "session.begun": () => "signed in",
  "session.refused": ({ on, detail }, names) =>
    `was refused as ${who(on, names)}: ${detail.wrong === "code" ? "the code was wrong" : "the password was wrong, or access was taken away"}`,
  "session.ended": () => "signed out",
  "password.changed": () => "changed their password",
  "totp.on": () => "turned their second factor on",
  "totp.off": () => "turned their second factor off",
  "queue.written": ({ detail }) => `wrote the queue “${text(detail.name)}”`,
  "queue.deleted": ({ on }, names) => `deleted ${quoted(names.queue(on)) ?? "a queue"}`,
  "hours.written": ({ on, detail }, names) =>
    `set the hours of ${names.inbox(on) ?? on}${detail.hours === null ? ": always open" : ""}`,
  "conversation.taken_over": ({ detail }, names) => `took a conversation over from ${who(text(detail.from), names)}`,
  "conversation.assigned": ({ detail }, names) =>
    detail.person
      ? `passed a conversation to ${who(text(detail.person), names)}`
      : `passed a conversation to ${detail.queue ? (quoted(names.queue(text(detail.queue))) ?? "a queue") : "the inbox itself"}`,
  "conversations.exported": ({ detail: { conversations } }) =>
    `exported ${conversations === 1 ? "a conversation" : `${String(conversations)} conversations`}`,
  "canned.written": ({ detail }) => `wrote the canned reply /${text(detail.shortcut)}`,
  "transcript.sent": ({ detail }) => `sent a transcript to ${text(detail.address)}`,
  "settings.changed": ({ on, detail }, names) =>
    `changed the settings of ${names.inbox(on) ?? on}: ${Object.keys(detail).map((name) => humane(name).toLowerCase()).join(", ") || "nothing"}`,
  "key.added": ({ on, detail }, names) => `made the key ${text(detail.kid)} for ${names.inbox(on) ?? on}`,
  "key.ended": ({ on, detail }, names) => `ended the key ${text(detail.kid)} of ${names.inbox(on) ?? on}`,
  "canned.deleted": () => "deleted a canned reply",
};

const quoted = (name: string | null) => name && `“${name}”`;
const CHANGED: Record<string, string> = { role: "role", skills: "skills", inboxes: "inboxes", capacity: "conversations at the same time", name: "name" };
const changed = (detail: Detail) =>
  Object.keys(CHANGED)
    .filter((name) => detail[name] !== undefined)
    .map((name) => (name === "role" ? `role is now ${role(detail).toLowerCase()}` : CHANGED[name]))
    .join(", ");

/** What was done, after the name of who did it; an act that this console does not know is named as the log names it. */
export const actInWords = (entry: AuditEntry, names: Names) => ACTS[entry.act]?.(entry, names) ?? humane(entry.act).toLowerCase();

/** Whoever was not signed in, and the command line, have no name. */
export const byInWords = ({ by, act }: AuditEntry) => by?.name ?? (act === "session.refused" ? "Somebody" : "The command line");

/** The conversation that it was about, to be opened. */
export const conversationOf = ({ act, on }: AuditEntry): string | null =>
  act === "conversation.taken_over" || act === "conversation.assigned" || (act === "conversations.exported" && on !== "conversations")
    ? on
    : null;

/** Everything that the entry holds, as names and words. */
export function detailLines(entry: AuditEntry, names: Names): [string, string][] {
  const lines = Object.entries(entry.detail).flatMap(([name, value]) => linesOf(name, value, names));
  return [...lines, ["Act", entry.act], ["On", entry.on], ["Entry", entry.id]];
}

function linesOf(name: string, value: unknown, names: Names): [string, string][] {
  if (value === null || value === undefined) return name === "hours" ? [["Hours", "Always open"]] : [];
  if (name === "hours") return hoursLines(value as Detail);
  if (name === "important") return Object.entries(value as Detail).map(([key, list]) => [`Important ${key}`, listInWords(list) || "None"]);
  if (name === "members") return [["Members", listInWords((value as string[]).map((id) => names.person(id) ?? id)) || "Every agent and supervisor"]];
  if (name === "role") return [["Role", ROLE[value as Role] ?? String(value)]];
  if (name === "person" || name === "from") return [[humane(name), names.person(String(value)) ?? String(value)]];
  if (name === "queue") return [["Queue", names.queue(String(value)) ?? String(value)]];
  if (name === "inbox") return [["Inbox", names.inbox(String(value)) ?? String(value)]];
  if (name === "inboxes") return [["Inboxes", listInWords((value as string[]).map((key) => names.inbox(key) ?? key)) || "All"]];
  if (Array.isArray(value)) return [[humane(name), listInWords(value) || "None"]];
  return [[humane(name), typeof value === "object" ? JSON.stringify(value) : String(value)]];
}

const listInWords = (list: unknown) => (Array.isArray(list) ? list.map(String).join(", ") : String(list));

function hoursLines(hours: Detail): [string, string][] {
  const week = (hours.week ?? {}) as Record<string, Span[]>;
  const holidays = (hours.holidays ?? []) as { date: string; name: string; open: Span[] }[];
  return [
    ["Time zone", text(hours.time_zone)],
    ...DAYS.map(([day, , name]): [string, string] => [name, spansInWords(week[day] ?? [])]),
    ...holidays.map(({ date, name, open }): [string, string] => [date, `${name}: ${spansInWords(open).toLowerCase()}`]),
  ];
}

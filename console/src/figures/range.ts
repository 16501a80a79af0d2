// The time that figures are of, as the address says it. Days are the server's: from midnight to midnight in UTC.

import type { FiguresQuery } from "../api/people.js";
import type { GroupBy } from "../api/types.js";

const DAY = 86_400_000;
export const LONGEST_DAYS = 366;

export const PRESETS: [key: string, name: string, days: number][] = [
  ["1", "Today", 1],
  ["7", "7 days", 7],
  ["28", "28 days", 28],
  ["90", "90 days", 90],
];
export const BY: [GroupBy, string][] = [
  ["day", "Day"],
  ["inbox", "Inbox"],
  ["topic", "Topic"],
  ["agent", "Agent"],
];
const USUAL_DAYS = "7";

export interface Range {
  /** A preset's key, or `own`. */
  days: string;
  /** First and last day, both whole: `2026-11-21`. */
  from: string;
  to: string;
  by: GroupBy;
  inbox: string;
  /** Why it cannot be asked for; null where it can. */
  wrong: string | null;
}

export const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const startOf = (day: string) => Date.parse(`${day}T00:00:00Z`);

export function rangeOf(query: Record<string, string>, now: number): Range {
  const by = BY.find(([key]) => key === query.by)?.[0] ?? "day";
  const inbox = query.inbox ?? "";
  const today = dayOf(now);
  if (query.from || query.to) {
    const [from = "", to = today] = [query.from, query.to];
    return { days: "own", from, to, by, inbox, wrong: wrongWith(from, to) };
  }
  const [days, , length] = PRESETS.find(([key]) => key === query.days) ?? PRESETS.find(([key]) => key === USUAL_DAYS)!;
  return { days, from: dayOf(now - (length - 1) * DAY), to: today, by, inbox, wrong: null };
}

function wrongWith(from: string, to: string): string | null {
  const [first, last] = [startOf(from), startOf(to)];
  if (Number.isNaN(first) || Number.isNaN(last)) return "Choose the first and the last day.";
  if (first > last) return "The first day is after the last.";
  return (last - first) / DAY >= LONGEST_DAYS ? `That is longer than ${LONGEST_DAYS} days.` : null;
}

export const askedOf = ({ from, to, by, inbox }: Range): FiguresQuery => ({
  from: new Date(startOf(from)).toISOString(),
  to: new Date(startOf(to) + DAY).toISOString(),
  by,
  inbox,
});

/** Every day of it: those without a handoff are not in the answer. */
export function daysOf({ from, to }: Pick<Range, "from" | "to">): string[] {
  const days: string[] = [];
  for (let at = startOf(from); at <= startOf(to) && days.length < LONGEST_DAYS; at += DAY) days.push(dayOf(at));
  return days;
}

const SHORT: Intl.DateTimeFormatOptions = { day: "numeric", month: "short", timeZone: "UTC" };
const THIS_YEAR = new Intl.DateTimeFormat(undefined, { ...SHORT, weekday: "short" });
const ANOTHER_YEAR = new Intl.DateTimeFormat(undefined, { ...SHORT, year: "numeric" });

export function dayInWords(day: string): string {
  const at = startOf(day);
  if (Number.isNaN(at)) return day;
  return (day.slice(0, 4) === dayOf(Date.now()).slice(0, 4) ? THIS_YEAR : ANOTHER_YEAR).format(at);
}

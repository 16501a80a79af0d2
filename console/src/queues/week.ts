// A week of hours as it is edited: checked before it is sent, said in words, and how much of a day is open.

import type { HoursBody, Span, Weekday } from "../api/types.js";

export const DAYS: [Weekday, string, string][] = [
  ["mon", "Mon", "Monday"],
  ["tue", "Tue", "Tuesday"],
  ["wed", "Wed", "Wednesday"],
  ["thu", "Thu", "Thursday"],
  ["fri", "Fri", "Friday"],
  ["sat", "Sat", "Saturday"],
  ["sun", "Sun", "Sunday"],
];

export const A_DAY = 24 * 60;
const usual: Span[] = [["09:00", "17:30"]];

export const USUAL = (time_zone: string): HoursBody => ({
  time_zone,
  week: { mon: usual, tue: usual, wed: usual, thu: usual, fri: usual, sat: [], sun: [] },
  holidays: [],
});

export function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(":").map(Number);
  return hours * 60 + rest;
}

export const inWords = (spans: Span[]) =>
  spans.length === 0 ? "Closed" : spans.map(([from, to]) => (from === "00:00" && to === "24:00" ? "All day" : `${from}–${to}`)).join(", ");

/** A time field knows no 24:00: midnight at the end of a span is the day's end. */
export const toField = (time: string) => (time === "24:00" ? "00:00" : time);
export const fromField = (time: string) => (time === "00:00" ? "24:00" : time);

/** One more span after the last, as long as the day has room. */
export function another(spans: Span[]): Span[] {
  const last = spans.at(-1);
  if (!last) return [...usual];
  const from = Math.min(minutes(last[1]) + 60, A_DAY - 60);
  if (from < minutes(last[1])) return spans;
  return [...spans, [clock(from), clock(Math.min(from + 4 * 60, A_DAY))]];
}

const clock = (at: number) => `${String(Math.floor(at / 60)).padStart(2, "0")}:${String(at % 60).padStart(2, "0")}`;

const byBegin = (a: Span, b: Span) => minutes(a[0]) - minutes(b[0]);
export const inOrder = (spans: Span[]): Span[] => [...spans].sort(byBegin);

/** What is wrong with a day's spans, in words; null where nothing is. */
export function wrongWith(spans: Span[]): string | null {
  for (const [from, to] of spans) {
    if (!from || !to) return "A time is missing.";
    if (minutes(from) >= minutes(to)) return `${from} to ${to} ends before it begins. Past midnight goes on with the next day.`;
  }
  const sorted = inOrder(spans);
  const overlap = sorted.some((span, at) => at > 0 && minutes(span[0]) < minutes(sorted[at - 1]?.[1] ?? "00:00"));
  return overlap ? "These times overlap." : null;
}

/** Everything that is wrong, by where: a weekday, `zone`, or a holiday's place. */
export function problemsOf(hours: HoursBody, zones: string[]): Map<string, string> {
  const found = new Map<string, string>();
  if (!zones.includes(hours.time_zone)) found.set("zone", "Choose a time zone from the list, such as Europe/Berlin.");
  for (const [day] of DAYS) {
    const wrong = wrongWith(hours.week[day]);
    if (wrong) found.set(day, wrong);
  }
  hours.holidays.forEach(({ date, open }, at) => {
    const twice = hours.holidays.findIndex((one) => one.date === date) !== at;
    const wrong = !date ? "Choose the day." : twice ? "This day is in the list twice." : wrongWith(open);
    if (wrong) found.set(`holiday ${at}`, wrong);
  });
  return found;
}

/** As the server wants it: spans and holidays in order, and nothing else. */
export function tidy(hours: HoursBody): HoursBody {
  const week = Object.fromEntries(DAYS.map(([day]) => [day, inOrder(hours.week[day])])) as HoursBody["week"];
  const holidays = [...hours.holidays]
    .map((one) => ({ ...one, name: one.name.trim() || one.date, open: inOrder(one.open) }))
    .sort((a, b) => (a.date < b.date ? -1 : 1));
  return { time_zone: hours.time_zone, week, holidays };
}

// Times as people read them. `Intl` knows the browser's language and habits.

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const day = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short" });
const year = new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

export const atClock = (at: string) => clock.format(new Date(at));
export const inFull = (at: string) => full.format(new Date(at));

/** `0:47`, `12:05`, `1 h 20`, `3 d`: for something that ticks. */
export function span(seconds: number): string {
  const s = Math.max(0, Math.floor(seconds));
  if (s < HOUR) return `${Math.floor(s / MINUTE)}:${String(s % MINUTE).padStart(2, "0")}`;
  if (s < DAY) return `${Math.floor(s / HOUR)} h ${String(Math.floor((s % HOUR) / MINUTE)).padStart(2, "0")}`;
  return `${Math.floor(s / DAY)} d`;
}

/** `now`, `4 min`, `2 h`, `3 d`, then the date: how long ago. */
export function ago(at: string, now: number): string {
  const s = (now - Date.parse(at)) / 1000;
  if (s < MINUTE) return "now";
  if (s < HOUR) return `${Math.floor(s / MINUTE)} min`;
  if (s < DAY) return `${Math.floor(s / HOUR)} h`;
  if (s < 7 * DAY) return `${Math.floor(s / DAY)} d`;
  return year.format(new Date(at));
}

/** `Today`, `Yesterday`, `Tue 18 Nov`: over a day's messages. */
export function dayName(at: string, now: number): string {
  const date = new Date(at);
  const today = new Date(now);
  const days = Math.round((startOfDay(today) - startOfDay(date)) / (DAY * 1000));
  if (days === 0) return "Today";
  if (days === 1) return "Yesterday";
  return date.getFullYear() === today.getFullYear() ? day.format(date) : year.format(date);
}

/** What stands in order of time, under the names of its days. */
export function byDay<T extends { at: string }>(list: readonly T[], now: number): [string, T[]][] {
  const days: [string, T[]][] = [];
  for (const one of list) {
    const day = dayName(one.at, now);
    const last = days.at(-1);
    if (last?.[0] === day) last[1].push(one);
    else days.push([day, [one]]);
  }
  return days;
}

/** `today 14:00`, `Mon 9:00`: when something will be. */
export function until(at: string, now: number): string {
  const name = Date.parse(at) - now < DAY * 1000 ? dayName(at, now).toLowerCase() : day.format(new Date(at));
  return `${name === "today" ? "" : `${name.startsWith("yesterday") ? day.format(new Date(at)) : name} `}${atClock(at)}`.trim();
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** What `<input type="datetime-local">` wants. */
export function localInput(date: Date): string {
  const two = (n: number) => String(n).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

export const size = (bytes: number) =>
  bytes < 1024 ? `${bytes} B` : bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;

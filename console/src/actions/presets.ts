// Times that people snooze to.

export interface Preset {
  name: string;
  until: Date;
}

const MORNING = 9;
const AFTERNOON = 14;

/** In local time; the afternoon only while it is still ahead. */
export function presets(now: Date): Preset[] {
  const day = (days: number, hour: number) => new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const all: Preset[] = [
    { name: "In an hour", until: new Date(now.getTime() + 3_600_000) },
    ...(now.getHours() < AFTERNOON - 1 ? [{ name: "This afternoon", until: day(0, AFTERNOON) }] : []),
    { name: "Tomorrow morning", until: day(1, MORNING) },
    { name: "Monday", until: day(toMonday, MORNING) },
    { name: "In a week", until: day(7, MORNING) },
  ];
  // On a Sunday tomorrow is Monday.
  return all.filter(({ until }, at) => all.findIndex((other) => other.until.getTime() === until.getTime()) === at);
}

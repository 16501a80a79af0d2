// Time zones as this browser knows them, and what the clock says in one.

export const here = () => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Names for which the list has another spelling are known all the same. */
export const zones: string[] = [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC", here()])].sort();

export function clockIn(zone: string, now: number): string | null {
  try {
    return new Intl.DateTimeFormat(undefined, { timeZone: zone, weekday: "short", hour: "2-digit", minute: "2-digit" }).format(now);
  } catch {
    return null;
  }
}

/** A time as that zone's clock shows it: `Mon 23 Nov, 09:00`. */
export function timeIn(zone: string, at: string): string {
  const style: Intl.DateTimeFormatOptions = { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" };
  try {
    return new Intl.DateTimeFormat(undefined, { ...style, timeZone: zone }).format(new Date(at));
  } catch {
    return new Intl.DateTimeFormat(undefined, style).format(new Date(at));
  }
}

// Questions a day as small columns, and what they come to in words.

/** No more columns than this; days are summed where there are more. */
const MOST = 30;

export interface Column {
  value: number;
  /** From 0 to 1, of the highest. */
  height: number;
}

/** Days in groups of the same size; the last group ends today, the first may hold fewer. */
export function columnsOf(trend: readonly number[]): Column[] {
  const size = Math.max(1, Math.ceil(trend.length / MOST));
  const values: number[] = [];
  for (let end = trend.length; end > 0; end -= size)
    values.unshift(trend.slice(Math.max(0, end - size), end).reduce((sum, one) => sum + one, 0));
  const highest = Math.max(...values, 1);
  return values.map((value) => ({ value, height: value / highest }));
}

export type Way = "rising" | "falling" | "steady";

/** The later half against the earlier: a third more or less, and more than chance would make of it. */
export function wayOf(trend: readonly number[]): Way {
  const half = Math.floor(trend.length / 2);
  const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0);
  const before = sum(trend.slice(0, half));
  const after = sum(trend.slice(-half || trend.length));
  // Of counts the spread is about their root.
  if (half === 0 || Math.abs(after - before) < Math.max(2, Math.sqrt(before + after))) return "steady";
  return after > before * 1.33 ? "rising" : after < before / 1.33 ? "falling" : "steady";
}

/** For who does not see the columns. */
export function trendWords(trend: readonly number[]): string {
  const sum = trend.reduce((all, one) => all + one, 0);
  const most = Math.max(0, ...trend);
  const last = trend.length - 1 - trend.lastIndexOf(most);
  const when = last === 0 ? "today" : last === 1 ? "yesterday" : `${last} days ago`;
  return `${sum} in ${trend.length} days, ${wayOf(trend)}${most > 0 ? `; most ${when}: ${most}` : ""}`;
}

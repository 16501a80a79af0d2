// Replay in words and in order.

import type { BudgetEvent, Replay } from "../api/types.js";

/** Per cents as typed, as a share; null where nothing is. */
export function thresholdOf(text: string): number | null | "wrong" {
  const typed = text.trim().replace(/\s*%$/, "").replace(",", ".");
  if (!typed) return null;
  const value = Number(typed);
  return Number.isFinite(value) && value >= 0 && value <= 100 ? value / 100 : "wrong";
}

/** Each calibration that was ever set, once, the newest first. */
export function calibrationsOf(history: readonly BudgetEvent[]): { id: string; budget: number; at: string }[] {
  const seen = new Set<string>();
  return history.flatMap(({ at, calibration }) => {
    if (!calibration || seen.has(calibration.id)) return [];
    seen.add(calibration.id);
    return [{ id: calibration.id, budget: calibration.budget, at }];
  });
}

const ORDER = ["answer", "guide", "clarify", "escalate"];
const place = (outcome: string) => (ORDER.includes(outcome) ? ORDER.indexOf(outcome) : ORDER.length);

/** Outcomes before against those after: a row each before, a column each after. */
export function matrixOf(outcomes: Replay["outcomes"]) {
  const names = [...new Set(outcomes.flatMap(({ before, after }) => [before, after]))].sort((a, b) => place(a) - place(b));
  const at = (before: string, after: string) =>
    outcomes.filter((one) => one.before === before && one.after === after).reduce((sum, { turns }) => sum + turns, 0);
  const rows = names.map((before) => ({ before, cells: names.map((after) => ({ after, turns: at(before, after) })) }));
  return { names, rows: rows.filter(({ cells }) => cells.some(({ turns }) => turns > 0)) };
}

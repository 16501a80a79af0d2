// What a budget would mean, put together from what a budget run found.

import type { Consequence, Consequences, Estimate, Proposal } from "../api/types.js";
import { exact, percent, spread } from "../store/numbers.js";

export const budgetWords = (budget: number) => `At most ${percent(budget)} of automatic answers may be wrong`;

/** Where the choice begins: at what is in use, else at 5 %, else at the first that answers anything. */
export function startIndex(at: readonly Consequence[], inUse: number | null): number {
  const same = (budget: number) => at.findIndex((one) => one.budget !== null && Math.abs(one.budget - budget) < 1e-9);
  const found = [inUse === null ? -1 : same(inUse), same(0.05), at.findIndex(({ threshold }) => threshold !== null)];
  return found.find((index) => index >= 0) ?? 0;
}

export interface CasesAt {
  /** Answered, and wrong. */
  wrong: Proposal[];
  /** Answered now; then they go to a person. */
  held: Proposal[];
  /** Not answered now; then they are. */
  fresh: Proposal[];
}

export function casesAt({ proposals }: Pick<Consequences, "proposals">, index: number): CasesAt {
  const then = (one: Proposal) => one.answered[index] === true;
  return {
    wrong: proposals.filter((one) => then(one) && !one.right),
    held: proposals.filter((one) => one.now && !then(one)),
    fresh: proposals.filter((one) => !one.now && then(one)),
  };
}

export interface TopicLine {
  topic: string;
  cases: number;
  answered: number;
  wrong: number;
  now: { answered: number; wrong: number };
  threshold: number | null;
  own: boolean;
}

/** The topics at the choice beside what they are now, those with most cases first. */
export function topicsAt(choice: Consequence, now: Consequence): TopicLine[] {
  const before = new Map(now.topics.map((one) => [one.topic, one]));
  return choice.topics
    .map((one) => {
      const { answered = 0, wrong = 0 } = before.get(one.topic) ?? {};
      return { ...one, now: { answered, wrong } };
    })
    .sort((a, b) => b.cases - a.cases || (a.topic < b.topic ? -1 : 1));
}

/** What becomes of a hundred questions. */
export function ofHundred({ answered, wrong }: Pick<Consequence, "answered" | "wrong">) {
  const answers = Math.round(answered.value * 100);
  const wrongs = wrong ? answered.value * wrong.value * 100 : 0;
  return { answers, people: 100 - answers, wrongs: wrongs > 0 && wrongs < 1 ? ("fewer than 1" as const) : Math.round(wrongs) };
}

const none = ({ threshold, answered }: Consequence) => threshold === null || answered.value === 0;

/** The consequences of a choice in one sentence, against how it is now. */
export function inOneSentence(choice: Consequence, now: Consequence): string {
  if (none(choice)) return "No question would be answered without a person any more: everything would go to people.";
  const against = (then: number, before: number) => (exact(then) === exact(before) ? " as now" : ` instead of ${exact(before)}`);
  const before = none(now) ? "" : against(choice.answered.value, now.answered.value);
  const wrong = choice.wrong ? `${spread(choice.wrong)} of those answers are expected to be wrong` : "none of them was wrong among the cases";
  const wrongBefore = choice.wrong && now.wrong ? against(choice.wrong.value, now.wrong.value) : "";
  return `${spread(choice.answered)} of questions would be answered without a person${before}, and ${wrong}${wrongBefore}.`;
}

export const changeOf = (choice: Estimate | null, now: Estimate | null) => (choice && now ? choice.value - now.value : null);

/** Points of risk against coverage, and the end of the scale of risk; budgets at which nothing is answered have no place. */
export function curveOf({ at, now }: Pick<Consequences, "at" | "now">) {
  const point = (one: Consequence, index: number | null) =>
    one.wrong && !none(one)
      ? [{ index, x: one.answered.value, y: one.wrong.value, low: one.wrong.low, high: one.wrong.high }]
      : [];
  const points = at.flatMap((one, index) => point(one, index)).sort((a, b) => a.x - b.x || a.y - b.y);
  const [present] = point(now, null);
  const highest = Math.max(0.05, ...[...points, ...(present ? [present] : [])].map(({ high }) => high));
  const step = highest > 0.2 ? 0.1 : 0.05;
  return { points, now: present ?? null, top: Math.min(1, Math.ceil(highest / step - 1e-9) * step) };
}

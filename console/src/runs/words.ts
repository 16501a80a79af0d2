// Figures and states of runs as people read them. What is known of a figure is as in crates/evals/src/report/names.rs.

import type { Better, Change, Run, Turned, Verdict } from "../api/types.js";
import { count, exact, points, spread } from "../store/numbers.js";
import { humane } from "../store/words.js";

type Written = "share" | "score" | "count";
type Named = [name: string, says: string, written?: Written];

/** By name, or by the longest name that one goes on from (`recall_at_10`). */
const METRICS: Record<string, Named> = {
  outcome_accuracy: ["Right outcome", "cases that ended as they should: answer, guide, question back or person"],
  wrong_among_answered: ["Wrong among answered", "answers and guides given that are wrong: what contacts feel"],
  answered_share: ["Answered", "cases that got an answer or a guide"],
  answerable_answered: ["Answered of answerable", "cases with an answer that got one"],
  absent_escalated: ["Handed over without an answer", "cases without an answer that went to a person"],
  citation_hit_at_1: ["Right article first", "cases to be answered whose first article is a right one"],
  citation_hit_at: ["Right article among the first", "cases to be answered with a right article among the first so many"],
  contains_rate: ["Says what it should", "cases to be answered whose reply says what it should"],
  offered_hit: ["Right reading offered", "questions back that offer a right reading"],
  confidence_auroc: ["Confidence tells right from wrong", "how often a right proposal is surer than a wrong one; 0.5 is chance", "score"],
  must_not_violations: ["Forbidden text", "cases that forbid a text whose reply holds it"],
  recall_at: ["Found among the first", "relevant articles among the first so many"],
  mrr: ["Place of the first right one", "1 / place of the first relevant article, the mean", "score"],
  ndcg_at: ["Order of the first", "how high the relevant articles stand; 1 is best", "score"],
  reply_words: ["Words of an answer", "median words of an answer", "count"],
  summary_words: ["Words of a summary", "median words of a packet’s summary", "count"],
  turns: ["Messages until the end", "mean messages of a contact until the end", "count"],
  asked_again: ["Asked again", "mean number of times that a contact had to put the same thing again", "count"],
};
const SCORES = /auroc|(^|_)f1$|mcc|^ece$/;

function known(name: string): { named: Named; rest: string } | null {
  const key = Object.keys(METRICS)
    .filter((one) => name === one || name.startsWith(`${one}_`))
    .sort((a, b) => b.length - a.length)[0];
  const named = key && METRICS[key];
  return named ? { named, rest: name.slice(key.length + 1).replaceAll("_", " ") } : null;
}

export function metricName(name: string): string {
  const found = known(name);
  return found ? [found.named[0], found.rest].filter(Boolean).join(" ") : humane(name);
}
export const metricSays = (name: string) => known(name)?.named[1] ?? "";

export function writtenOf(name: string): Written {
  const found = known(name);
  return found ? (found.named[2] ?? "share") : SCORES.test(name) ? "score" : "share";
}

const WRITE: Record<Written, (value: number) => string> = {
  share: exact,
  score: (value) => value.toFixed(3),
  count: (value) => value.toFixed(1),
};
export const valueWords = (name: string, value: number) => WRITE[writtenOf(name)](value);

/** `4.1 % (2.0–7.9 %)`, `0.912 (0.870–0.948)`. */
export function metricWords(metric: { name: string; value: number; low: number; high: number }): string {
  const written = writtenOf(metric.name);
  if (written === "share") return spread(metric);
  const write = WRITE[written];
  return `${write(metric.value)} (${write(metric.low)}–${write(metric.high)})`;
}

/** `+3.2 points (−0.4 to +6.9 points)`, and numbers of which nothing is a share without the word. */
export function changeWords({ name, change, low, high }: { name: string; change: number; low: number; high: number }): string {
  const written = writtenOf(name);
  const digits = written === "score" ? 3 : 1;
  const scale = written === "share" ? 100 : 1;
  const signed = (value: number) => {
    const size = Math.abs(value * scale).toFixed(digits);
    return Number(size) === 0 ? size : `${value > 0 ? "+" : "−"}${size}`;
  };
  const main = written === "share" ? points(change) : signed(change);
  return `${main} (${signed(low)} to ${signed(high)})`;
}

export const BETTER: Record<Better, string> = { higher: "more is better", lower: "less is better", neither: "neither way is better" };

export const VERDICT: Record<Verdict, { words: string; tone: string }> = {
  better: { words: "Better", tone: "green" },
  worse: { words: "Worse", tone: "bad" },
  changed: { words: "Changed", tone: "blue" },
  same: { words: "Same", tone: "grey" },
};
export const verdictOf = (word: string) => VERDICT[word as Verdict] ?? { words: humane(word), tone: "grey" };

export const TURNED: Record<Turned, { words: string; tone: string }> = {
  wrong: { words: "Turned wrong", tone: "bad" },
  worse: { words: "Became worse", tone: "warn" },
  better: { words: "Became better", tone: "green" },
  right: { words: "Turned right", tone: "green" },
};

export const CHANGE: Record<Change, string> = {
  outcome: "Another outcome",
  reason: "Another reason",
  citations: "Other articles",
  words: "Other words",
  confidence: "Other confidence",
};

export const STATE: Record<Run["state"], { words: string; tone: string }> = {
  queued: { words: "Waiting", tone: "grey" },
  running: { words: "Running", tone: "blue" },
  done: { words: "Done", tone: "green" },
  failed: { words: "Failed", tone: "bad" },
  stopped: { words: "Stopped", tone: "grey" },
};

const STAGE: Record<string, string> = {
  preparing: "Getting ready",
  embedding: "Reading the articles",
  training: "Learning when an answer is right",
  cases: "Going through the cases",
};

export function progressWords({ kind, state, stage, done, total }: Run): string {
  if (state === "queued") return "Waits for its turn: contacts come first, and one run goes on at a time";
  const name = kind === "replay" && stage === "cases" ? "Taking the turns again" : (STAGE[stage] ?? humane(stage || "running"));
  return total > 0 ? `${name}: ${count(done)} of ${count(total)}` : name;
}

/** What a run is called where several kinds stand together. */
export const runTitle = ({ kind, suites }: Pick<Run, "kind" | "suites">) =>
  kind === "measure" ? `Run of ${suites[0]?.name ?? "a deleted suite"}` : kind === "budget" ? "What budgets cost" : "Replay";

/** `3 min 5 s` between two times; null while one is missing. */
export function tookSeconds({ started_at, ended_at }: Run): number | null {
  return started_at && ended_at ? Math.max(0, Math.round((Date.parse(ended_at) - Date.parse(started_at)) / 1000)) : null;
}

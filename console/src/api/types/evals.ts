// Suites, runs, the error budget and replay (docs/evals.md).

import type { PersonRef } from "./person.js";

export type Better = "higher" | "lower" | "neither";

export interface Metric {
  name: string;
  value: number;
  low: number;
  high: number;
  n: number;
  better: Better;
}

export type RunKind = "measure" | "budget" | "replay";

export interface Run {
  id: string;
  kind: RunKind;
  state: "queued" | "running" | "done" | "failed" | "stopped";
  stage: string;
  /** Of the stage; `total` 0: nobody knows. */
  done: number;
  total: number;
  suites: { id: string; name: string }[];
  with: string;
  by: PersonRef | null;
  created_at: string;
  started_at: string | null;
  ended_at: string | null;
  reason: string | null;
  headline: Metric[];
}

export interface RunDetail extends Run {
  /** Of each only where the kind is its own. */
  measured?: Measured | null;
  consequences?: Consequences | null;
  replay?: Replay | null;
}

export interface RunPage {
  runs: Run[];
  next: string | null;
}

export interface Suite {
  id: string;
  name: string;
  kind: string;
  split: string;
  description: string;
  cases: number;
  problems: string[];
  /** Why it cannot be run here, and the cure; null: it can. */
  runnable: string | null;
  version: number;
  baseline: { run: string; at: string } | null;
  last: Run | null;
  by: PersonRef | null;
  created_at: string;
  changed_at: string;
}

export interface Case {
  /** Its line in `cases.jsonl`, from 1. */
  place: number;
  id: string | null;
  title: string;
  expects: string;
  problem: string | null;
  /** The line. */
  text: string;
}

export interface CasePage {
  cases: Case[];
  next: number | null;
  total: number;
}

/** A turn of a conversation as a case that expects just what came of it. */
export interface TurnCase {
  turn: string;
  at: string;
  title: string;
  case: Record<string, unknown>;
}

export interface MeasuredCase {
  id: string;
  title: string;
  score: number;
  explanation: string;
  confidence: number | null;
  expected: string | null;
  outcome: string | null;
  reason: string | null;
  reply: string | null;
}

export type Verdict = "better" | "worse" | "changed" | "same";
export type Turned = "wrong" | "worse" | "better" | "right";

export interface Comparison {
  /** The run. */
  baseline: string;
  at: string;
  regressed: boolean;
  cases: number;
  only_before: number;
  only_after: number;
  metrics: {
    name: string;
    before: number;
    after: number;
    change: number;
    low: number;
    high: number;
    better: Better;
    verdict: Verdict;
  }[];
  flips: { id: string; turned: Turned; title: string; before: string; after: string }[];
}

export interface Measured {
  metrics: Metric[];
  notes: string[];
  problems: string[];
  cases: number;
  right: number;
  /** The surest first. */
  wrong: MeasuredCase[];
  comparison: Comparison | null;
}

/** The contract's `Share` of the evals: a share with its 95 % interval. */
export interface Estimate {
  value: number;
  low: number;
  high: number;
  n: number;
}

export interface TopicConsequence {
  topic: string;
  cases: number;
  answered: number;
  wrong: number;
  threshold: number | null;
  own: boolean;
}

export interface Consequence {
  /** null: as it is now. */
  budget: number | null;
  /** From this probability on; null: nothing suffices. */
  threshold: number | null;
  answered: Estimate;
  /** Of those answered; null: none is. */
  wrong: Estimate | null;
  bound: number | null;
  topics: TopicConsequence[];
}

export interface Proposal {
  suite: string;
  id: string;
  title: string;
  topic: string;
  kind: "answer" | "guide";
  probability: number;
  right: boolean;
  now: boolean;
  /** One for each of `at`. */
  answered: boolean[];
}

export interface LearnedFrom {
  name: string;
  split: string;
  cases: number;
  samples: number;
}

export interface Consequences {
  cases: number;
  samples: number;
  delta: number;
  suites: LearnedFrom[];
  now: Consequence;
  at: Consequence[];
  /** The surest first. */
  proposals: Proposal[];
}

export interface CalibrationView {
  id: string;
  budget: number;
  delta: number;
  suites: LearnedFrom[];
  answered: number;
  wrong_at_most: number | null;
  auroc: number;
  ece: number;
  run: string | null;
}

export interface BudgetEvent {
  at: string;
  by: PersonRef | null;
  /** null: taken back. */
  calibration: CalibrationView | null;
}

export interface Budget {
  from: "console" | "file" | "none";
  now: CalibrationView | null;
  identity: string | null;
  /** False for the moment until the node follows. */
  applied: boolean;
  thresholds: { inbox: string; answer: number; guide: number }[];
  /** Newest first. */
  history: BudgetEvent[];
}

export interface ReplaySaid {
  outcome: string;
  reason: string;
  confidence: number;
  articles: string[];
  reply: string;
}

export type Change = "outcome" | "reason" | "citations" | "words" | "confidence";

export interface ChangedTurn {
  turn: string;
  conversation: string;
  at: string;
  change: Change;
  message: string;
  before: ReplaySaid;
  after: ReplaySaid;
}

export interface Replay {
  with: string[];
  conversations: number;
  turns: number;
  unchanged: number;
  left_out: { reason: string; turns: number }[];
  outcomes: { before: string; after: string; turns: number }[];
  figures: { name: string; before: number; after: number; change: number; low: number; high: number }[];
  /** At most 200, the gravest first. */
  changed: ChangedTurn[];
}

export type RunBody =
  | { kind: "measure"; suite: string }
  | { kind: "budget"; suites: string[]; delta?: number }
  | { kind: "replay"; days: number; inbox?: string; drafts: boolean; calibration: string; answer_threshold?: number };

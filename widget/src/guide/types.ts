// A guide as the server gives it, and what it is told of how a step ended.

export type StepOutcome = "completed" | "skipped" | "failed";

/** The fingerprint of an element: several attributes, weighed when it is looked for. */
export interface Target {
  role?: string | null;
  name?: string | null;
  test_id?: string | null;
  text?: string | null;
  heading?: string | null;
  css?: string | null;
}

/** Something that can be checked in the live page; exactly one of the fields. */
export interface Condition {
  /** The route is this; `*` stands for one segment. */
  route?: string;
  element?: Target;
  text?: string;
  event?: string;
}

export interface Step {
  id: string;
  instruction: string;
  action: "click" | "input" | "select" | "navigate" | "observe";
  target?: Target | null;
  preconditions: Condition[];
  postconditions: Condition[];
}

export interface Guide {
  id: string;
  title: string;
  summary: string;
  steps: Step[];
  /** The first step, from 0, that the page does not already satisfy. */
  start_step?: number;
}

export interface StepReport {
  guide: string;
  step: string;
  outcome: StepOutcome;
  reason?: string;
}

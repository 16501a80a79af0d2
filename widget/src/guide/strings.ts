// The player's words, in English.

import type { GuideStrings as Base } from "../api/types";

/** Words that a translation may leave out; the English ones stand in. */
export interface MoreStrings {
  /** While the postconditions are awaited after the contact's action. */
  checking: string;
  /** The button that scrolls back to the element. */
  show: string;
  /** Said to screen readers with the first step: how to come to the buttons. */
  keys: string;
}

export type GuideStrings = Base & Partial<MoreStrings>;

export type AllStrings = Base & MoreStrings;

export const MORE: MoreStrings = {
  checking: "Checking…",
  show: "Show me where",
  keys: "Press F6 for the guide’s buttons, Escape to stop.",
};

/** For tests and for hosts that bring no words of their own. */
export const ENGLISH: AllStrings = {
  ...MORE,
  step: "Step {n} of {total}",
  back: "Back",
  skip: "Skip",
  stop: "Stop the guide",
  differs: "It does not look like this",
  next: "Next",
  waiting: "Looking for it on the page…",
  inWords: "I can’t point at it here, so in words:",
  done: "I’ve done it",
  completed: "Well done, that was all.",
  notYet: "I can’t see yet that it worked. Try again, or skip this step.",
  yourself: "I only point here. What you enter stays between you and this page.",
};

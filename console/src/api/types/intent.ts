// What contacts want, and the examples that tell it apart (docs/knowledge.md).

import type { PersonRef } from "./person.js";

export interface AddedExample {
  id: string;
  text: string;
  by: PersonRef | null;
  at: string;
}

export interface Intent {
  id: string;
  title: string;
  topic: string;
  guide: string | null;
  source: string;
  /** Of the source. */
  examples: number;
  added: AddedExample[];
}

/** So many of the examples of both are taken for the other. */
export interface Confusion {
  a: string;
  b: string;
  examples: number;
  of: number;
}

export interface Confusions {
  confusions: Confusion[];
  right: number;
  of: number;
}

export interface IntentCheck {
  /** Without personal data. */
  text: string;
  /** At most 3. */
  likeliest: { intent: string; probability: number }[];
  /** The intent that has it as an example. */
  known: string | null;
}

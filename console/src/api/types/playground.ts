// A turn tried out, with all that the engine weighed.

import type { Contact, PageError, PageEvent } from "./contact.js";
import type { Handoff, HandoffFlag } from "./conversation.js";
import type { Citation, Guide, Turn } from "./turn.js";
import type { Reason } from "./words.js";

export interface PageContext {
  route?: string;
  title?: string;
  product_area?: string | null;
  locale?: string | null;
  viewport?: [number, number] | null;
  controls?: Record<string, unknown>[];
  events?: PageEvent[];
  errors?: PageError[];
}

export interface PlaygroundBody {
  inbox: string;
  text: string;
  earlier?: { author: "contact" | "ai_agent"; text: string }[];
  contact?: Pick<Contact, "name" | "email" | "plan" | "role" | "locale">;
  page?: PageContext;
  model?: boolean;
}

export interface Understanding {
  /** ISO 639-3; empty where it is too short to tell. */
  language: string;
  query: string;
  intents: { intent: string; probability: number }[];
  in_scope: number;
  topic: string | null;
  topic_probability: number;
  wants_person: number;
  urgency: number;
  sentiment: number;
  frustration: number;
  failures: number;
}

export interface EvidenceTrace {
  chunk: string;
  article: string;
  heading: string;
  quote: string;
  score: number;
  signals: Record<string, number>;
}

export interface ProposalTrace {
  /** `written`: the answer in the language model's words. */
  kind: "answer" | "written" | "guide" | "clarify" | (string & {});
  summary: string;
  articles: string[];
  confidence: number;
  dropped: string[];
  features: Record<string, number>;
}

export interface CallTrace {
  prompt: string;
  hash: string;
  /** `used`, or why its text is not: a word, and mostly what happened after a colon (`unused: no sentence is supported`). */
  outcome: string;
  dropped: { text: string; why: string }[];
  used: {
    model: string;
    endpoint: string;
    tokens_in: number;
    tokens_out: number;
    cost_micros: number;
    attempts: number;
    first_piece_ms: number;
    duration_ms: number;
  };
}

export interface Trace {
  embedder: string;
  index: string;
  models: string;
  calibration: string;
  threshold: number | null;
  understanding: Understanding;
  evidence: EvidenceTrace[];
  proposals: ProposalTrace[];
  flags: HandoffFlag[];
  /** Empty where the turn had none. */
  language_model: string;
  calls: CallTrace[];
}

export interface WholeTurn {
  outcome: Turn["outcome"];
  reply: {
    text: string;
    value: string | null;
    sentences: { text: string; citation: number }[];
    options: Turn["options"];
  };
  confidence: number;
  reason: Reason;
  citations: Citation[];
  guide: Guide | null;
  handoff: Handoff | null;
  trace: Trace;
}

/** A sentence of the reply, and what the support check says of it. */
export interface SupportedSentence {
  text: string;
  /** Which of the turn's citations. */
  citation: number;
  /** Probability that the cited part of the article supports all of it; null where that cannot be told. */
  support: number | null;
  /** What sets it most apart from what the article says, with the log odds that it adds or takes. */
  why: { name: string; log_odds: number }[];
}

export interface Tried {
  turn: WholeTurn;
  /** Null where no confidence is enough. */
  threshold: number | null;
  took_ms: number;
  sentences: SupportedSentence[];
  /** A line of a suite of kind `resolve`; null where it could expect nothing: an answer that cites nothing. */
  case: Record<string, unknown> | null;
}

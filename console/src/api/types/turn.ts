// What is behind a reply.

import type { Reason } from "./words.js";

export interface Citation {
  article: string;
  version: number;
  title: string;
  heading: string;
  quote: string;
  url: string | null;
  chunk: string;
}

export interface Step {
  id: string;
  instruction: string;
  action: string;
}

export interface Guide {
  id: string;
  title: string;
  summary: string;
  steps: Step[];
}

export interface GuideSummary {
  id: string;
  title: string;
  summary: string;
  steps: number;
}

export interface Turn {
  id: string;
  outcome: "answer" | "guide" | "clarify" | "escalate";
  reason: Reason;
  confidence: number;
  citations: Citation[];
  sentences?: { text: string; citation: number }[];
  options: { text: string; article: string | null; guide: string | null }[];
  guide: Guide | null;
}

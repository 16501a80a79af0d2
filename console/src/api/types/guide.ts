// Guides as the content team writes them (docs/knowledge.md), and as the widget plays them.

import type { Audience } from "./knowledge.js";
import type { PersonRef } from "./person.js";

export interface GuideRow {
  id: string;
  title: string;
  summary: string;
  source: string;
  state: "published" | "draft" | "archived";
  version: number | null;
  draft: number | null;
  steps: number;
  product_area: string | null;
  article: string | null;
  updated_at: string;
  by: PersonRef | null;
}

export interface GuideVersionRow {
  version: number;
  state: "draft" | "published" | "past";
  origin: "folder" | "console" | "rollback";
  of: number | null;
  title: string;
  note: string;
  by: PersonRef | null;
  created_at: string;
  published_at: string | null;
}

/** What a text says: the guide, or why it could not be published, and the cure. */
export interface CheckedGuide {
  guide: WrittenGuide | null;
  problem: string | null;
}

export interface GuideVersion extends GuideVersionRow, CheckedGuide {
  guide_id: string;
  /** YAML. */
  text: string;
  /** The published version. */
  newest: number | null;
}

/** What leads to a guide: its own questions, the examples of its intents, and what contacts asked. */
export interface Lead {
  text: string;
  from: "guide" | "intent" | "contacts";
  count: number;
  conversation: string | null;
}

export interface WholeGuide {
  guide: GuideRow;
  /** Newest first. */
  versions: GuideVersionRow[];
  leads: Lead[];
}

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
  route?: string;
  element?: Target;
  text?: string;
  event?: string;
}

export interface WrittenStep {
  id: string;
  instruction: string;
  action: "click" | "input" | "select" | "navigate" | "observe";
  target?: Target | null;
  preconditions?: Condition[];
  postconditions?: Condition[];
}

export interface WrittenGuide {
  id: string;
  title: string;
  summary: string;
  product_area?: string | null;
  questions: string[];
  article?: string | null;
  /** Lists that are empty may be left out. */
  audience?: Partial<Audience>;
  steps: WrittenStep[];
}

// Conversations, their log, and the packet of a handoff.

import type { Contact, ContactPage, PageError, PageEvent } from "./contact.js";
import type { QueueRef } from "./inbox.js";
import type { PersonRef } from "./person.js";
import type { Citation, Guide, Turn } from "./turn.js";
import type { Author, ConversationState, Flag, Level, Outcome, Reason, Stage, StepOutcome, View } from "./words.js";

export interface Row {
  id: string;
  inbox: string;
  state: ConversationState;
  stage: Stage | null;
  level: Level | null;
  due_at: string | null;
  queue: QueueRef | null;
  assignee: PersonRef | null;
  contact: { id: string; name: string | null; plan: string | null; account: string | null; identified: boolean };
  title: string;
  preview: { author: Author; text: string; at: string } | null;
  topic: string | null;
  reason: string | null;
  priority: number;
  urgency: number;
  frustration: number;
  waiting_since: string | null;
  snoozed_until: string | null;
  rating: number | null;
  outcome: Outcome | null;
  resolved_at: string | null;
  flags: Flag[];
  created_at: string;
  updated_at: string;
  last_seq: number;
}

export type Counts = Record<Exclude<View, "all">, number>;
export interface LogEvent {
  seq: number;
  kind: string;
  at: string;
  body: Record<string, unknown>;
}

export interface Viewer {
  id: string;
  name: string;
  typing: boolean;
}

export interface StepReport {
  guide: string;
  step: string;
  outcome: StepOutcome;
  reason?: string | null;
}

export interface HandoffEvidence {
  article: string;
  title: string;
  heading: string;
  quote: string;
  score: number;
}

export interface HandoffFlag {
  kind: "injection" | "hidden_text";
  place: string;
  quote: string;
  why: string;
  score: number;
}

export interface Handoff {
  summary: string;
  /** What the matter is and the conversation in a few words, both by a language model; none without one. */
  matter?: string | null;
  title?: string | null;
  reason: Reason;
  topic: string | null;
  urgency: number;
  contact: Contact;
  page: { route: string; title: string } | null;
  events: PageEvent[];
  errors: PageError[];
  tried: StepReport[];
  answered: string[];
  evidence: HandoffEvidence[];
  suggested_reply: string | null;
  flags?: HandoffFlag[];
  markdown: string;
}

export interface Whole {
  conversation: Row;
  packet: Handoff | null;
  contact: ContactPage;
  events: LogEvent[];
  viewers: Viewer[];
  read: { contact: number; people: number };
}

export interface FileRef {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  url: string;
}

export interface MessageBody {
  message_id: string;
  author: Author;
  text: string;
  client_id?: string;
  turn?: Turn;
  by?: PersonRef | null;
  citations?: Citation[];
  guide?: Guide | null;
  files?: FileRef[];
}

export interface Suggestion {
  id: string;
  text: string;
  citations: Citation[];
  guide: { id: string; title: string } | null;
  outcome: Turn["outcome"];
  confidence: number;
}

export interface Asked {
  field: "account" | "name" | "email" | "plan" | "role" | "page" | "error" | "steps" | "browser" | "problem";
  known: string;
  words: string;
}

export interface Hit {
  conversation: Row;
  seq: number;
  author: Author | null;
  text: string;
  at: string;
  by: "message" | "note" | "contact";
}

export interface Written {
  message_id?: string;
  seq: number;
  duplicate: boolean;
}

/** What may be asked of lists and exports. */
export interface Filters {
  inbox?: string;
  queue?: string;
  assignee?: string;
  topic?: string;
  rating?: string;
  outcome?: string;
  from?: string;
  to?: string;
}

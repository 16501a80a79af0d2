// The protocol's words (docs/protocol.md) as types: inboxes, conversations, events and frames. What guides and the page
// context are made of stands with them, and can be had from here as well.

import type { Guide, StepReport } from "../guide/types.js";
import type { PageContext } from "../page/types.js";

export type * from "../guide/types.js";
export type * from "../page/types.js";

/** The element that everything of ours lies in. Page context and guides leave it out. */
export const HOST_TAG = "usher-widget";

export type Author = "contact" | "ai_agent" | "human_agent" | "system";
export type ConversationPhase = "pending" | "open" | "snoozed" | "resolved";

/** What an inbox tells everybody, its sentences in the language that was asked for. */
export interface Inbox {
  key: string;
  name: string;
  product: string;
  agent_name: string;
  greeting: string;
  disclosure: string;
  anonymous: boolean;
  theme?: { [K in keyof Theme]: Theme[K] | null };
  suggestions?: string[];
  /** Null where none are taken. */
  files?: FileLimits | null;
  hints?: Hint[];
}

export interface FileLimits {
  max_bytes: number;
  media_types: string[];
}

/** A file that the server has. `url` is a path there. */
export interface SentFile {
  id: string;
  name: string;
  media_type: string;
  bytes: number;
  url: string;
}

/** When to offer help unasked; exactly one field of `after` says what must have happened. */
export interface Hint {
  id: string;
  /** `*` stands for one segment; null for every page. */
  route: string | null;
  after: { clicks?: number; errors?: number; seconds?: number; abandoned?: boolean };
  text: string;
  ask: string | null;
  guide: string | null;
}

/** Looks; each may come from `Usher.init`, else from data attributes, else from the inbox. */
export interface Theme {
  /** The brand's colour, `#rgb` or `#rrggbb`; what is written on it is chosen for contrast. */
  color?: string;
  scheme?: "light" | "dark" | "auto";
  position?: "right" | "left";
  /** Distance from the window's edges in CSS pixels. */
  offset?: number;
  /** Address of a picture; shown where the host's policy lets images of that origin in. */
  logo?: string;
  team?: Teammate[];
}

export interface Teammate {
  name: string;
  /** Address of a picture; without one, the name's initials. */
  photo?: string | null;
}

export interface Conversation {
  id: string;
  inbox: string;
  state: ConversationPhase;
  created_at: string;
  updated_at: string;
  last_seq: number;
  /** Up to which `seq` they saw it. */
  read: { contact: number; people: number };
}

/** A conversation as the list of them has it. */
export interface Listed extends Conversation {
  /** The contact's first words. */
  title: string;
  preview: { author: Author; text: string; at: string } | null;
  unread: number;
}

export interface Citation {
  article: string;
  version: number;
  title: string;
  heading: string;
  quote: string;
  url: string | null;
  chunk: string;
}

export interface QuickReply {
  text: string;
  article: string | null;
  guide: string | null;
}

/** What is behind a reply. */
export interface Turn {
  id: string;
  outcome: "answer" | "guide" | "clarify" | "escalate";
  reason: string;
  confidence: number;
  citations: Citation[];
  sentences?: { text: string; citation: number }[];
  options: QuickReply[];
  guide: Guide | null;
}

export interface MessageBody {
  message_id: string;
  author: Author;
  text: string;
  client_id?: string;
  turn?: Turn;
  files?: SentFile[];
  /** From a person: who, what they quote, and a guide to be played. */
  by?: { id: string; name: string };
  citations?: Citation[];
  guide?: Guide | null;
}

interface Logged {
  seq: number;
  at: string;
}
/** An event of the log. Kinds that are not named here are ignored. */
export type LogEvent = Logged &
  (
    | { kind: "conversation.created"; body: { inbox: string } }
    | { kind: "message.created"; body: MessageBody }
    | {
        kind: "guide.step_completed" | "guide.step_skipped" | "guide.step_failed";
        body: StepReport;
      }
    | { kind: "conversation.assigned"; body: { by: { id: string; name: string } } }
    | { kind: "conversation.handed_back"; body: Record<string, never> }
    | { kind: "conversation.escalated"; body: { reason: string; topic: string | null } }
    | { kind: "turn.judged"; body: { turn: string; solved: boolean } }
    | { kind: "conversation.rated"; body: { stars: number; comment: string | null } }
    | { kind: "conversation.resolved"; body: { resolution: string } }
    | { kind: "conversation.reopened"; body: Record<string, never> }
    | { kind: "turn.failed"; body: { message_id: string } }
  );

/** RFC 9457 problem details. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  retry_after?: number;
}

export interface Piece {
  /** The message that is being answered. */
  message_id: string;
  at: number;
  /** With the white space that separates it from what came before. */
  text: string;
}

/** How long until a person is there. */
export interface WaitingTime {
  /** Null where people do not have the conversation. */
  people: "waiting" | "there" | null;
  ahead: number | null;
  /** Seconds; null where that is not known, or below 30. */
  wait_s: number | null;
  /** Whether people are there by the inbox's hours, and when they are again. */
  open: boolean;
  back_at: string | null;
}

export type ServerFrame =
  | ({ type: "event" } & LogEvent)
  | { type: "accepted"; client_id: string; message_id?: string; seq: number; duplicate: boolean }
  | { type: "typing"; author: Author }
  | { type: "read"; reader: "contact" | "people"; seq: number }
  /** Sentences of a reply that passed their check while the rest is being written; `at` counts from 0, 0 begins anew. */
  | ({ type: "provisional" } & Piece)
  | { type: "problem"; client_id?: string; problem: Problem };

export interface Judgement {
  turn: string;
  solved: boolean;
}

export interface Rating {
  /** 1 to 5. */
  stars: number;
  comment?: string;
  /** Kept apart from the conversation, with the day alone. */
  anonymous?: boolean;
}

/** What is sent again until it is accepted or refused. */
export type ClientFrame = { client_id: string } & (
  | { type: "message"; text: string; page?: PageContext; person?: boolean; files?: string[] }
  | ({ type: "step" } & StepReport)
  | ({ type: "judgement" } & Judgement)
  | ({ type: "rating" } & Rating)
);

/** What is said once, as soon as there is a line. */
export type PassingFrame = { type: "typing" } | { type: "read"; seq: number };

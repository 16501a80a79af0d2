// Frames of the socket, and problems.

import type { Counts, LogEvent, Row, Viewer, Written } from "./conversation.js";
import type { Run } from "./evals.js";
import type { Upload } from "./knowledge.js";
import type { Site } from "./site.js";
import type { Person, PersonPresence, PersonRef } from "./person.js";
import type { Presence } from "./words.js";

export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  retry_after?: number;
}

/** Sentences of a reply that passed their check while the rest is written; `at` counts from 0, and 0 begins anew. */
export interface Piece {
  message_id: string;
  at: number;
  text: string;
}

export type ClientFrame =
  | { type: "follow"; conversation: string; after: number }
  | { type: "unfollow"; conversation: string }
  | { type: "view"; conversation: string | null }
  | { type: "typing"; conversation: string }
  | { type: "presence"; presence: "online" | "away" };

export type ServerFrame =
  | { type: "hello"; person: Person; presence: Presence; counts: Counts }
  | ({ type: "event"; conversation: string } & LogEvent)
  | { type: "row"; conversation: Row }
  | { type: "gone"; conversation: string }
  | { type: "counts"; counts: Counts }
  | { type: "offer"; conversation: Row }
  | { type: "mention"; conversation: Row; seq: number; by: PersonRef | null }
  | { type: "presence"; people: PersonPresence[] }
  | { type: "viewers"; conversation: string; viewers: Viewer[] }
  | { type: "typing"; conversation: string }
  | ({ type: "provisional"; conversation?: string } & Piece)
  | { type: "read"; conversation: string; reader: "contact" | "people"; seq: number }
  | { type: "account"; person: Person }
  | { type: "upload"; upload: Upload }
  | { type: "site"; site: Site }
  | { type: "knowledge" }
  | { type: "run"; run: Run }
  | { type: "evals" }
  | ({ type: "accepted"; conversation: string; client_id: string } & Written)
  | { type: "problem"; client_id?: string; conversation?: string; problem: Problem };

// What is known of the conversation before the contact. It is made of events and nothing else, so that two devices
// that saw the same events show the same.

import type { LinkState } from "../api/line.js";
import type { Author, ConversationPhase, Guide, LogEvent, Piece, Problem, SentFile, StepOutcome, Turn, WaitingTime } from "../api/types.js";
import { SILENT, type SayFrame, type Says } from "./says.js";

/** How far a message of the contact's own has come. */
export type Delivery = "sending" | "delivered" | "refused";

export interface Message {
  kind: "message";
  /** The same from the first moment, so that what is on the screen stays. */
  key: string;
  /** Null until its event came. */
  seq: number | null;
  author: Author;
  /** The name of the person who wrote it, where one did. */
  by: string | null;
  text: string;
  files: readonly SentFile[];
  at: string;
  clientId: string | null;
  delivery: Delivery;
  problem: Problem | null;
  turn: Turn | null;
}

export interface Note {
  kind: "note";
  key: string;
  seq: number;
  at: string;
  what: "escalated" | "assigned" | "resolved" | "reopened" | "failed";
  reason: string;
}

export type Entry = Message | Note;

export interface State {
  conversation: string | null;
  phase: ConversationPhase;
  /** The highest `seq` that came. */
  seen: number;
  /** Events up to this one lie on the server and were not asked for. */
  from: number;
  /** By `seq`; the contact's own that have none yet come last. */
  entries: readonly Entry[];
  typing: Author | null;
  /** Up to which `seq` those who answer have read. */
  readTo: number;
  says: Says;
  /** What there is of a reply while it is made, up to its piece `at`; it ends with `typing`. */
  forming: Piece | null;
  /** How long until a person is there, as it was last asked for; null after whatever may have changed it. */
  waiting: WaitingTime | null;
  /** How steps ended, by guide and step. */
  steps: Readonly<Record<string, Readonly<Record<string, StepOutcome>>>>;
  link: LinkState;
  /** Why the line was refused. */
  problem: Problem | null;
}

export type Action =
  | { type: "event"; event: LogEvent }
  | { type: "earlier"; events: LogEvent[]; from: number }
  | { type: "queued"; clientId: string; text: string; files: readonly SentFile[]; at: string }
  | { type: "accepted"; clientId: string }
  | { type: "refused"; clientId: string; problem: Problem }
  | { type: "dropped"; clientId: string }
  | { type: "said"; frame: SayFrame }
  | { type: "read"; seq: number }
  | { type: "begun"; conversation: string }
  | { type: "typing"; author: Author | null }
  | ({ type: "provisional" } & Piece)
  | { type: "waiting"; waiting: WaitingTime }
  | { type: "link"; link: LinkState; problem: Problem | null };

export function initial(conversation: string | null, from = 0): State {
  return {
    conversation,
    phase: "pending",
    seen: from,
    from,
    entries: [],
    typing: null,
    readTo: 0,
    says: SILENT,
    forming: null,
    waiting: null,
    steps: {},
    link: "idle",
    problem: null,
  };
}

/** The guide of a conversation by its id, as the latest reply that carried it had it. */
export function guideOf(state: State, id: string): Guide | null {
  for (const entry of [...state.entries].reverse())
    if (entry.kind === "message" && entry.turn?.guide?.id === id) return entry.turn.guide;
  return null;
}

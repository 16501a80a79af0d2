// One pure function from state and action to state.

import type { LogEvent, MessageBody, Piece, Turn } from "../api/types.js";
import { answered, judged, rated, said } from "./says.js";
import type { Action, Entry, Message, Note, State } from "./state.js";

export function reduce(state: State, action: Action): State {
  switch (action.type) {
    case "event":
      return action.event.seq > state.seen ? { ...apply(state, action.event), seen: action.event.seq } : state;
    case "earlier":
      return earlier(state, action.events, action.from);
    case "queued":
      if (find(state, action.clientId)) return state;
      return { ...state, entries: [...state.entries, queued(action)] };
    case "accepted":
      return { ...change(state, action.clientId, { delivery: "delivered" }), says: answered(state.says, action.clientId, true) };
    case "refused":
      return {
        ...change(state, action.clientId, { delivery: "refused", problem: action.problem }),
        says: answered(state.says, action.clientId, false),
      };
    case "dropped":
      return { ...state, entries: state.entries.filter((e) => !isOwn(e, action.clientId)) };
    case "begun":
      return { ...state, conversation: action.conversation };
    case "said":
      return { ...state, says: said(state.says, action.frame) };
    case "read":
      return action.seq > state.readTo ? { ...state, readTo: action.seq } : state;
    case "typing":
      // Who writes an answer has read the question.
      return { ...state, typing: action.author, readTo: Math.max(state.readTo, state.seen) };
    case "provisional":
      return provisional(state, action);
    case "waiting":
      return { ...state, waiting: action.waiting };
    case "link":
      return {
        ...state,
        link: action.link,
        problem: action.problem,
        // A hint that came over a line that broke holds no longer.
        ...(action.link !== "open" && { typing: null, forming: null }),
      };
  }
}

/** A piece that others before it are missing of is not shown: the reply comes whole in any case. */
function provisional(state: State, { message_id, at, text }: Piece): State {
  const before = at ? state.forming : null;
  if (state.phase !== "pending" || (at && (before?.message_id !== message_id || before.at + 1 !== at))) return state;
  return { ...state, typing: "ai_agent", forming: { message_id, at, text: (before?.text ?? "") + text } };
}

/** What an event means; everything but the contact's own message ends a hint. */
function apply(state: State, event: LogEvent): State {
  const quiet = { ...state, typing: null, forming: null, waiting: null };
  switch (event.kind) {
    case "message.created": {
      if (event.body.author !== "contact")
        return { ...quiet, readTo: event.seq, entries: insert(state.entries, received(event)) };
      const reopened = state.phase === "resolved" ? ("pending" as const) : state.phase;
      return { ...state, phase: reopened, entries: settle(state.entries, received(event)) };
    }
    case "guide.step_completed":
    case "guide.step_skipped":
    case "guide.step_failed": {
      const { guide, step, outcome } = event.body;
      return { ...state, steps: { ...state.steps, [guide]: { ...state.steps[guide], [step]: outcome } } };
    }
    case "turn.judged":
      return { ...state, says: judged(state.says, event.body, true) };
    case "conversation.rated": {
      const { stars, comment } = event.body;
      return { ...state, says: rated(state.says, { stars, ...(comment && { comment }) }, true) };
    }
    case "conversation.escalated":
      return { ...quiet, phase: "open", entries: insert(state.entries, note(event, "escalated", event.body.reason)) };
    case "conversation.assigned":
      return { ...quiet, phase: "open", entries: insert(state.entries, note(event, "assigned", event.body.by.name)) };
    case "conversation.handed_back":
      return { ...quiet, phase: "pending" };
    case "conversation.resolved":
      return {
        ...quiet,
        phase: "resolved",
        entries: insert(state.entries, note(event, "resolved", event.body.resolution)),
      };
    case "conversation.reopened":
      return { ...quiet, phase: "pending", entries: insert(state.entries, note(event, "reopened", "")) };
    case "turn.failed":
      return { ...quiet, phase: "open", entries: insert(state.entries, note(event, "failed", "")) };
    default:
      return state;
  }
}

/** Older events go before; the phase and what is newer stay as they are. */
function earlier(state: State, events: LogEvent[], from: number): State {
  const old = events
    .filter((event) => event.seq <= state.from)
    .reduce(apply, { ...state, entries: [], steps: {}, phase: "pending" });
  return { ...state, from, entries: [...old.entries, ...state.entries], steps: { ...old.steps, ...state.steps } };
}

function received(event: LogEvent & { body: MessageBody }): Message {
  const { author, by, text, files = [], client_id, message_id, turn } = event.body;
  return {
    kind: "message",
    key: client_id ? `c${client_id}` : `m${message_id}`,
    seq: event.seq,
    author,
    by: by?.name ?? null,
    text,
    files,
    at: event.at,
    clientId: client_id ?? null,
    delivery: "delivered",
    problem: null,
    turn: turn ?? sentAlong(event.body),
  };
}

/** What a person sends with their words stands like what is behind a reply; nobody is asked whether it solved anything. */
function sentAlong({ message_id, citations = [], guide = null }: MessageBody): Turn | null {
  if (!guide && !citations.length) return null;
  return { id: message_id, outcome: "guide", reason: "", confidence: 1, citations, options: [], guide };
}

function queued({ clientId, text, files, at }: Extract<Action, { type: "queued" }>): Message {
  return {
    kind: "message",
    key: `c${clientId}`,
    seq: null,
    author: "contact",
    by: null,
    text,
    files,
    at,
    clientId,
    delivery: "sending",
    problem: null,
    turn: null,
  };
}

function note(event: LogEvent, what: Note["what"], reason: string): Note {
  return { kind: "note", key: `n${event.seq}`, seq: event.seq, at: event.at, what, reason };
}

const isOwn = (entry: Entry, clientId: string) => entry.kind === "message" && entry.clientId === clientId;
const find = (state: State, clientId: string) => state.entries.find((entry) => isOwn(entry, clientId));

/** The contact's message has its place in the log now; the one that waited for it is the same. */
function settle(entries: readonly Entry[], message: Message): Entry[] {
  return insert(
    entries.filter((entry) => !(message.clientId && isOwn(entry, message.clientId))),
    message,
  );
}

/** Before what waits for its place. */
function insert(entries: readonly Entry[], entry: Entry): Entry[] {
  let at = entries.length;
  while (at > 0 && entries[at - 1]!.seq === null) at--;
  return [...entries.slice(0, at), entry, ...entries.slice(at)];
}

function change(state: State, clientId: string, by: Partial<Message>): State {
  const entries = state.entries.map((e) => (isOwn(e, clientId) ? ({ ...e, ...by } as Message) : e));
  return { ...state, entries };
}

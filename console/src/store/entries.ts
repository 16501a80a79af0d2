// What the thread shows, made of the log and of what is still on its way: a pure function of both.

import type {
  Author,
  Citation,
  FileRef,
  Guide,
  LogEvent,
  MessageBody,
  PersonRef,
  Problem,
  StepOutcome,
  StepReport,
  Turn,
} from "../api/types.js";
import type { Waiting } from "../live/outbox.js";
import { systemWords, type SystemLine } from "./system.js";

export type Delivery = "sending" | "refused" | "delivered" | "read";

export interface GuidePlay {
  guide: Guide;
  steps: Record<string, { outcome: StepOutcome; reason: string | null }>;
}

export interface Message {
  kind: "message";
  key: string;
  seq: number | null;
  author: Author;
  by: PersonRef | null;
  text: string;
  at: string;
  files: FileRef[];
  citations: Citation[];
  sentences: { text: string; citation: number }[];
  play: GuidePlay | null;
  turn: Turn | null;
  delivery: Delivery;
  clientId: string | null;
  problem: Problem | null;
}

export interface Note {
  kind: "note";
  key: string;
  seq: number | null;
  by: PersonRef | null;
  text: string;
  mentions: PersonRef[];
  at: string;
  delivery: Delivery;
  clientId: string | null;
  problem: Problem | null;
}

export interface System {
  kind: "system";
  key: string;
  seq: number;
  at: string;
  lines: (SystemLine & { at: string })[];
}

export type Entry = Message | Note | System;

interface Sources {
  events: readonly LogEvent[];
  waiting: readonly Waiting[];
  readByContact: number;
  me: PersonRef;
}

export function entriesOf({ events, waiting, readByContact, me }: Sources): Entry[] {
  const entries: Entry[] = [];
  const plays = new Map<string, GuidePlay>();
  const known = new Set<string>();
  for (const event of events) {
    if (event.kind === "message.created") {
      const message = messageOf(event, readByContact);
      if (message.play) plays.set(message.play.guide.id, message.play);
      if (message.clientId) known.add(message.clientId);
      entries.push(message);
    } else if (event.kind === "people.note") {
      const note = noteOf(event);
      if (note.clientId) known.add(note.clientId);
      entries.push(note);
    } else if (event.kind.startsWith("guide.step_")) {
      step(entries, plays, event);
    } else {
      system(entries, event, systemWords(event, me.id));
    }
  }
  for (const one of waiting) if (!known.has(one.client_id)) entries.push(waitingOf(one, me));
  return entries;
}

function messageOf({ seq, at, body }: LogEvent, readByContact: number): Message {
  const { message_id, author, text, client_id, turn, by, citations, guide, files } = body as unknown as MessageBody;
  const whole = guide ?? turn?.guide ?? null;
  return {
    kind: "message",
    key: client_id && author === "human_agent" ? `c${client_id}` : `m${message_id}`,
    seq,
    author,
    by: by ?? null,
    text,
    at,
    files: files ?? [],
    citations: citations ?? turn?.citations ?? [],
    sentences: turn?.sentences ?? [],
    play: whole && { guide: whole, steps: {} },
    turn: turn ?? null,
    delivery: seq <= readByContact ? "read" : "delivered",
    clientId: client_id ?? null,
    problem: null,
  };
}

function noteOf({ seq, at, body }: LogEvent): Note {
  const { by, text, mentions, client_id } = body as {
    by: PersonRef | null;
    text: string;
    mentions?: PersonRef[];
    client_id?: string;
  };
  const key = client_id ? `c${client_id}` : `e${seq}`;
  return {
    kind: "note",
    key,
    seq,
    by,
    text,
    mentions: mentions ?? [],
    at,
    delivery: "delivered",
    clientId: client_id ?? null,
    problem: null,
  };
}

/** A step belongs to the card of its guide; where none is known it is a line of its own. */
function step(entries: Entry[], plays: Map<string, GuidePlay>, event: LogEvent) {
  const report = event.body as unknown as StepReport;
  const play = plays.get(report.guide);
  if (play) play.steps[report.step] = { outcome: report.outcome, reason: report.reason ?? null };
  else system(entries, event, systemWords(event, ""));
}

/** Lines that follow one another without a word between stand in one entry. */
function system(entries: Entry[], { seq, at }: LogEvent, line: SystemLine | null) {
  if (!line) return;
  const last = entries.at(-1);
  if (last?.kind === "system") last.lines.push({ ...line, at });
  else entries.push({ kind: "system", key: `e${seq}`, seq, at, lines: [{ ...line, at }] });
}

function waitingOf({ client_id, act, body, at, refused }: Waiting, me: PersonRef): Entry {
  const common = {
    key: `c${client_id}`,
    seq: null,
    by: me,
    text: body.text ?? "",
    at: new Date(at).toISOString(),
    delivery: refused ? ("refused" as const) : ("sending" as const),
    clientId: client_id,
    problem: refused ?? null,
  };
  if (act === "notes") return { kind: "note", ...common, mentions: [] };
  const citations = (body.citations ?? []) as Citation[];
  return { kind: "message", author: "human_agent", ...common, files: [], citations, sentences: [], play: null, turn: null };
}

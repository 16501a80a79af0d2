// What the conversation's list shows, from top to bottom, as values: made from state alone, drawn elsewhere.

import type { Rating, StepOutcome, WaitingTime } from "../api/types.js";
import type { Said } from "./says.js";
import type { Message, Note, State } from "./state.js";

export type Row =
  | { key: string; kind: "earlier" }
  | { key: string; kind: "start"; known: boolean; fresh: boolean }
  | { key: string; kind: "day"; at: string }
  | {
      key: string;
      kind: "message";
      message: Message;
      /** It goes on with what the same author said just before. */
      goesOn: boolean;
      /** Its quick replies can still be chosen. */
      open: boolean;
      /** It says how far it has come. */
      tells: boolean;
      /** Those who answer have seen it. */
      read: boolean;
      online: boolean;
      steps: Readonly<Record<string, StepOutcome>> | undefined;
    }
  | { key: string; kind: "note"; note: Note }
  | { key: string; kind: "solved"; turn: string; said: Said<boolean> | undefined; online: boolean }
  | { key: string; kind: "rating"; rated: Said<Rating> | null; refused: boolean; online: boolean }
  | { key: string; kind: "waiting"; waiting: WaitingTime }
  /** Somebody writes; `text` is what there is of it. */
  | { key: string; kind: "typing"; author: string; text: string | undefined };

export interface RowOptions {
  /** Whether the inbox, its greeting among it, is known yet. */
  known: boolean;
  /** The day of a moment, in the contact's time zone. */
  day(at: string): string;
}

export function rows(state: State, options: RowOptions): Row[] {
  const { entries, says } = state;
  const online = state.link !== "waiting" && state.link !== "refused";
  const found: Row[] = [
    state.from > 0
      ? { key: "earlier", kind: "earlier" }
      : { key: "start", kind: "start", known: options.known, fresh: !entries.length },
  ];
  const lastOwn = [...entries].reverse().find((entry) => entry.kind === "message" && entry.author === "contact");
  const last = entries.at(-1);
  let day = "";
  let before: Message | null = null;
  for (const entry of entries) {
    const today = options.day(entry.at);
    if (today !== day) {
      found.push({ key: `d${today}`, kind: "day", at: entry.at });
      before = null;
    }
    day = today;
    if (entry.kind === "note") {
      found.push({ key: entry.key, kind: "note", note: entry });
      before = null;
      continue;
    }
    found.push({
      key: entry.key,
      kind: "message",
      message: entry,
      goesOn: before?.author === entry.author,
      open: entry === last && state.phase !== "resolved",
      tells: entry === lastOwn || entry.delivery !== "delivered",
      read: entry.seq !== null && entry.seq <= state.readTo,
      online,
      steps: entry.turn?.guide ? state.steps[entry.turn.guide.id] : undefined,
    });
    before = entry;
  }
  const turn = judgeable(state);
  if (turn) found.push({ key: `s${turn}`, kind: "solved", turn, said: says.judged[turn], online });
  if (state.phase === "resolved") found.push({ key: "rating", kind: "rating", rated: says.rated, refused: says.refused, online });
  if (state.waiting?.people === "waiting") found.push({ key: "waiting", kind: "waiting", waiting: state.waiting });
  if (state.typing) found.push({ key: "typing", kind: "typing", author: state.typing, text: state.forming?.text });
  return found;
}

/** The turn of the newest reply, where it may have solved what the contact asked. */
function judgeable(state: State): string | null {
  const last = state.entries.at(-1);
  if (state.phase !== "pending" || state.typing || last?.kind !== "message" || !last.turn) return null;
  const { id, outcome } = last.turn;
  return outcome === "answer" || (outcome === "guide" && done(state, last)) ? id : null;
}

/** All steps of the reply's guide that were to be done have ended well. */
function done(state: State, { turn }: Message): boolean {
  const guide = turn!.guide;
  const ended = guide && state.steps[guide.id];
  return !!ended && guide.steps.slice(guide.start_step ?? 0).every((step) => ended[step.id] === "completed");
}

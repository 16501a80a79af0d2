// A reply of the AI agent while it is written: sentences that passed their check, shown until the message itself is there.

import type { LogEvent, Piece } from "../api/types.js";

/** A piece that others before it are missing of is not shown: the reply comes whole in any case. */
export function grown(before: Piece | null, { message_id, at, text }: Piece): Piece | null {
  if (at === 0) return { message_id, at, text };
  if (before?.message_id !== message_id || before.at + 1 !== at) return before;
  return { message_id, at, text: before.text + text };
}

const ENDS = ["conversation.escalated", "conversation.resolved", "turn.failed", "conversation.assigned"];

/** The turn is over: what it ended with stands in the log. */
export const endsForming = ({ kind, body }: LogEvent) =>
  ENDS.includes(kind) || (kind === "message.created" && body.author !== "contact");

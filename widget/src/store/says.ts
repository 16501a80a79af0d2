// What the contact said of the conversation itself: whether a turn solved it, and the rating of the whole. Said is what
// was pressed here or came as an event; it is heard once the server has it.

import type { ClientFrame, Judgement, Rating } from "../api/types.js";

export interface Said<T> {
  what: T;
  heard: boolean;
}

export interface Says {
  /** By turn. */
  judged: Readonly<Record<string, Said<boolean>>>;
  rated: Said<Rating> | null;
  /** What is on its way, by its client_id. */
  waiting: Readonly<Record<string, SayFrame>>;
  /** The server took no rating: it is not asked for again, or the contact tries again. */
  refused: boolean;
}

export type SayFrame = Extract<ClientFrame, { type: "judgement" | "rating" }>;

export const SILENT: Says = { judged: {}, rated: null, waiting: {}, refused: false };

export const judged = (says: Says, { turn, solved }: Judgement, heard: boolean): Says => ({
  ...says,
  judged: { ...says.judged, [turn]: { what: solved, heard } },
});

export const rated = (says: Says, what: Rating, heard: boolean): Says => ({ ...says, rated: { what, heard }, refused: false });

const take = (says: Says, frame: SayFrame, heard: boolean) =>
  frame.type === "rating" ? rated(says, frame, heard) : judged(says, frame, heard);

/** It is on its way. */
export const said = (says: Says, frame: SayFrame): Says => ({
  ...take(says, frame, false),
  waiting: { ...says.waiting, [frame.client_id]: frame },
});

/** What became of `clientId`; the same where that was something else. */
export function answered(says: Says, clientId: string, accepted: boolean): Says {
  const { [clientId]: frame, ...waiting } = says.waiting;
  if (!frame) return says;
  if (accepted) return { ...take(says, frame, true), waiting };
  return { ...says, waiting, ...(frame.type === "rating" && { rated: null, refused: true }) };
}

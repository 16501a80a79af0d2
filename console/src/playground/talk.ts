// The conversation that is tried out: what was asked, and what goes along with the next question.

import type { Contact, PageContext, PlaygroundBody, Tried } from "../api/types.js";

export interface Round {
  id: number;
  body: PlaygroundBody;
  tried: Tried;
}

export const CONTACT_FIELDS = ["name", "email", "plan", "role", "locale"] as const;
export type Who = Record<(typeof CONTACT_FIELDS)[number], string>;
export const NOBODY: Who = { name: "", email: "", plan: "", role: "", locale: "" };

export interface Wish {
  inbox: string;
  text: string;
  who: Who;
  page: PageContext | null;
  model: boolean;
}

/** What was said so far, the oldest first. A turn that said nothing left nothing to go along. */
export const saidSoFar = (rounds: readonly Round[]): NonNullable<PlaygroundBody["earlier"]> =>
  rounds.flatMap(({ body, tried }) => [
    { author: "contact" as const, text: body.text },
    ...(tried.turn.reply.text ? [{ author: "ai_agent" as const, text: tried.turn.reply.text }] : []),
  ]);

export function bodyOf({ inbox, text, who, page, model }: Wish, rounds: readonly Round[]): PlaygroundBody {
  const known = Object.entries(who).flatMap(([name, value]) => (value.trim() ? [[name, value.trim()]] : []));
  const earlier = saidSoFar(rounds);
  return {
    inbox,
    text: text.trim(),
    ...(earlier.length > 0 && { earlier }),
    ...(known.length > 0 && { contact: Object.fromEntries(known) as Pick<Contact, keyof Who> }),
    ...(page && { page }),
    model,
  };
}

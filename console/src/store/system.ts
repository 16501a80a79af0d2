// The log's other events as sentences.

import type { LogEvent, Outcome, PersonRef, QueueRef, StepReport } from "../api/types.js";
import { atClock, inFull } from "./time.js";
import { because, humane, OUTCOME, STEP, stepReason } from "./words.js";

export interface SystemLine {
  text: string;
  /** Words of somebody: a note to a transfer, a comment to a rating. */
  quote?: string;
  /** Routing is of little interest once it is over, and folded away. */
  minor?: boolean;
}

interface Body {
  by?: PersonRef | null;
  from?: PersonRef | null;
  person?: PersonRef | null;
  queue?: QueueRef | null;
  note?: string | null;
  comment?: string | null;
  reason?: string;
  topic?: string | null;
  outcome?: Outcome;
  resolution?: string;
  level?: string;
  until?: string;
  why?: string;
  stars?: number;
  solved?: boolean;
  fields?: string[];
  inbox?: string;
  letter?: string;
  sent?: boolean;
  problem?: string | null;
}

type Say = (body: Body, name: (who: PersonRef | null | undefined) => string) => SystemLine | null;

const quoted = (text: string, words: string | null | undefined): SystemLine => ({ text, ...(words && { quote: words }) });
/** A name within a sentence. */
const within = (name: string) => (name === "You" ? "you" : name);
const WOKEN: Record<string, string> = { time: "Its time came", contact: "The contact wrote again", person: "A person opened it" };
const RETURNED: Record<string, string> = {
  offline: "was offline",
  revoked: "has no access any more",
  transferred: "passed it on",
  snoozed: "snoozed it",
};
const FIELD: Record<string, string> = { steps: "what was tried", error: "the error", page: "the page", problem: "the problem" };

const KINDS: Record<string, Say> = {
  "conversation.created": ({ inbox }) => ({ text: `Conversation began in ${inbox ?? "the inbox"}` }),
  "conversation.escalated": ({ reason, topic }) => ({
    text: `Usher handed it to people because ${because(reason ?? "")}${topic ? ` · ${humane(topic)}` : ""}`,
  }),
  "turn.failed": () => ({ text: "Usher could make no reply, so people have it" }),
  "turn.judged": ({ solved }) => ({
    text: solved ? "The contact says: this solved it" : "The contact says: this did not solve it",
  }),
  "conversation.rated": ({ stars = 0, comment }) =>
    quoted(`The contact rated it ${stars} of 5 ${"★".repeat(stars)}${"☆".repeat(Math.max(0, 5 - stars))}`, comment),
  "conversation.assigned": ({ by }, name) => ({ text: `${name(by)} took it` }),
  // Told by people.handed_back, with who did it.
  "conversation.handed_back": () => null,
  "conversation.resolved": ({ resolution }) =>
    resolution === "confirmed"
      ? { text: "Resolved: the contact confirmed it" }
      : resolution === "completed"
        ? { text: "Resolved: the product saw it done" }
        : null,
  "conversation.reopened": () => ({ text: "Opened again" }),
  "people.waiting": ({ queue }) => ({ text: queue ? `Waits in ${queue.name}` : "Waits for a person", minor: true }),
  "people.offered": ({ person, level, until }, name) => ({
    text: person
      ? `Offered to ${within(name(person))}${until ? ` until ${atClock(until)}` : ""}`
      : level === "supervisor"
        ? "Supervisors were told"
        : "Open to everybody",
    minor: true,
  }),
  "people.missed": ({ person }, name) => ({ text: `${name(person)} did not take it in time`, minor: true }),
  "people.declined": ({ person }, name) => ({ text: `${name(person)} declined`, minor: true }),
  "people.returned": ({ person, why }, name) => ({
    text: `${name(person)} ${RETURNED[why ?? ""] ?? "no longer has it"}`,
    minor: why === "transferred" || why === "snoozed",
  }),
  "people.transferred": ({ by, person, queue, note }, name) =>
    quoted(`${name(by)} passed it to ${person ? within(name(person)) : (queue?.name ?? "the inbox")}`, note),
  "people.taken_over": ({ by, from }, name) => ({ text: `${name(by)} took it over${from ? ` from ${within(name(from))}` : ""}` }),
  // Told by the composer and by the message itself.
  "people.suggested": () => null,
  "people.suggestion_used": () => null,
  "people.reasked": ({ by, fields }, name) => ({
    text: `${name(by)} asked again for ${(fields ?? []).map((field) => FIELD[field] ?? `the ${field}`).join(", ")}`,
    minor: true,
  }),
  "people.snoozed": ({ by, until }, name) => ({ text: `${name(by)} snoozed it${until ? ` until ${inFull(until)}` : ""}` }),
  "people.woken": ({ why }) => ({ text: `${WOKEN[why ?? ""] ?? "It is back"}, so it woke up` }),
  "people.resolved": ({ by, outcome, topic, note }, name) =>
    quoted(
      `${name(by)} resolved it: ${(outcome ? OUTCOME[outcome].name : "done").toLowerCase()}${topic ? ` · ${humane(topic)}` : ""}`,
      note,
    ),
  "people.mailed": ({ letter, sent, problem }) => ({
    text: sent
      ? letter === "reminder"
        ? "The contact was reminded by e-mail"
        : "A transcript went out by e-mail"
      : `The ${letter ?? "letter"} could not be sent: ${problem ?? "nobody says why"}`,
    minor: sent === true,
  }),
  "people.handed_back": ({ by, note }, name) => quoted(`${name(by)} gave it back to Usher`, note),
};

/** A sentence for an event; null for one that says nothing to people, or that this console does not know. */
export function systemWords(event: LogEvent, me: string): SystemLine | null {
  if (event.kind.startsWith("guide.step_")) {
    const { guide, step, outcome, reason } = event.body as unknown as StepReport;
    return quoted(`${humane(guide)}, step “${humane(step)}”: ${STEP[outcome]}`, reason && stepReason(reason));
  }
  const name = (who: PersonRef | null | undefined) => (who ? (who.id === me ? "You" : who.name) : "Usher");
  return KINDS[event.kind]?.(event.body as Body, name) ?? null;
}

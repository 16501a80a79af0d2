// The protocol's words (docs/protocol.md) as types, shared by the client, the panel, the page context and the guides.

/** The element that everything of ours lies in. Page context and guides leave it out. */
export const HOST_TAG = "usher-widget";

export type Author = "contact" | "ai_agent" | "human_agent" | "system";
export type ConversationPhase = "pending" | "open" | "snoozed" | "resolved";
export type StepOutcome = "completed" | "skipped" | "failed";

/** What an inbox tells everybody. `theme` and `files` are there where the server has them. */
export interface Inbox {
  key: string;
  name: string;
  product: string;
  agent_name: string;
  greeting: string;
  disclosure: string;
  anonymous: boolean;
  theme?: Theme;
  suggestions?: string[];
  files?: boolean;
}

/** Looks; each may come from data attributes, from `Usher.init` or from the inbox. */
export interface Theme {
  /** The brand's colour, `#rgb` or `#rrggbb`; what is written on it is chosen for contrast. */
  color?: string;
  scheme?: "light" | "dark" | "auto";
  position?: "right" | "left";
  /** Distance from the window's edges in CSS pixels. */
  offset?: number;
  /** Addresses of pictures; shown where the host's policy lets images of that origin in. */
  logo?: string;
  team?: string[];
}

export interface Conversation {
  id: string;
  inbox: string;
  state: ConversationPhase;
  created_at: string;
  updated_at: string;
  last_seq: number;
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

/** The fingerprint of an element: several attributes, weighed when it is looked for. */
export interface Target {
  role?: string | null;
  name?: string | null;
  test_id?: string | null;
  text?: string | null;
  heading?: string | null;
  css?: string | null;
}

/** Something that can be checked in the live page; exactly one of the fields. */
export interface Condition {
  /** The route is this; `*` stands for one segment. */
  route?: string;
  element?: Target;
  text?: string;
  event?: string;
}

export interface Step {
  id: string;
  instruction: string;
  action: "click" | "input" | "select" | "navigate" | "observe";
  target?: Target | null;
  preconditions: Condition[];
  postconditions: Condition[];
}

export interface Guide {
  id: string;
  title: string;
  summary: string;
  steps: Step[];
  /** The first step, from 0, that the page does not already satisfy. */
  start_step?: number;
}

export interface StepReport {
  guide: string;
  step: string;
  outcome: StepOutcome;
  reason?: string;
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
    | { kind: "conversation.escalated"; body: { reason: string; topic: string | null } }
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

export type ServerFrame =
  | ({ type: "event" } & LogEvent)
  | { type: "accepted"; client_id: string; message_id?: string; seq: number; duplicate: boolean }
  | { type: "typing"; author: Author }
  | { type: "message.delta"; turn: string; text: string }
  | { type: "problem"; client_id?: string; problem: Problem };

export type ClientFrame =
  | { type: "message"; client_id: string; text: string; page?: PageContext }
  | ({ type: "step"; client_id: string } & StepReport);

/** A visible control of the host page. The value of an input is never part of it. */
export interface Control {
  id?: string;
  tag?: string;
  role: string;
  name: string;
  text: string;
  test_id?: string;
  heading?: string;
  attributes?: Record<string, string>;
  box?: [number, number, number, number];
  visible?: boolean;
}

export interface PageEvent {
  kind: "navigation" | "click" | "host";
  text: string;
  at?: string;
}

export interface PageError {
  code?: string;
  text: string;
  at?: string;
}

/** What the contact has before them. */
export interface PageContext {
  route: string;
  title: string;
  product_area?: string;
  locale?: string;
  viewport?: [number, number];
  controls: Control[];
  events: PageEvent[];
  errors: PageError[];
}

/** What the page module gives: `src/page/index.ts`. */
export interface PageModule {
  collectPage(options?: {
    privateSelector?: string;
    maxBytes?: number;
    extra?: Record<string, unknown>;
  }): PageContext;
  watchPage(): { remove(): void; recent(): { events: PageEvent[]; errors: PageError[] } };
}

/** The player's words in the contact's language; `{n}` and `{total}` are filled in by the player. */
export interface GuideStrings {
  /** "Step {n} of {total}" */
  step: string;
  back: string;
  skip: string;
  stop: string;
  /** "It does not look like this" */
  differs: string;
  /** "Next", for a step where there is nothing to do but look. */
  next: string;
  /** "Looking for it on the page…" */
  waiting: string;
  /** "I cannot find this on the page. In words:" */
  inWords: string;
  /** "Done" */
  done: string;
  /** "Well done, that was all." */
  completed: string;
  /** "Not there yet", where the postcondition does not hold. */
  notYet: string;
  /** "I only point here", on a step that asks to enter something. */
  yourself: string;
  /** While the postconditions are awaited after the contact's action. */
  checking: string;
  /** The button that scrolls back to the element. */
  show: string;
  /** Said to screen readers with the first step: how to come to the buttons. */
  keys: string;
}

export interface GuideOptions {
  start: number;
  strings: GuideStrings;
  locale: string;
  report(step: StepReport): void;
  hostEvents: { on(listener: (name: string) => void): () => void };
  ended(how: "completed" | "stopped" | "lost"): void;
  /** Host events that came shortly before, such as while the page was loading. */
  heard?: readonly string[];
  /** Which step is due now; kept by the caller, it is the `start` after a page load. */
  moved?(step: number): void;
  theme?: Theme;
}

/** What the guide module gives: `src/guide/index.ts`. */
export interface GuideModule {
  playGuide(guide: Guide, options: GuideOptions): { remove(): void; at(): number };
}

// One contact's conversations: begun with the first message, resumed after the last event, resent until accepted.
// No DOM beyond the window's own events, so that it can run before a panel is ever opened.

import { createLine, type Line } from "../api/line.js";
import { createOutbox, type Waiting } from "../api/outbox.js";
import { createRest, ProblemError } from "../api/rest.js";
import { createTokens, type TokenSource } from "../api/tokens.js";
import type { Conversation, Guide, LogEvent, PageContext, ServerFrame, StepReport } from "../api/types.js";
import type { Env } from "../env.js";
import { reduce } from "../store/reduce.js";
import { guideOf, initial, type Action, type State } from "../store/state.js";
import { createSender } from "./sender.js";

/** How many events are asked for at first; older ones when they are wanted. */
const RECENT = 150;
const TYPING_EVERY = 3000;

export interface ClientOptions {
  env: Env;
  server: string;
  inbox: string;
  /** Before every key of this contact in storage. */
  prefix: string;
  token: TokenSource | null;
  /** Every event of the log that this device did not have before. */
  onEvent?(event: LogEvent): void;
}

export interface Client {
  state(): State;
  /** Calls at once and after every change; returns what ends it. */
  subscribe(listener: (state: State) => void): () => void;
  send(text: string, page?: PageContext): void;
  report(step: StepReport): void;
  retry(clientId: string): void;
  drop(clientId: string): void;
  typing(): void;
  /** Gets a token before it is needed. */
  warm(): void;
  /** Messages from others that were not before the contact's eyes yet. */
  unread(): number;
  read(): void;
  list(): Promise<Conversation[]>;
  /** The contact's first words in a conversation, to know it again by. */
  firstWords(id: string): Promise<string>;
  /** Goes to a conversation; null begins a new one with the next message. */
  show(id: string | null, lastSeq?: number): void;
  earlier(): Promise<void>;
  rate(stars: number, comment: string): Promise<"sent" | "missing">;
  /** A guide of this conversation by its id. */
  guide(id: string): Guide | null;
  reconnect(): void;
  remove(): void;
}

export function createClient(options: ClientOptions): Client {
  const { env, server, inbox, prefix } = options;
  const tokens = createTokens(env, server, inbox, `${prefix}token`, options.token);
  const rest = createRest(env, server, tokens);
  const outbox = createOutbox(env, `${prefix}out.`);
  const listeners = new Set<(state: State) => void>();
  let state = initial(null);
  let line: Line | null = null;
  /** What is newer came while somebody could look, or since somebody last did. */
  let known = 0;
  let typed = 0;
  let gone = false;

  function dispatch(action: Action) {
    const next = reduce(state, action);
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener(state);
  }

  const sender = createSender({
    env,
    rest,
    outbox,
    inbox,
    conversation: () => state.conversation,
    line: () => line,
    begun: adopt,
    dispatch,
  });

  function take(frame: ServerFrame) {
    if (frame.type === "event") {
      const fresh = frame.seq > state.seen;
      dispatch({ type: "event", event: frame });
      if (!fresh) return;
      env.local.set(`${prefix}seen`, `${state.seen}`);
      if (frame.seq > known) options.onEvent?.(frame);
      if (frame.kind === "message.created" && frame.body.client_id) sender.settled(frame.body.client_id);
    } else if (frame.type === "accepted") {
      sender.settled(frame.client_id);
    } else if (frame.type === "typing") {
      dispatch({ type: "typing", author: frame.author });
    } else if (frame.type === "message.delta") {
      dispatch({ type: "delta", turn: frame.turn, text: frame.text });
    } else if (frame.type === "problem" && frame.client_id) {
      sender.refused(frame.client_id, frame.problem);
    }
  }

  function connect(conversation: string) {
    line?.remove();
    line = createLine({
      env,
      server,
      conversation,
      rest,
      tokens,
      after: () => state.seen,
      onFrame: take,
      onState(link, problem) {
        if (problem?.problem.status === 404) return lost(conversation);
        dispatch({ type: "link", link, problem: problem?.problem ?? null });
        sender.moved(link);
      },
    });
  }

  /** The server knows it no longer, or it is another contact's: what waited for it begins a new one. */
  function lost(conversation: string) {
    for (const waiting of outbox.all())
      if (waiting.conversation === conversation) outbox.add({ ...waiting, conversation: null });
    show(null);
  }

  /** The conversation of what was just sent has its id. */
  function adopt(conversation: string) {
    env.local.set(`${prefix}conversation`, conversation);
    env.local.set(`${prefix}read`, "0");
    dispatch({ type: "begun", conversation });
    connect(conversation);
  }

  function restore(id: string | null, seen: number) {
    line?.remove();
    line = null;
    sender.reset();
    known = seen;
    state = initial(id, Math.max(0, seen - RECENT));
    for (const waiting of outbox.all()) if (waiting.conversation === id) queue(waiting);
    for (const listener of [...listeners]) listener(state);
    if (id) connect(id);
    sender.push();
  }

  function show(id: string | null, seen = 0) {
    if (gone) return;
    env.local.set(`${prefix}conversation`, id);
    env.local.set(`${prefix}seen`, `${seen}`);
    env.local.set(`${prefix}read`, `${seen}`);
    restore(id, seen);
  }

  function queue({ frame, at }: Waiting) {
    if (frame.type !== "message") return;
    dispatch({ type: "queued", clientId: frame.client_id, text: frame.text, at: new Date(at).toISOString() });
  }

  /** Another tab wrote, read, or began the conversation. */
  function onStorage({ key }: StorageEvent) {
    if (!key?.startsWith(prefix)) return;
    const waiting = outbox.read(key);
    if (waiting && waiting.conversation === state.conversation) queue(waiting);
    if (key === `${prefix}conversation` && !state.conversation) restore(env.local.get(key), number("seen"));
    if (key === `${prefix}read`) for (const listener of [...listeners]) listener(state);
  }

  const number = (name: string) => Number(env.local.get(prefix + name)) || 0;
  window.addEventListener("storage", onStorage);
  restore(env.local.get(`${prefix}conversation`), number("seen"));

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      listener(state);
      return () => listeners.delete(listener);
    },
    send(text, page) {
      const frame = { type: "message" as const, client_id: env.id(), text, ...(page && { page }) };
      const waiting = { frame, conversation: state.conversation, at: env.now() };
      outbox.add(waiting);
      queue(waiting);
      sender.push();
    },
    report(step) {
      if (!state.conversation) return;
      const frame = { type: "step" as const, client_id: env.id(), ...step };
      outbox.add({ frame, conversation: state.conversation, at: env.now() });
      sender.push();
    },
    retry(clientId) {
      const entry = state.entries.find((e) => e.kind === "message" && e.clientId === clientId);
      if (entry?.kind !== "message") return;
      dispatch({ type: "dropped", clientId });
      this.send(entry.text);
    },
    drop: (clientId) => dispatch({ type: "dropped", clientId }),
    typing() {
      if (env.now() - typed < TYPING_EVERY) return;
      typed = env.now();
      line?.send({ type: "typing" });
    },
    warm: () => void tokens.get().catch(() => {}),
    unread() {
      const read = number("read");
      return state.entries.filter((e) => e.kind === "message" && e.author !== "contact" && e.seq! > read).length;
    },
    read() {
      if (state.seen > number("read")) env.local.set(`${prefix}read`, `${state.seen}`);
    },
    list: async () => (await rest.call<{ conversations: Conversation[] }>("GET", "conversations")).conversations,
    async firstWords(id) {
      const { messages } = await rest.call<{ messages: { author: string; text: string }[] }>(
        "GET",
        `conversations/${id}`,
      );
      return messages.find((message) => message.author === "contact")?.text ?? "";
    },
    show,
    async earlier() {
      const from = Math.max(0, state.from - RECENT);
      const { conversation } = state;
      const path = `conversations/${conversation}/events?after=${from}`;
      const { events } = await rest.call<{ events: LogEvent[] }>("GET", path);
      if (conversation === state.conversation) dispatch({ type: "earlier", events, from });
    },
    async rate(stars, comment) {
      const body = { client_id: env.id(), stars, ...(comment && { comment }) };
      try {
        await rest.call("POST", `conversations/${state.conversation}/rating`, body);
        return "sent";
      } catch (error) {
        // A server without this call answers pages of other origins nothing that they may read.
        const absent = error instanceof ProblemError ? error.problem.status === 404 : state.link === "open";
        if (absent) return "missing";
        throw error;
      }
    },
    guide: (id) => guideOf(state, id),
    reconnect: () => (line ? line.reset() : sender.push()),
    remove() {
      gone = true;
      window.removeEventListener("storage", onStorage);
      sender.remove();
      line?.remove();
      listeners.clear();
    },
  };
}

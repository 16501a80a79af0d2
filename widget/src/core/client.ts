// One contact's conversations: begun with the first message, resumed after the last event, resent until accepted.
// No DOM beyond the window's own events, so that it can run before a panel is ever opened.

import { createLine, type Line } from "../api/line.js";
import { createOutbox } from "../api/outbox.js";
import { createRest } from "../api/rest.js";
import { createTokens, type TokenSource } from "../api/tokens.js";
import type { ClientFrame, Judgement, Listed, LogEvent, PageContext, Rating, SentFile, StepReport } from "../api/types.js";
import { createUpload, type Upload } from "../api/upload.js";
import type { Env } from "../env.js";
import type { Waiting } from "../kept.js";
import { rated, SILENT } from "../store/says.js";
import { initial, type Message, type State } from "../store/state.js";
import { createStore } from "../store/store.js";
import { createArchive, RECENT, type Archive } from "./archive.js";
import { incoming } from "./incoming.js";
import { createPlace } from "./place.js";
import { createSender } from "./sender.js";

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

/** What goes along with a message's words. */
export interface Outgoing {
  page?: PageContext | null;
  /** Asks for a person, in whatever language the words are. */
  person?: boolean;
  files?: readonly SentFile[];
}

export interface Client extends Archive {
  state(): State;
  /** Calls at once and after every change; returns what ends it. */
  subscribe(listener: (state: State) => void): () => void;
  send(text: string, more?: Outgoing): void;
  upload: Upload;
  /** Whether a turn solved it. */
  judge(judgement: Judgement): void;
  /** The whole conversation; a later one takes the place of an earlier one. */
  rate(rating: Rating): void;
  report(step: StepReport): void;
  retry(clientId: string): void;
  drop(clientId: string): void;
  typing(): void;
  /** Gets a token before it is needed. */
  warm(): void;
  /** Messages from others that were not before the contact's eyes yet. */
  unread(): number;
  /** They are now, on all of the contact's devices. */
  read(): void;
  /** Goes to a conversation; null begins a new one with the next message. */
  show(talk: Listed | null): void;
  reconnect(): void;
  remove(): void;
}

export function createClient(options: ClientOptions): Client {
  const { env, server, inbox, prefix, onEvent } = options;
  const tokens = createTokens(env, server, inbox, `${prefix}token`, options.token);
  const rest = createRest(env, server, tokens);
  const outbox = createOutbox(env, `${prefix}out.`);
  const place = createPlace(env, prefix);
  const store = createStore();
  const { state, dispatch, subscribe } = store;
  let line: Line | null = null;
  /** Events up to this one came while somebody could look, or since somebody last did. */
  let known = 0;
  let typed = 0;
  let gone = false;

  const sender = createSender({
    env,
    rest,
    outbox,
    inbox,
    conversation: () => state().conversation,
    line: () => line,
    begun: adopt,
    dispatch,
  });
  const readFurther = () => void line?.send({ type: "read", seq: place.read() });
  const onFrame = incoming({ store, place, sender, readFurther, fresh: (event) => event.seq > known && onEvent?.(event) });

  function connect(conversation: string) {
    line?.remove();
    line = createLine({
      env,
      server,
      conversation,
      rest,
      tokens,
      after: () => state().seen,
      onFrame,
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
      if (waiting.conversation === conversation) {
        if (waiting.frame.type === "message") outbox.add({ ...waiting, conversation: null });
        else outbox.remove(waiting.frame.client_id);
      }
    show(null);
  }

  /** The conversation of what was just sent has its id. */
  function adopt(conversation: string) {
    place.move(conversation, 0);
    dispatch({ type: "begun", conversation });
    connect(conversation);
  }

  function restore(id: string | null, seen: number) {
    line?.remove();
    line = null;
    sender.reset();
    known = seen;
    const begun = initial(id, Math.max(0, seen - RECENT));
    const says = id && place.rated() === id ? rated(SILENT, { stars: 0, anonymous: true }, true) : SILENT;
    store.replace({ ...begun, says });
    for (const waiting of outbox.all()) if (waiting.conversation === id) queue(waiting);
    if (id) connect(id);
    sender.push();
  }

  function show(talk: Listed | null) {
    if (gone) return;
    const { id = null, last_seq = 0, read } = talk ?? {};
    place.move(id, last_seq, read?.contact);
    restore(id, last_seq);
  }

  function queue({ frame, at, files = [] }: Waiting) {
    if (frame.type === "judgement" || frame.type === "rating") dispatch({ type: "said", frame });
    if (frame.type === "message")
      dispatch({ type: "queued", clientId: frame.client_id, text: frame.text, files, at: new Date(at).toISOString() });
  }

  /** Another tab wrote, read, or began the conversation. */
  function onStorage({ key }: StorageEvent) {
    const name = place.named(key);
    const waiting = name && outbox.read(key!);
    if (waiting && waiting.conversation === state().conversation) queue(waiting);
    if (name === "conversation" && !state().conversation) restore(place.conversation(), place.seen());
    if (name === "read") store.tell();
  }

  /** Kept until the server has it. */
  function keep(frame: ClientFrame, files?: readonly SentFile[]) {
    const waiting = { frame, conversation: state().conversation, at: env.now(), ...(files?.length && { files }) };
    outbox.add(waiting);
    queue(waiting);
    sender.push();
  }

  const others = () => state().entries.filter((e): e is Message => e.kind === "message" && e.author !== "contact");

  // A rating that is kept apart comes back in no event.
  subscribe(({ says, conversation }) => says.rated?.heard && says.rated.what.anonymous && place.ratedApart(conversation));
  window.addEventListener("storage", onStorage);
  restore(place.conversation(), place.seen());

  return {
    state,
    subscribe,
    send(text, { page, person, files = [] } = {}) {
      const ids = files.length > 0 && { files: files.map((file) => file.id) };
      const frame = { type: "message" as const, client_id: env.id(), text, ...(page && { page }), ...(person && { person }), ...ids };
      keep(frame, files);
    },
    judge: (judgement) => keep({ type: "judgement", client_id: env.id(), ...judgement }),
    rate: (rating) => keep({ type: "rating", client_id: env.id(), ...rating }),
    report(step) {
      if (state().conversation) keep({ type: "step", client_id: env.id(), ...step });
    },
    retry(clientId) {
      const entry = state().entries.find((e) => e.kind === "message" && e.clientId === clientId);
      if (entry?.kind !== "message") return;
      dispatch({ type: "dropped", clientId });
      this.send(entry.text, { files: entry.files });
    },
    drop: (clientId) => dispatch({ type: "dropped", clientId }),
    typing() {
      if (env.now() - typed < TYPING_EVERY) return;
      typed = env.now();
      line?.send({ type: "typing" });
    },
    upload: createUpload(env, server, tokens),
    warm: () => void tokens.get().catch(() => {}),
    unread: () => others().filter(({ seq }) => seq! > place.read()).length,
    read() {
      if (place.readTo(others().at(-1)?.seq ?? 0)) readFurther();
    },
    show,
    ...createArchive(rest, store),
    reconnect: () => (line ? line.reset() : sender.push()),
    remove() {
      gone = true;
      window.removeEventListener("storage", onStorage);
      sender.remove();
      line?.remove();
      store.remove();
    },
  };
}

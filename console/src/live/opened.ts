// The conversations that are open: each read once whole, then followed; what is written to them goes through the outbox.

import * as api from "../api/people.js";
import type { ClientFrame, LogEvent, PersonRef, Row, ServerFrame } from "../api/types.js";
import { grown } from "../store/forming.js";
import { createThread, type OpenThread, type Thread } from "../store/threads.js";
import type { Env } from "./env.js";
import { createFollows } from "./follow.js";
import { createOutbox, type Outbox } from "./outbox.js";

const TYPING_EVERY = 3000;
const TYPING_HOLDS = 5000;

export interface Opened {
  outbox: Outbox;
  /** Opens and follows; the same object as long as it is followed. */
  thread(id: string): Thread;
  look(id: string | null): void;
  typing(id: string): void;
  seen(id: string, seq: number): void;
  /** What the socket says of one conversation. */
  take(frame: ServerFrame): void;
  /** The line broke: what only it told holds no longer. */
  broke(): void;
  /** The line is open again: everything goes on from where it stood. */
  resume(): void;
  remove(): void;
}

export interface OpenedOptions {
  env: Env;
  me(): PersonRef;
  send(frame: ClientFrame): boolean;
  onRow(row: Row): void;
}

export function createOpened({ env, me, send, onRow }: OpenedOptions): Opened {
  const threads = new Map<string, OpenThread>();
  let looked: string | null = null;
  let typed = 0;
  const outbox = createOutbox({
    env,
    prefix: `usher.out.${me().id}.`,
    write: api.conversations.write,
    changed: (id) => change(id, (thread) => (thread.waiting.value = outbox.of(id))),
  });
  const follows = createFollows({
    send,
    fetch: api.conversations.events,
    deliver(id, events) {
      for (const { body } of events) if (typeof body.client_id === "string") outbox.settled(body.client_id);
      change(id, (thread) => {
        thread.append(events);
        follow(thread, events);
      });
    },
    dropped: (id) => void threads.delete(id),
  });

  function change(id: string, by: (thread: OpenThread) => void) {
    const thread = threads.get(id);
    if (thread) by(thread);
  }

  async function fill(thread: OpenThread) {
    try {
      const whole = await api.conversations.get(thread.id);
      thread.fill(whole);
      onRow(whole.conversation);
      follows.follow(thread.id, whole.events.at(-1)?.seq ?? 0);
    } catch (error) {
      // Read again after a break and failed: what is there goes on, and the next opening tries anew.
      if (thread.ready.peek()) return;
      thread.fail(error);
      threads.delete(thread.id);
    }
  }

  /** Events that change more than the log: another handoff has another packet, and who writes may be on another page. */
  function follow(thread: OpenThread, events: LogEvent[]) {
    const contact = thread.contact.peek();
    if (events.some(({ kind }) => kind === "conversation.escalated" || kind === "turn.failed")) void fill(thread);
    else if (contact && events.some(({ kind, body }) => kind === "message.created" && body.author === "contact")) {
      api.contact(contact.id).then(thread.setContact, () => {});
    }
  }

  function mark(frame: ServerFrame & { type: "read" }) {
    change(frame.conversation, ({ readByContact, readByPeople }) => {
      const reader = frame.reader === "contact" ? readByContact : readByPeople;
      reader.value = Math.max(reader.peek(), frame.seq);
    });
  }

  return {
    outbox,
    thread(id) {
      const known = threads.get(id);
      if (known && follows.has(id)) follows.follow(id, 0);
      if (known) return known;
      const thread = createThread(id, me, outbox.of(id));
      threads.set(id, thread);
      void fill(thread);
      return thread;
    },
    look(id) {
      if (looked === id) return;
      looked = id;
      send({ type: "view", conversation: id });
    },
    typing(id) {
      if (env.now() - typed < TYPING_EVERY) return;
      typed = env.now();
      send({ type: "typing", conversation: id });
    },
    seen(id, seq) {
      const thread = threads.get(id);
      if (!thread || seq <= thread.readByPeople.peek()) return;
      thread.readByPeople.value = seq;
      void api.conversations.read(id, seq).catch(() => {});
    },
    take(frame) {
      if (frame.type === "event") follows.take(frame.conversation, frame);
      else if (frame.type === "viewers") change(frame.conversation, (thread) => thread.setViewers(frame.viewers));
      else if (frame.type === "typing")
        change(frame.conversation, (thread) => (thread.typingUntil.value = env.now() + TYPING_HOLDS));
      else if (frame.type === "provisional")
        change(frame.conversation ?? looked ?? "", ({ forming }) => (forming.value = grown(forming.peek(), frame)));
      else if (frame.type === "read") mark(frame);
      else if (frame.type === "accepted") outbox.settled(frame.client_id);
    },
    broke: () => threads.forEach(({ forming }) => (forming.value = null)),
    resume() {
      // What nobody looks at is read anew when it is opened; its row may have changed meanwhile.
      for (const id of [...threads.keys()]) if (id !== looked) follows.unfollow(id);
      follows.resume();
      if (looked) {
        send({ type: "view", conversation: looked });
        change(looked, (thread) => void fill(thread));
      }
      outbox.push();
    },
    remove: outbox.remove,
  };
}

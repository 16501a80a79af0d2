// Open conversations: the packet, the contact, and the log as far as it is known. The latest few stay followed, so that
// going back to one shows it at once.

import { batch, computed, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import type { ContactPage, Handoff, LogEvent, PersonRef, Piece, Viewer, Whole } from "../api/types.js";
import { inWords } from "../api/problem.js";
import type { Waiting } from "../live/outbox.js";
import { entriesOf, type Entry } from "./entries.js";
import { endsForming } from "./forming.js";

export interface Thread {
  id: string;
  ready: ReadonlySignal<boolean>;
  problem: ReadonlySignal<string | null>;
  packet: ReadonlySignal<Handoff | null>;
  contact: ReadonlySignal<ContactPage | null>;
  events: ReadonlySignal<LogEvent[]>;
  entries: ReadonlySignal<Entry[]>;
  viewers: ReadonlySignal<Viewer[]>;
  /** Until when the contact is taken to be writing, milliseconds since 1970. */
  typingUntil: ReadonlySignal<number>;
  /** What there is of a reply that the AI agent is writing. */
  forming: ReadonlySignal<Piece | null>;
  /** The seq up to which people saw it. */
  readByPeople: ReadonlySignal<number>;
}

/** Writable inside this module and by the desk. */
export interface OpenThread extends Thread {
  events: Signal<LogEvent[]>;
  setViewers(viewers: Viewer[]): void;
  typingUntil: Signal<number>;
  forming: Signal<Piece | null>;
  waiting: Signal<Waiting[]>;
  readByContact: Signal<number>;
  readByPeople: Signal<number>;
  fill(whole: Whole): void;
  append(events: LogEvent[]): void;
  fail(error: unknown): void;
  setContact(contact: ContactPage): void;
}

export function createThread(id: string, me: () => PersonRef, waitingAtFirst: Waiting[]): OpenThread {
  const ready = signal(false);
  const problem = signal<string | null>(null);
  const packet = signal<Handoff | null>(null);
  const contact = signal<ContactPage | null>(null);
  const events = signal<LogEvent[]>([]);
  const waiting = signal(waitingAtFirst);
  const viewers = signal<Viewer[]>([]);
  /** A frame is newer than the answer that it overtook. */
  let told = false;
  const typingUntil = signal(0);
  const forming = signal<Piece | null>(null);
  const readByContact = signal(0);
  const readByPeople = signal(0);
  const entries = computed(() =>
    entriesOf({ events: events.value, waiting: waiting.value, readByContact: readByContact.value, me: me() }),
  );

  function append(more: LogEvent[]) {
    const last = events.peek().at(-1)?.seq ?? 0;
    const fresh = more.filter((event) => event.seq > last);
    if (fresh.length === 0) return;
    batch(() => {
      events.value = [...events.peek(), ...fresh];
      if (fresh.some((event) => event.kind === "message.created" && event.body.author === "contact")) typingUntil.value = 0;
      if (fresh.some(endsForming)) forming.value = null;
    });
  }

  return {
    id,
    ready,
    problem,
    packet,
    contact,
    events,
    entries,
    viewers,
    typingUntil,
    forming,
    waiting,
    readByContact,
    readByPeople,
    append,
    fill(whole) {
      batch(() => {
        packet.value = whole.packet;
        contact.value = whole.contact;
        if (!told) viewers.value = whole.viewers;
        readByContact.value = Math.max(readByContact.peek(), whole.read.contact);
        readByPeople.value = Math.max(readByPeople.peek(), whole.read.people);
        append(whole.events);
        problem.value = null;
        ready.value = true;
      });
    },
    setViewers(now) {
      told = true;
      viewers.value = now;
    },
    fail: (error) => void (problem.value = inWords(error)),
    setContact: (page) => void (contact.value = page),
  };
}

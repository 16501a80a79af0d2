// Who and what there is to choose from: people, presence, queues, inboxes, guides.

import { batch, computed, signal, type ReadonlySignal } from "@preact/signals";
import * as api from "../api/people.js";
import type { GuideSummary, Inbox, Person, PersonPresence, Queue, Role } from "../api/types.js";
import { may } from "./views.js";

export interface Team {
  members: ReadonlySignal<Person[]>;
  presence: ReadonlySignal<Map<string, PersonPresence>>;
  queues: ReadonlySignal<Queue[]>;
  inboxes: ReadonlySignal<Inbox[]>;
  guides: ReadonlySignal<GuideSummary[]>;
  /** Topics that queues name and that there were so far: what there is to choose from. */
  topics: ReadonlySignal<string[]>;
  /** Words that people have as skills. */
  skills: ReadonlySignal<string[]>;
  took(people: PersonPresence[]): void;
  refresh(role: Role): Promise<void>;
}

export function createTeam(): Team {
  const members = signal<Person[]>([]);
  const presence = signal(new Map<string, PersonPresence>());
  const queues = signal<Queue[]>([]);
  const inboxes = signal<Inbox[]>([]);
  const guides = signal<GuideSummary[]>([]);
  const seen = signal<string[]>([]);
  const took = (people: PersonPresence[]) => {
    presence.value = new Map([...presence.peek(), ...people.map((one) => [one.id, one] as const)]);
  };
  return {
    members,
    presence,
    queues,
    inboxes,
    guides,
    took,
    skills: computed(() => [...new Set(members.value.flatMap((one) => one.skills))].sort()),
    topics: computed(() => [...new Set([...seen.value, ...queues.value.flatMap((queue) => queue.topics)])].sort()),
    async refresh(role) {
      const none = async () => [];
      const acts = may(role, "act");
      // One of them failing leaves the rest of the console well.
      const [people, states, lines, entries, cards] = await Promise.allSettled([
        api.members(),
        api.presence(),
        api.queues(),
        api.inboxes(),
        acts ? api.guides() : none(),
      ]);
      batch(() => {
        if (people.status === "fulfilled") members.value = people.value;
        if (states.status === "fulfilled") took(states.value);
        if (lines.status === "fulfilled") {
          queues.value = lines.value.queues;
          seen.value = lines.value.topics ?? [];
        }
        if (entries.status === "fulfilled") inboxes.value = entries.value;
        if (cards.status === "fulfilled") guides.value = cards.value;
      });
    },
  };
}

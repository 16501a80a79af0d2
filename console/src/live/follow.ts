// Which conversations are followed and how far each is known. Events come to the thread in order of `seq`, each once,
// whatever the socket does: what is known already is dropped, and what comes too early waits until the hole is filled.

import type { ClientFrame, LogEvent } from "../api/types.js";

/** The server follows at most 20 at once; the one unused for longest makes room. */
export const MOST_FOLLOWED = 20;

interface Followed {
  last: number;
  /** Came before what is missing; by seq. */
  early: Map<number, LogEvent>;
  filling: boolean;
}

export interface FollowOptions {
  send(frame: ClientFrame): boolean;
  /** The events after `after`, by REST. */
  fetch(conversation: string, after: number): Promise<LogEvent[]>;
  deliver(conversation: string, events: LogEvent[]): void;
  dropped(conversation: string): void;
}

export interface Follows {
  /** Follows from here on; what is followed already stays where it is. */
  follow(conversation: string, last: number): void;
  unfollow(conversation: string): void;
  take(conversation: string, event: LogEvent): void;
  /** After every opening: on from the last seq of each. */
  resume(): void;
  has(conversation: string): boolean;
}

export function createFollows({ send, fetch, deliver, dropped }: FollowOptions): Follows {
  /** In order of use, the latest last. */
  const followed = new Map<string, Followed>();

  function give(conversation: string, one: Followed, events: LogEvent[]) {
    const fresh: LogEvent[] = [];
    for (const event of events) {
      if (event.seq <= one.last) continue;
      one.last = event.seq;
      one.early.delete(event.seq);
      fresh.push(event);
    }
    for (let next = one.early.get(one.last + 1); next; next = one.early.get(one.last + 1)) {
      one.early.delete(next.seq);
      one.last = next.seq;
      fresh.push(next);
    }
    if (fresh.length > 0) deliver(conversation, fresh);
  }

  async function fill(conversation: string, one: Followed) {
    if (one.filling) return;
    one.filling = true;
    try {
      const missing = await fetch(conversation, one.last);
      // What REST does not have either does not exist: seqs may jump.
      const known = [...missing, ...one.early.values()].sort((a, b) => a.seq - b.seq);
      one.early.clear();
      if (followed.get(conversation) === one) give(conversation, one, known);
    } catch {
      // The next opening follows from `last` and brings them.
    } finally {
      one.filling = false;
    }
  }

  function unfollow(conversation: string) {
    if (followed.delete(conversation)) send({ type: "unfollow", conversation });
    dropped(conversation);
  }

  return {
    follow(conversation, last) {
      const known = followed.get(conversation);
      followed.delete(conversation);
      followed.set(conversation, known ?? { last, early: new Map(), filling: false });
      if (known) return;
      const [oldest] = followed.keys();
      if (followed.size > MOST_FOLLOWED && oldest) unfollow(oldest);
      send({ type: "follow", conversation, after: last });
    },
    unfollow,
    take(conversation, event) {
      const one = followed.get(conversation);
      if (!one || event.seq <= one.last) return;
      if (event.seq === one.last + 1) return give(conversation, one, [event]);
      one.early.set(event.seq, event);
      void fill(conversation, one);
    },
    resume() {
      for (const [conversation, one] of followed) send({ type: "follow", conversation, after: one.last });
    },
    has: (conversation) => followed.has(conversation),
  };
}

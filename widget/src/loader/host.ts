// What the host product tells of itself: what it knows of the page, and what happens in it.

import type { PageEvent } from "../api/types.js";
import type { Env } from "../env.js";

/** So many events are kept to be told with the next message. */
const KEPT = 20;

export interface Host {
  /** What it knows of the page. */
  extra: Record<string, unknown>;
  /** Its last events, oldest first. */
  happened: readonly PageEvent[];
  track(name: string): void;
  /** Returns what ends it. */
  on(listener: (name: string) => void): () => void;
}

export function createHost(env: Env): Host {
  const listeners = new Set<(name: string) => void>();
  const happened: PageEvent[] = [];
  return {
    extra: {},
    happened,
    track(name) {
      happened.push({ kind: "host", text: name, at: new Date(env.now()).toISOString() });
      if (happened.length > KEPT) happened.shift();
      for (const listener of [...listeners]) listener(name);
    },
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

// What was written and not yet accepted. It lies in localStorage, one key a frame, so that it survives a reload and two
// tabs never overwrite each other's; sending the same frame twice is harmless by its client_id.

import type { Env } from "../env.js";
import type { Waiting } from "../kept.js";

export interface Outbox {
  add(waiting: Waiting): void;
  remove(clientId: string): void;
  /** All in the order of writing. */
  all(): Waiting[];
  /** What waited for a conversation to begin now belongs to this one. */
  assign(conversation: string): void;
  /** The frame that a storage event of another tab is about. */
  read(key: string): Waiting | null;
}

export function createOutbox(env: Env, prefix: string): Outbox {
  const keyOf = (clientId: string) => `${prefix}${clientId}`;
  const read = (key: string): Waiting | null => {
    const text = key.startsWith(prefix) ? env.local.get(key) : null;
    if (!text) return null;
    try {
      const waiting = env.parse(text) as Waiting;
      return waiting?.frame?.client_id ? waiting : null;
    } catch {
      return null;
    }
  };
  const write = (waiting: Waiting) => env.local.set(keyOf(waiting.frame.client_id), env.stringify(waiting));
  const all = () =>
    env.local
      .keys(prefix)
      .map(read)
      .filter((waiting) => waiting !== null)
      .sort((a, b) => a.at - b.at);
  let last = 0;
  return {
    // Two in one millisecond keep their order.
    add: (waiting) => write({ ...waiting, at: (last = Math.max(waiting.at, last + 1)) }),
    remove: (clientId) => env.local.set(keyOf(clientId), null),
    all,
    assign: (conversation) => all().forEach((w) => w.conversation === null && write({ ...w, conversation })),
    read,
  };
}

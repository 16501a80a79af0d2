// Where this device is, kept over page loads and shared by its tabs: which conversation is before the contact, how far it
// came, and how far they read it.

import type { Env } from "../env.js";

export interface Place {
  conversation(): string | null;
  /** The highest `seq` that came. */
  seen(): number;
  saw(seq: number): void;
  /** Up to which `seq` the contact looked at it. */
  read(): number;
  /** False where the contact had come so far before. */
  readTo(seq: number): boolean;
  /** The conversation whose rating is kept apart from it, so that only this device knows of it. */
  rated(): string | null;
  ratedApart(conversation: string | null): void;
  move(conversation: string | null, seen: number, read?: number): void;
  /** Which of them a key of the storage is. */
  named(key: string | null): string;
}

export function createPlace({ local }: Env, prefix: string): Place {
  const number = (name: string) => Number(local.get(prefix + name)) || 0;
  const put = (name: string, value: number) => local.set(prefix + name, `${value}`);
  return {
    conversation: () => local.get(`${prefix}conversation`),
    seen: () => number("seen"),
    saw: (seq) => put("seen", seq),
    read: () => number("read"),
    readTo(seq) {
      if (seq <= number("read")) return false;
      put("read", seq);
      return true;
    },
    rated: () => local.get(`${prefix}rated`),
    ratedApart: (conversation) => local.set(`${prefix}rated`, conversation),
    move(conversation, seen, read = seen) {
      put("seen", seen);
      put("read", read);
      // Other tabs look at the rest when they hear of this one.
      local.set(`${prefix}conversation`, conversation);
    },
    named: (key) => (key?.startsWith(prefix) ? key.slice(prefix.length) : ""),
  };
}

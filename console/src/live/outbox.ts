// What people wrote and the server has not accepted yet. It lies in localStorage, one key an entry, so that it survives a
// reload; sending the same entry twice is harmless by its client_id.

import { ProblemError } from "../api/http.js";
import type { Problem, Written } from "../api/types.js";
import type { Env } from "./env.js";

export type Act = "messages" | "notes" | "guides";

/** Words to write; `client_id` is added here. */
export interface Draft {
  text?: string;
  guide?: string;
  mentions?: string[];
  suggestion?: string;
  citations?: unknown[];
  files?: string[];
}

export interface Waiting {
  client_id: string;
  conversation: string;
  act: Act;
  body: Draft;
  /** Milliseconds since 1970: the order of sending. */
  at: number;
  refused?: Problem;
}

export interface OutboxOptions {
  env: Env;
  /** Before the keys; another person's entries are not ours to send. */
  prefix: string;
  write(conversation: string, act: Act, body: Draft & { client_id: string }): Promise<Written>;
  /** Something was added, accepted or refused in this conversation. */
  changed(conversation: string): void;
}

export interface Outbox {
  add(conversation: string, act: Act, body: Draft): void;
  of(conversation: string): Waiting[];
  /** The log has it: no more resending. */
  settled(clientId: string): void;
  retry(clientId: string): void;
  drop(clientId: string): void;
  push(): void;
  remove(): void;
}

const FIRST_WAIT = 1000;
const LONGEST_WAIT = 15_000;

export function createOutbox({ env, prefix, write, changed }: OutboxOptions): Outbox {
  const entries = new Map<string, Waiting>();
  for (const key of env.local.keys(prefix)) restore(env.local.get(key));
  const sending = new Set<string>();
  let wait = FIRST_WAIT;
  let last = 0;
  let gone = false;
  let cancel = () => {};

  function restore(text: string | null) {
    try {
      const entry = JSON.parse(text ?? "") as Waiting;
      if (entry.client_id && entry.conversation) entries.set(entry.client_id, entry);
    } catch {
      // Not ours, or cut short: nothing that could be sent.
    }
  }

  function put(entry: Waiting) {
    entries.set(entry.client_id, entry);
    env.local.set(prefix + entry.client_id, JSON.stringify(entry));
    changed(entry.conversation);
  }

  function take(clientId: string) {
    const entry = entries.get(clientId);
    if (!entry) return;
    entries.delete(clientId);
    env.local.set(prefix + clientId, null);
    changed(entry.conversation);
  }

  /** In order within a conversation: the first that waits there holds back the rest. */
  function push() {
    cancel();
    const busy = new Set([...sending].map((id) => entries.get(id)?.conversation));
    for (const entry of [...entries.values()].sort((a, b) => a.at - b.at)) {
      if (gone || entry.refused || busy.has(entry.conversation)) continue;
      busy.add(entry.conversation);
      void deliver(entry);
    }
  }

  async function deliver(entry: Waiting) {
    const { client_id, conversation, act, body } = entry;
    sending.add(client_id);
    try {
      await write(conversation, act, { client_id, ...body });
      wait = FIRST_WAIT;
      take(client_id);
    } catch (error) {
      if (error instanceof ProblemError && !error.passing && error.status !== 401) {
        if (entries.has(client_id)) put({ ...entry, refused: error.problem });
      } else if (!gone) {
        later(error instanceof ProblemError ? (error.problem.retry_after ?? 0) * 1000 : 0);
        return;
      }
    } finally {
      sending.delete(client_id);
    }
    push();
  }

  function later(atLeast: number) {
    cancel();
    cancel = env.after(Math.max(atLeast, wait * (0.75 + env.random() / 2)), push);
    wait = Math.min(wait * 2, LONGEST_WAIT);
  }

  return {
    add(conversation, act, body) {
      last = Math.max(env.now(), last + 1);
      put({ client_id: env.id(), conversation, act, body, at: last });
      push();
    },
    of: (conversation) => [...entries.values()].filter((e) => e.conversation === conversation).sort((a, b) => a.at - b.at),
    settled: take,
    retry(clientId) {
      const entry = entries.get(clientId);
      if (!entry) return;
      const { refused: _, ...again } = entry;
      put(again);
      push();
    },
    drop: take,
    push,
    remove() {
      gone = true;
      cancel();
    },
  };
}

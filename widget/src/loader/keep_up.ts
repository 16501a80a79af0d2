// Before the panel is opened: what came in the conversation that goes on, for the badge, by asking and waiting. The
// client that does all takes over when it is loaded.

import type { LogEvent } from "../api/types.js";
import type { Env } from "../env.js";

/** Seconds that one question waits for something to come. */
const WAIT = 25;
const AGAIN_AFTER = 30_000;

export interface KeepUpOptions {
  env: Env;
  server: string;
  prefix: string;
  token(): Promise<string | null>;
  unread(count: number): void;
  /** What this device did not have before. */
  onEvent(event: LogEvent): void;
}

export function keepUp({ env, server, prefix, token, unread, onEvent }: KeepUpOptions): () => void {
  const stopped = new AbortController();
  const number = (name: string) => Number(env.local.get(prefix + name)) || 0;
  const seen = number("seen");
  let after = number("read");
  let count = 0;
  let cancel = () => {};

  async function ask(): Promise<void> {
    const id = env.local.get(`${prefix}conversation`);
    const bearer = id && (await token());
    if (!bearer) return;
    const url = `${server}/v1/conversations/${id}/events?after=${after}&wait=${WAIT}`;
    const headers = { authorization: `Bearer ${bearer}` };
    const answer = await env.fetch(url, { headers, credentials: "omit", signal: stopped.signal });
    // A conversation or a token that is gone is the client's to mend.
    if (answer.status < 500 && !answer.ok) return;
    const { events } = (await answer.json()) as { events: LogEvent[] };
    for (const event of events) {
      after = event.seq;
      if (event.kind === "message.created" && event.body.author !== "contact") count++;
      if (event.seq > seen) onEvent(event);
    }
    if (number("read") >= after) count = 0;
    unread(count);
    later(0);
  }

  function later(milliseconds: number) {
    if (!stopped.signal.aborted) cancel = env.after(milliseconds, () => ask().catch(() => later(AGAIN_AFTER)));
  }

  later(0);
  return () => {
    stopped.abort();
    cancel();
  };
}

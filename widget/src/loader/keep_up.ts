// Before the panel is opened: what came in the conversation that goes on, for the badge, by asking and waiting. The
// client that does all takes over when it is loaded.

import type { Conversation, LogEvent } from "../api/types.js";
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
  /** The newest message of others. */
  let newest = 0;
  let count = 0;
  let cancel = () => {};

  async function ask(): Promise<void> {
    const id = env.local.get(`${prefix}conversation`);
    const bearer = id && (await token());
    if (!bearer) return;
    const headers = { authorization: `Bearer ${bearer}` };
    const get = (path: string) =>
      env.fetch(`${server}/v1/conversations/${id}${path}`, { headers, credentials: "omit", signal: stopped.signal });
    const answer = await get(`/events?after=${after}&wait=${WAIT}`);
    // A conversation or a token that is gone is the client's to mend.
    if (answer.status < 500 && !answer.ok) return;
    const { events } = (await answer.json()) as { events: LogEvent[] };
    for (const event of events) {
      after = event.seq;
      if (event.kind === "message.created" && event.body.author !== "contact") {
        newest = event.seq;
        count++;
      }
      if (event.seq > seen) onEvent(event);
    }
    // What was read in another tab, or on another device, is not news.
    if (count && number("read") < after) {
      const { read } = (await (await get("")).json()) as Partial<Conversation>;
      if (read && read.contact > number("read")) env.local.set(`${prefix}read`, `${read.contact}`);
    }
    if (number("read") >= newest) count = 0;
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

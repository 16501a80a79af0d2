// The API of a page: one `init` and what hangs on it, all undone by `shutdown`.

import type { InitOptions, UsherApi, UsherEvents } from "../public.js";
import { browserEnv } from "../env.js";
import type { Parts } from "./parts.js";
import { createRunning, type Running } from "./running.js";

type Listener = (detail: never) => void;

export function createUsher(parts: Parts, home: string): UsherApi {
  const env = browserEnv();
  const listeners = new Map<keyof UsherEvents, Set<Listener>>();
  let running: Running | null = null;

  function emit<K extends keyof UsherEvents>(event: K, detail: UsherEvents[K]) {
    for (const listener of [...(listeners.get(event) ?? [])]) {
      try {
        (listener as (detail: UsherEvents[K]) => void)(detail);
      } catch (error) {
        // The host's mistake is the host's, and must not stop ours.
        reportError(error);
      }
    }
  }

  const track = (name: string) => running?.track(`${name}`.slice(0, 300));
  return {
    init(options: InitOptions) {
      running?.remove();
      running = createRunning({ env, parts, home, options: { ...options }, emit });
    },
    identify: (token) => running?.identify(token),
    context: (extra) => running?.context(extra),
    track,
    event: track,
    open: () => void running?.open(),
    close: () => running?.close(),
    guide: { start: async (id) => (await running?.startGuide(id)) ?? false },
    on(event, listener) {
      if (!listeners.has(event)) listeners.set(event, new Set());
      listeners.get(event)!.add(listener as Listener);
      return () => listeners.get(event)!.delete(listener as Listener);
    },
    explainContext: async () => (await running?.page()) ?? null,
    shutdown() {
      running?.remove();
      running = null;
      listeners.clear();
    },
  };
}

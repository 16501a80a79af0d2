// What lies on the server and is asked for when it is wanted: conversations, older events, guides.

import type { Rest } from "../api/rest.js";
import type { Guide, Listed, LogEvent, WaitingTime } from "../api/types.js";
import { guideOf } from "../store/state.js";
import type { Store } from "../store/store.js";

/** How many events are asked for at once, the newest first. */
export const RECENT = 150;

export interface Archive {
  list(): Promise<Listed[]>;
  earlier(): Promise<void>;
  /** Asks how long it takes until a person is there. */
  waiting(): Promise<void>;
  /** A guide by its id, of this conversation or else of the server; null where there is none. */
  guide(id: string): Promise<Guide | null>;
}

export function createArchive(rest: Rest, { state, dispatch }: Store): Archive {
  return {
    list: async () => (await rest.call<{ conversations: Listed[] }>("GET", "conversations")).conversations,
    async earlier() {
      const { conversation, from: end } = state();
      const from = Math.max(0, end - RECENT);
      const path = `conversations/${conversation}/events?after=${from}`;
      const { events } = await rest.call<{ events: LogEvent[] }>("GET", path);
      if (conversation === state().conversation) dispatch({ type: "earlier", events, from });
    },
    async waiting() {
      const { conversation } = state();
      const waiting = await rest.call<WaitingTime>("GET", `conversations/${conversation}/waiting`);
      if (conversation === state().conversation) dispatch({ type: "waiting", waiting });
    },
    guide: async (id) =>
      guideOf(state(), id) ?? rest.call<Guide>("GET", `guides/${encodeURIComponent(id)}`).catch(() => null),
  };
}

// The calls of docs/knowledge.md about intents.

import { call } from "./http.js";
import { knowledgePath as at } from "./path.js";
import type { Confusion, Confusions, Intent, IntentCheck } from "./types.js";

export const intents = {
  list: async () => (await call<{ intents: Intent[] }>("GET", at("intents"))).intents,
  confusions: () => call<Confusions>("GET", at("intents/confusions")),
  /** How it is read now. */
  check: (text: string) => call<IntentCheck>("POST", at("intents/check"), { text }),
  /** The intents that it would make harder to tell apart, as an example of this one. Takes seconds. */
  harder: async (text: string, intent: string) =>
    (await call<IntentCheck & { harder: Confusion[] }>("POST", at("intents/check"), { text, intent })).harder,
  add: (intent: string, text: string) => call<Intent>("POST", at("intents/examples"), { intent, text }),
  remove: (example: string) => call<void>("DELETE", at(`intents/examples/${encodeURIComponent(example)}`)),
};

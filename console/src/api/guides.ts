// The calls of docs/knowledge.md about guides, one function each.

import { call } from "./http.js";
import { knowledgePath as at } from "./path.js";
import type { CheckedGuide, GuideRow, GuideVersion, WholeGuide } from "./types.js";

export const guides = {
  list: async (q: string) => (await call<{ guides: GuideRow[] }>("GET", at("guides", { q }))).guides,
  get: (id: string) => call<WholeGuide>("GET", at("guide", { id })),
  version: (id: string, version: number) => call<GuideVersion>("GET", at("guide/version", { id, version })),
  /** Nothing is stored. */
  check: (id: string, text: string) => call<CheckedGuide>("POST", at("guide/check"), { id, text }),
  /** `base` is the newest version that its author saw; 0 for a new guide. */
  save: (draft: { id: string; base: number; text: string; note?: string }) => call<GuideVersion>("PUT", at("guide/draft"), draft),
  discard: (id: string) => call<void>("DELETE", at("guide/draft", { id })),
  /** A draft, or a past version: that is rolling back. */
  publish: async (id: string, version: number) =>
    (await call<{ guide: GuideRow }>("POST", at("guide/publish"), { id, version })).guide,
  archive: async (id: string) => (await call<{ guide: GuideRow }>("POST", at("guide/archive"), { id })).guide,
};

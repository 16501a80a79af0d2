// Articles that are being written, by path: what was typed survives a reload, a crash, and somebody else's version.

import type { Meta } from "../api/types.js";
import type { Env } from "../live/env.js";

export interface KeptText {
  /** The newest version that was seen when the writing began. */
  base: number;
  meta: Meta;
  body: string;
  at: string;
}

export interface Kept {
  get(article: string): KeptText | null;
  set(article: string, text: KeptText | null): void;
}

export function createKept({ local }: Pick<Env, "local">, prefix: string): Kept {
  return {
    get(article) {
      try {
        const text = JSON.parse(local.get(prefix + article) ?? "null") as KeptText | null;
        return text && typeof text.body === "string" && text.meta ? text : null;
      } catch {
        return null;
      }
    },
    set: (article, text) => local.set(prefix + article, text && JSON.stringify(text)),
  };
}

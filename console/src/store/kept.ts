// Texts that are being written, by what they are of: what was typed survives a reload, a crash, and somebody else's version.

import type { Meta } from "../api/types.js";
import type { Env } from "../live/env.js";

export interface ArticleText {
  meta: Meta;
  body: string;
}

export interface GuideText {
  yaml: string;
}

export type KeptText<T = ArticleText> = T & {
  /** The newest version that was seen when the writing began. */
  base: number;
  at: string;
};

export interface Kept<T = ArticleText> {
  get(id: string): KeptText<T> | null;
  set(id: string, text: KeptText<T> | null): void;
}

type Fits<T> = (kept: Partial<T>) => boolean;
const isArticle: Fits<ArticleText> = ({ meta, body }) => typeof body === "string" && Boolean(meta);
export const isGuide: Fits<GuideText> = ({ yaml }) => typeof yaml === "string";

export function createKept<T = ArticleText>(
  { local }: Pick<Env, "local">,
  prefix: string,
  fits: Fits<T> = isArticle as Fits<unknown>,
): Kept<T> {
  return {
    get(id) {
      try {
        const text = JSON.parse(local.get(prefix + id) ?? "null") as KeptText<T> | null;
        return text && fits(text) ? text : null;
      } catch {
        return null;
      }
    },
    set: (id, text) => local.set(prefix + id, text && JSON.stringify(text)),
  };
}

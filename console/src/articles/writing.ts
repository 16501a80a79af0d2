// An article as it is being written: its form and its text.

import { articles } from "../api/knowledge.js";
import type { DraftBody, Version } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { useWriting, type Writing } from "../versions/writing.js";
import { cleaned, sameText, textOf, type Text } from "./words.js";

type More = Pick<DraftBody, "note" | "publish_at">;
export type ArticleWriting = Writing<Text, Version, More>;

export const useArticleWriting = (stored: Version, newest: number): ArticleWriting =>
  useWriting({
    id: stored.article,
    stored,
    newest,
    shelves: useDesk().articles,
    textOf,
    same: sameText,
    cleaned: ({ meta, body }) => ({ meta: cleaned(meta), body }),
    send: (text, base, more: More) => articles.save({ id: stored.article, base, ...text, ...more }),
  });

/** What goes with a draft and stays so when it is saved again. */
export const moreOf = ({ state, note, publish_at }: Version): More => (state === "draft" ? { note, publish_at } : {});

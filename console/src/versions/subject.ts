// What the parts of this folder know of whatever has versions: an article or a guide.

import type { ArticleRow, VersionRow } from "../api/types.js";
import { href } from "../shell/router.js";

export interface Subject extends Pick<ArticleRow, "id" | "title" | "state" | "version" | "draft"> {
  page: "articles" | "guides";
  noun: "article" | "guide";
}

/** A version in a list; guides are never published by themselves. */
export type AnyVersionRow = Omit<VersionRow, "publish_at"> & Partial<Pick<VersionRow, "publish_at">>;

/** A version that was read whole, text and all. */
export type AnyVersion = AnyVersionRow & { text: string };

export const hrefOf = ({ page, id }: Pick<Subject, "page" | "id">, query: Record<string, string> = {}) => href({ page, id, query });

/** What is written on: the draft, or what is published, or the last that was. 0 is what came before versions were kept. */
export const shownOf = ({ draft, version }: Pick<Subject, "draft" | "version">, versions: readonly { version: number }[]) =>
  draft ?? version ?? versions[0]?.version ?? 0;

// The calls of docs/knowledge.md about articles and what is missing, one function each.

import { call } from "./http.js";
import { knowledgePath as at } from "./path.js";
import type {
  AnsweredByPeople,
  ArticlePage,
  ArticleRow,
  DraftBody,
  Gaps,
  Meta,
  Preview,
  Quality,
  Version,
  WholeArticle,
} from "./types.js";

export interface ArticleQuery {
  q?: string;
  state?: string;
  source?: string;
  after?: string | null;
  limit?: number;
}

export const articles = {
  list: (asked: ArticleQuery) => call<ArticlePage>("GET", at("articles", { ...asked })),
  get: (id: string) => call<WholeArticle>("GET", at("article", { id })),
  version: (id: string, version: number) => call<Version>("GET", at("version", { id, version })),
  /** Nothing is stored. */
  preview: (asked: { id: string } & ({ text: string } | { meta: Meta; body: string })) =>
    call<Preview>("POST", at("preview"), asked),
  save: (draft: DraftBody) => call<Version>("PUT", at("draft"), draft),
  discard: (id: string) => call<void>("DELETE", at("draft", { id })),
  /** A draft, or a past version: that is rolling back. */
  publish: async (id: string, version: number) =>
    (await call<{ article: ArticleRow }>("POST", at("publish"), { id, version })).article,
  archive: async (id: string) => (await call<{ article: ArticleRow }>("POST", at("archive"), { id })).article,
};

export const gaps = {
  list: (days: string, inbox: string) => call<Gaps>("GET", at("gaps", { days, inbox })),
  answered: (days: string, inbox: string) => call<AnsweredByPeople>("GET", at("answered", { days, inbox })),
  draft: (body: { id: string; title: string; questions: string[]; answer?: string }) => call<Version>("POST", at("gaps/draft"), body),
  quality: () => call<Quality>("GET", at("quality")),
};

// Every call of docs/knowledge.md, one function each.

import { call, query } from "./http.js";
import { sendFile } from "./sending.js";
import type {
  ArticlePage,
  ArticleRow,
  DraftBody,
  Gaps,
  Meta,
  Preview,
  Quality,
  Upload,
  UploadFiles,
  UploadPage,
  Version,
  WholeArticle,
} from "./types.js";

const at = (path: string, asked: Parameters<typeof query>[0] = {}) => `/knowledge/${path}${query(asked)}`;

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

const upload = (id: string, act = "") => `uploads/${encodeURIComponent(id)}${act}`;

export const uploads = {
  send: (file: File, folder: string, onProgress: (sent: number) => void) =>
    sendFile<Upload>(at("uploads", { name: file.name, folder }), file, onProgress),
  list: (before: string | null) => call<UploadPage>("GET", at("uploads", { before })),
  get: (id: string, state: string, after: string | null) => call<UploadFiles>("GET", at(upload(id), { state, after })),
  retry: (id: string) => call<Upload>("POST", at(upload(id, "/retry")), {}),
  remove: (id: string) => call<void>("DELETE", at(upload(id))),
};

export const gaps = {
  list: (days: string, inbox: string) => call<Gaps>("GET", at("gaps", { days, inbox })),
  draft: (body: { id: string; title: string; questions: string[] }) => call<Version>("POST", at("gaps/draft"), body),
  quality: () => call<Quality>("GET", at("quality")),
};

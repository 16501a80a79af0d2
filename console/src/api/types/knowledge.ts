// The content team's side (docs/knowledge.md): articles with versions, uploads, what is missing.

import type { PersonRef } from "./person.js";

export interface Audience {
  plans: string[];
  roles: string[];
  locales: string[];
  inboxes: string[];
}

export type ArticleState = "published" | "draft" | "archived";

export interface ArticleRow {
  id: string;
  title: string;
  source: string;
  state: ArticleState;
  version: number | null;
  draft: number | null;
  publish_at: string | null;
  product_area: string | null;
  audience: Audience;
  chunks: number;
  updated_at: string;
  by: PersonRef | null;
}

export type Origin = "folder" | "upload" | "console" | "rollback" | "gap" | "answered" | "crawl";

export interface VersionRow {
  version: number;
  state: "draft" | "published" | "past";
  origin: Origin;
  of: number | null;
  title: string;
  note: string;
  by: PersonRef | null;
  created_at: string;
  published_at: string | null;
  publish_at: string | null;
}

export interface Meta extends Audience {
  title: string | null;
  description: string | null;
  url: string | null;
  product_area: string | null;
  questions: string[];
}

export interface Version extends VersionRow {
  article: string;
  meta: Meta;
  body: string;
  text: string;
  newest: number | null;
}

export type PassageKind = "sentence" | "item" | "step" | "row" | "code" | "question";

export interface Passage {
  kind: PassageKind;
  text: string;
  block: number;
}

export interface Chunk {
  headings: string[];
  tokens: number;
  is_questions: boolean;
  passages: Passage[];
}

export interface Preview {
  problem: string | null;
  title: string;
  description: string | null;
  chunks: Chunk[];
  dropped: string[];
  flags: { quote: string; why: string; place: string }[];
}

export interface ArticlePage {
  articles: ArticleRow[];
  next: string | null;
  total: number;
  sources: string[];
}

export interface WholeArticle {
  article: ArticleRow;
  /** Newest first. */
  versions: VersionRow[];
}

export interface DraftBody {
  id: string;
  /** The newest version that the editor saw; 0 for a new article. */
  base: number;
  meta: Meta;
  body: string;
  note?: string;
  publish_at?: string | null;
}

export type FileState = "queued" | "reading" | "indexing" | "ready" | "unchanged" | "quarantined";

export interface Upload {
  id: string;
  name: string;
  folder: string;
  bytes: number;
  by: PersonRef | null;
  state: "queued" | "reading" | "indexing" | "done";
  files: number;
  counts: Record<FileState, number>;
  created_at: string;
  ended_at: string | null;
}

export interface UploadFile {
  id: string;
  path: string;
  bytes: number;
  state: FileState;
  reason: string | null;
  articles: { id: string; title: string }[];
  dropped: string[];
  flagged: number;
}

export interface UploadPage {
  uploads: Upload[];
  next: string | null;
}

export interface UploadFiles {
  upload: Upload;
  files: UploadFile[];
  next: string | null;
}

export type GapKind = "no_evidence" | "escalated" | "unhelpful" | "asked_person";

export interface Gap {
  id: string;
  name: string;
  count: number;
  contacts: number;
  kinds: Record<GapKind, number>;
  trend: number[];
  topic: string | null;
  examples: { text: string; at: string; kind: string; conversation: string }[];
  nearest: { article: string; title: string } | null;
}

export interface Gaps {
  gaps: Gap[];
  turns: number;
  unanswered: number;
  from: string;
  to: string;
}

/** Questions that ask for the same, and what a person said to one of them. */
export interface Answered {
  id: string;
  name: string;
  question: string;
  answer: string;
  by: PersonRef | null;
  at: string;
  conversation: string;
  count: number;
  contacts: number;
  /** At most 6 others. */
  examples: { question: string; answer: string; at: string; conversation: string }[];
  nearest: { article: string; title: string } | null;
}

export interface AnsweredByPeople {
  answers: Answered[];
  conversations: number;
  from: string;
  to: string;
}

interface Said {
  article: string;
  title: string;
  quote: string;
}

export interface Quality {
  unread: { article: string; title: string; days: number }[];
  stale: { article: string; title: string; updated_at: string }[];
  contradictions: { question: string; a: Said; b: Said }[];
}

// What is known of an article and its versions, in words; and what its address and its form are made of.

import type { ArticleRow, Audience, Meta, Origin, Version, VersionRow } from "../api/types.js";
import { until } from "../store/time.js";
import { listed } from "../store/words.js";
import type { Mark } from "../versions/head.js";
import type { Subject } from "../versions/subject.js";

export const subjectOf = ({ id, title, state, version, draft }: ArticleRow): Subject => ({
  page: "articles",
  noun: "article",
  ...{ id, title, state, version, draft },
});

/** What stands beside an article's title. */
export function marksOf(row: ArticleRow, now: number): Mark[] {
  const marks: Mark[] = [];
  if (row.state === "published")
    marks.push({ words: "Published", tone: "green", hint: `Version ${row.version} is what replies rest on` });
  if (row.state === "archived")
    marks.push({ words: "Archived", tone: "grey", hint: "Not answered from any more; its versions stay" });
  if (row.draft !== null && row.publish_at)
    marks.push({
      words: `Scheduled ${until(row.publish_at, now)}`,
      tone: "blue",
      hint: `Version ${row.draft} is published then by itself`,
    });
  else if (row.state === "draft") marks.push({ words: "Draft", tone: "brass", hint: "It was never published" });
  else if (row.draft !== null)
    marks.push({ words: "Draft waiting", tone: "brass", hint: `Version ${row.draft} is written and not published` });
  return marks;
}

const NONE: Audience = { plans: [], roles: [], locales: [], inboxes: [] };

/** Whom it is for: `Plus and Business · owners only …`; empty lists are everybody. */
export function audienceWords(audience: Audience = NONE, nameOf: (inbox: string) => string = (key) => key): string {
  const parts = [
    audience.plans.length > 0 && `${listed(audience.plans)} plan${audience.plans.length === 1 ? "" : "s"}`,
    audience.roles.length > 0 && listed(audience.roles),
    audience.locales.length > 0 && listed(audience.locales),
    audience.inboxes.length > 0 && `in ${listed(audience.inboxes.map(nameOf))}`,
  ].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : "Everybody";
}

const ORIGIN: Record<Origin, string> = {
  folder: "from a folder",
  upload: "uploaded",
  console: "written here",
  rollback: "rolled back",
  gap: "begun from a question",
  answered: "begun from a person’s answer",
  crawl: "from the site",
};
export const originWords = ({ origin, of }: Pick<VersionRow, "origin" | "of">) =>
  origin === "rollback" && of !== null ? `rolled back to version ${of}` : (ORIGIN[origin] ?? origin);

export const VERSION_STATE: Record<VersionRow["state"], { words: string; tone: string }> = {
  draft: { words: "Draft", tone: "brass" },
  published: { words: "Published", tone: "green" },
  past: { words: "Past", tone: "grey" },
};

export const BLANK: Meta = { title: null, description: null, url: null, product_area: null, ...NONE, questions: [] };

const clean = (text: string | null) => text?.trim() || null;
/** As it is sent: empty texts are none. */
export const cleaned = (meta: Meta): Meta => ({
  ...meta,
  title: clean(meta.title),
  description: clean(meta.description),
  url: clean(meta.url),
  product_area: clean(meta.product_area),
  questions: meta.questions.map((question) => question.trim()).filter(Boolean),
});

export interface Text {
  meta: Meta;
  body: string;
}
const order = (meta: Meta) => JSON.stringify(Object.entries(cleaned(meta)).sort(([a], [b]) => (a < b ? -1 : 1)));
export const sameText = (a: Text, b: Text) => a.body === b.body && order(a.meta) === order(b.meta);
export const textOf = ({ meta, body }: Version): Text => ({ meta: { ...BLANK, ...meta }, body });

/** `Send an Invoice!` → `send-an-invoice`. */
export function slug(title: string): string {
  const plain = title.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  return plain
    .replace(/['’]/g, "")
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60)
    .replace(/-$/, "");
}

/** The path that an article gets unless its writer says another. */
export function suggestPath(title: string, area: string | null): string {
  const name = slug(title);
  const folder = slug(area ?? "");
  return name && `articles/${folder ? `${folder}/` : ""}${name}.md`;
}

/** What is wrong with a path, in words; null where nothing is. */
export function pathProblem(path: string): string | null {
  if (!path.trim()) return "Every article has a path: it is its name, and part of no other.";
  if (!/\.md$/.test(path)) return "It ends with .md, since the text is Markdown.";
  if (/\s|[\\?#%:*"<>|]/.test(path)) return 'No spaces, and none of \\ ? # % : * " < > |';
  if (path.startsWith("/") || path.split("/").some((part) => part === "" || part === "." || part === ".."))
    return "Folders with names, one slash between them.";
  return null;
}

/** What a front matter and its text are as one text, for a comparison of what is not stored yet. */
export function asText({ meta, body }: Text): string {
  const said = cleaned(meta);
  const plain = (["title", "description", "url", "product_area"] as const).flatMap((name) =>
    said[name] ? [`${name}: ${said[name]}`] : [],
  );
  const lists = (["plans", "roles", "locales", "inboxes"] as const).flatMap((name) =>
    said[name].length > 0 ? [`${name}: [${said[name].join(", ")}]`] : [],
  );
  const questions = said.questions.length > 0 ? ["questions:", ...said.questions.map((question) => `  - ${question}`)] : [];
  return [...plain, ...lists, ...questions, "", body].join("\n");
}

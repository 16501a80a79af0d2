// Articles with their versions: a draft at most, one published, the rest past. Each save of a draft is a version of its own
// that takes the place of the draft before it.

import { only, wrong } from "../fields.js";
import { note } from "../manage.js";
import { at, ref, Refused } from "../world.js";
import { preview, readText, writeText } from "./markdown.js";

const find = (world, id) => world.articles.get(id) ?? refuse(404, "article-unknown", `There is no article \`${id}\`.`);
const refuse = (status, slug, detail) => {
  throw new Refused(status, slug, detail);
};
const stateOf = (article, one) => (one.version === article.draft ? "draft" : one.version === article.published ? "published" : "past");

export function rowOf(article) {
  const shown = article.versions.find(({ version }) => version === (article.published ?? article.draft)) ?? article.versions[0];
  const { meta } = readText(shown.text);
  const draft = article.versions.find(({ version }) => version === article.draft);
  const last = article.versions[0];
  return {
    id: article.id,
    title: titleOf(shown),
    source: article.source,
    state: article.archived ? "archived" : article.published ? "published" : "draft",
    version: article.published,
    draft: article.draft,
    publish_at: draft?.publish_at ?? null,
    product_area: meta.product_area,
    audience: { plans: meta.plans, roles: meta.roles, locales: meta.locales, inboxes: meta.inboxes },
    chunks: article.archived || !article.published ? 0 : preview(shown.text).chunks.length,
    updated_at: last.created_at,
    by: last.by,
  };
}

const titleOf = ({ text }) => preview(text).title || "Untitled";

function versionRow(article, one) {
  const { text: _, ...row } = one;
  return { ...row, state: stateOf(article, one), title: titleOf(one) };
}

const versionOf = (article, one) => ({ ...versionRow(article, one), article: article.id, ...readText(one.text), text: one.text, newest: article.published });

export function list(world, { q = "", state, source, after, limit = "100" }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...world.articles.values()].map(rowOf).sort((a, b) => a.title.localeCompare(b.title));
  const fits = all.filter(
    (one) =>
      (!state || one.state === state) &&
      (!source || one.source === source) &&
      words.every((word) => [one.title, one.id, one.product_area ?? ""].join(" ").toLowerCase().includes(word)),
  );
  const from = Number(after ?? 0);
  const size = Math.min(200, Number(limit), world.pageOfArticles ?? 200);
  return {
    articles: fits.slice(from, from + size),
    next: from + size < fits.length ? `${from + size}` : null,
    total: fits.length,
    sources: [...new Set(all.map((one) => one.source))].sort(),
  };
}

export function get(world, { id }) {
  const article = find(world, id);
  return { article: rowOf(article), versions: article.versions.map((one) => versionRow(article, one)) };
}

export function version(world, { id, version: wanted }) {
  const article = find(world, id);
  const one = article.versions.find((each) => `${each.version}` === `${wanted}`) ?? refuse(404, "version-unknown");
  return versionOf(article, one);
}

export const look = (body) => preview(body.text ?? writeText(body.meta, body.body));

export function add(world, article, { by = null, text, origin = "console", of = null, words = "", publish_at = null, when = at(world) }) {
  const one = { version: (article.versions[0]?.version ?? 0) + 1, origin, of, note: words, by: by && ref(by), created_at: when, published_at: null, publish_at, text };
  article.versions.unshift(one);
  return one;
}

export const create = (world, id, source) => {
  const article = { id, source, published: null, draft: null, archived: false, versions: [] };
  world.articles.set(id, article);
  return article;
};

export function save(world, by, body, origin = "console") {
  only(body, ["id", "base", "text", "meta", "body", "note", "publish_at"]);
  if (!/^[^\s/][^\s]*\.md$/.test(body.id) || body.id.includes("..")) wrong("`id` is a path that ends with .md, like articles/invoices/send-an-invoice.md.");
  const known = world.articles.get(body.id);
  if (known && body.base === 0) throw new Refused(409, "article-exists", "There is an article with this path.");
  if (!known && body.base > 0) refuse(404, "article-unknown");
  const newest = known?.versions[0];
  if (newest && newest.version > body.base) throw new Refused(409, "article-changed", `Version ${newest.version} is newer.`, { by: newest.by });
  const article = known ?? create(world, body.id, "console");
  article.versions = article.versions.filter((one) => one.version !== article.draft);
  // The number of the draft that was replaced is not used again.
  const text = body.text ?? writeText(body.meta, body.body);
  const one = add(world, { versions: newest ? [newest] : [] }, { by, text, origin, words: body.note ?? "", publish_at: body.publish_at ?? null });
  article.versions.unshift(one);
  article.draft = one.version;
  world.tell.knowledge();
  return versionOf(article, one);
}

export function discard(world, { id }) {
  const article = find(world, id);
  article.versions = article.versions.filter((one) => one.version !== article.draft);
  article.draft = null;
  if (article.versions.length === 0) world.articles.delete(id);
  world.tell.knowledge();
}

export function publish(world, by, { id, version: wanted }) {
  const article = find(world, id);
  const one = article.versions.find((each) => each.version === wanted) ?? refuse(404, "version-unknown");
  const { problem } = preview(one.text);
  if (problem) throw new Refused(422, "article-unreadable", problem);
  if (one.version === article.draft) {
    Object.assign(one, { published_at: at(world), publish_at: null });
    article.draft = null;
    article.published = one.version;
  } else {
    const again = add(world, article, { by, text: one.text, origin: "rollback", of: one.version });
    again.published_at = at(world);
    article.published = again.version;
  }
  article.archived = false;
  note(world, by, "article.published", id, { version: article.published });
  world.tell.knowledge();
  return { article: rowOf(article) };
}

export function archive(world, by, { id }) {
  const article = find(world, id);
  Object.assign(article, { archived: true, published: null });
  note(world, by, "article.archived", id);
  world.tell.knowledge();
  return { article: rowOf(article) };
}

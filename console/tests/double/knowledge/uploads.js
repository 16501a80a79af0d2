// Uploads that are read before one's eyes: a step every so often, told on the socket. What a file's name says decides how it
// ends: `broken` is quarantined, `same` was there already, a CSV becomes two articles.

import { at, newId, ref, Refused } from "../world.js";
import { add, create } from "./articles.js";

const STEP = 140;
const TAKEN = /\.(md|html?|txt|pdf|docx|csv|zip)$/i;
const STATES = ["queued", "reading", "indexing", "ready", "unchanged", "quarantined"];

export function shown({ all, ...upload }) {
  return { ...upload, files: all.length, counts: Object.fromEntries(STATES.map((state) => [state, all.filter((one) => one.state === state).length])) };
}

const find = (world, id) => {
  const found = world.uploads.find((one) => one.id === id);
  if (!found) throw new Refused(404, "upload-unknown");
  return found;
};

const file = (path, bytes) => ({ id: newId(), path, bytes, state: "queued", reason: null, articles: [], dropped: [], flagged: 0 });

export function begin(world, by, { name = "", folder = "" }, bytes) {
  if (!TAKEN.test(name)) throw new Refused(415, "file-type-refused", "This sort of file is not taken.");
  if (bytes.length > (world.mostUpload ?? Infinity)) throw new Refused(413, "file-too-large", "That is too large.");
  const inside = /\.zip$/i.test(name) ? ["guide.md", "plans.html", "broken.pdf", "same.md", "answers.csv"] : [name];
  const prefix = folder ? `${folder.replace(/\/+$/, "")}/` : "";
  const upload = {
    id: newId(), name, folder, bytes: bytes.length, by: ref(by), state: "queued", created_at: at(world), ended_at: null,
    all: inside.map((one) => file(prefix + one, Math.round(bytes.length / inside.length))),
  };
  world.uploads.unshift(upload);
  goOn(world, upload);
  return [202, shown(upload)];
}

/** A step of the first file that is not done; the end when all are. */
function goOn(world, upload) {
  world.tell.upload(shown(upload));
  setTimeout(() => {
    const next = upload.all.find(({ state }) => ["queued", "reading", "indexing"].includes(state));
    if (!next) {
      Object.assign(upload, { state: "done", ended_at: at(world) });
      world.tell.upload(shown(upload));
      return world.tell.knowledge();
    }
    upload.state = next.state === "queued" ? "reading" : "indexing";
    if (next.state === "queued") next.state = "reading";
    else if (/broken/.test(next.path) && !upload.mended) Object.assign(next, { state: "quarantined", reason: BROKEN });
    else if (next.state === "reading") next.state = "indexing";
    else end(world, upload, next);
    goOn(world, upload);
  }, STEP).unref();
}

const BROKEN = "The PDF has pages but no text: it holds pictures of pages. Export it from the program that it was written in, or run it through text recognition, and upload it again.";

function end(world, upload, one) {
  if (/same/.test(one.path)) return void (one.state = "unchanged");
  const base = one.path.replace(/\.\w+$/, "");
  const name = base.split("/").at(-1).replace(/[-_]+/g, " ");
  const title = name.charAt(0).toUpperCase() + name.slice(1);
  const titles = /\.csv$/.test(one.path) ? [`${title}: first question`, `${title}: second question`] : [title];
  one.articles = titles.map((words, index) => {
    const id = `${base}${titles.length > 1 ? `-${index + 1}` : ""}.md`;
    const article = world.articles.get(id) ?? create(world, id, upload.folder || "uploads");
    const made = add(world, article, { by: upload.by, origin: "upload", text: `---\ntitle: ${words}\n---\nWhat ${one.path} says of it.\n` });
    made.published_at = made.created_at;
    article.published = made.version;
    return { id, title: words };
  });
  Object.assign(one, { state: "ready", dropped: /\.(html|pdf)$/.test(one.path) ? ["2 pictures", "a form"] : [], flagged: /\.html$/.test(one.path) ? 1 : 0 });
}

export function list(world, { before }) {
  const from = before ? world.uploads.findIndex(({ id }) => id === before) + 1 : 0;
  const page = world.uploads.slice(from, from + 30);
  return { uploads: page.map(shown), next: from + 30 < world.uploads.length ? page.at(-1).id : null };
}

const ORDER = ["quarantined", "reading", "indexing", "queued", "ready", "unchanged"];

export function get(world, id, { state, after }) {
  const upload = find(world, id);
  const all = upload.all.filter((one) => !state || one.state === state).sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state));
  const from = Number(after ?? 0);
  return { upload: shown(upload), files: all.slice(from, from + 200), next: from + 200 < all.length ? `${from + 200}` : null };
}

export function retry(world, id) {
  const upload = find(world, id);
  if (world.now() - Date.parse(upload.created_at) > 7 * 86_400_000) throw new Refused(409, "upload-gone");
  for (const one of upload.all) if (one.state === "quarantined") Object.assign(one, { state: "queued", reason: null });
  Object.assign(upload, { state: "queued", ended_at: null, mended: true });
  goOn(world, upload);
  return [202, shown(upload)];
}

export const remove = (world, id) => void world.uploads.splice(world.uploads.indexOf(find(world, id)), 1);

/** What was uploaded before, in all states. */
export function past(now) {
  const iso = (minutes) => new Date(now - minutes * 60_000).toISOString();
  const of = (state, path, more = {}) => ({ ...file(path, 18_400 + path.length * 731), state, ...more });
  const article = (id, title) => [{ id: `articles/${id}.md`, title }];
  return [
    {
      id: "up-help-centre", name: "help-centre-export.zip", folder: "articles", bytes: 4_812_300, by: { id: "lee", name: "Lee Park" }, state: "done", created_at: iso(190), ended_at: iso(188),
      all: [
        of("quarantined", "articles/billing/price-list-scan.pdf", { reason: BROKEN }),
        of("quarantined", "articles/import/legacy.docx", { reason: "The file is not a DOCX, whatever its name says: it begins like a RTF document. Save it again as DOCX." }),
        of("ready", "articles/invoices/send-an-invoice.md", { articles: article("invoices/send-an-invoice", "Send an invoice") }),
        of("ready", "articles/import/import-errors.html", { articles: article("import/import-errors", "Import errors"), dropped: ["3 pictures", "a form"], flagged: 1 }),
        of("ready", "articles/team/invite-a-teammate.md", { articles: article("team/invite-a-teammate", "Invite a teammate") }),
        of("ready", "articles/faq.csv", { articles: [...article("faq-1", "Can I send an invoice twice?"), ...article("faq-2", "Who sees my bank feed?")] }),
        ...["currencies", "tax-rates", "void-an-invoice", "credit-notes"].map((name) => of("unchanged", `articles/invoices/${name}.md`, { articles: article(`invoices/${name}`, name.replaceAll("-", " ")) })),
      ],
    },
    { id: "up-reading", name: "partner-handbook.pdf", folder: "articles/partners", bytes: 1_204_000, by: { id: "mara", name: "Mara Lindqvist" }, state: "reading", created_at: iso(2), ended_at: null, all: [of("reading", "articles/partners/partner-handbook.pdf")] },
    { id: "up-faq", name: "questions.csv", folder: "", bytes: 9_200, by: { id: "lee", name: "Lee Park" }, state: "done", created_at: iso(60 * 24 * 9), ended_at: iso(60 * 24 * 9), all: [of("quarantined", "questions.csv", { reason: "Row 14 has three cells where two are expected: a question and its answer. Put quotation marks around an answer that holds a comma." })] },
  ];
}

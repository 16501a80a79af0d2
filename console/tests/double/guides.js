// Guides with their versions, as articles have them: a draft at most, one published, the rest past.

import { readdirSync, readFileSync } from "node:fs";
import { only, wrong } from "./fields.js";
import { readGuide, titleOf } from "./guide-text.js";
import { note } from "./manage.js";
import { at, ref, Refused } from "./world.js";

const FOLDER = new URL("../../../knowledge/tallybook/guides/", import.meta.url);

const refuse = (status, slug, detail) => {
  throw new Refused(status, slug, detail);
};
const find = (world, id) => world.guideTexts.get(id) ?? refuse(404, "guide-unknown", "No guide has this id.");
const stateOf = (held, { version }) => (version === held.draft ? "draft" : version === held.published ? "published" : "past");
const textOf = (held, version) => held.versions.find((one) => one.version === version)?.text ?? null;

function rowOf(held) {
  const { id, source, published, draft, archived, last, versions } = held;
  const text = textOf(held, published) ?? last;
  const guide = text === null ? null : readGuide(id, text).guide;
  return {
    id, source, version: published, draft,
    title: guide?.title ?? titleOf(id, versions[0].text),
    summary: guide?.summary ?? "",
    state: archived ? "archived" : published === null ? "draft" : "published",
    steps: guide?.steps.length ?? 0,
    product_area: guide?.product_area ?? null,
    article: guide?.article ?? null,
    updated_at: versions[0].created_at,
    by: versions[0].by,
  };
}

const versionRow = (held, { text, ...one }) => ({ ...one, state: stateOf(held, one), title: titleOf(held.id, text) });
const versionOf = (held, one) => ({ ...versionRow(held, one), guide_id: held.id, text: one.text, ...readGuide(held.id, one.text), newest: held.published });

export function list(world, { q = "" }) {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const all = [...world.guideTexts.values()].map(rowOf).sort((a, b) => a.title.localeCompare(b.title));
  return { guides: all.filter(({ id, title, summary }) => words.every((word) => `${id} ${title} ${summary}`.toLowerCase().includes(word))) };
}

export function get(world, { id }) {
  const held = find(world, id);
  return { guide: rowOf(held), versions: held.versions.map((one) => versionRow(held, one)), leads: leads(world, held) };
}

function leads(world, held) {
  const lead = (from) => (text) => ({ text, from, count: 0, conversation: null });
  const text = textOf(held, held.published) ?? held.last;
  const own = text === null ? [] : readGuide(held.id, text).guide.questions;
  const intents = world.intents.filter(({ guide }) => guide === held.id).flatMap(({ texts, added }) => [...texts, ...added.map((one) => one.text)]);
  const asked = (ASKED[held.id] ?? []).map(([words, count, conversation]) => ({ text: words, from: "contacts", count, conversation }));
  return [...own.map(lead("guide")), ...intents.map(lead("intent")), ...asked];
}

export function version(world, { id, version: wanted }) {
  const held = find(world, id);
  return versionOf(held, held.versions.find((one) => `${one.version}` === `${wanted}`) ?? refuse(404, "version-unknown"));
}

const checkedId = (id) => {
  if (!/^[a-z0-9-]{1,100}$/.test(id)) wrong("`id` has 1 to 100 small letters, digits and hyphens, as in `invite-teammate`.");
  return id;
};

export function check({ id, text, ...rest }) {
  only(rest, []);
  return readGuide(checkedId(id), text);
}

function add(held, { by = null, text, origin = "console", of = null, words = "", when }) {
  const one = { version: (held.versions[0]?.version ?? 0) + 1, origin, of, note: words, by: by && ref(by), created_at: when, published_at: null, text };
  held.versions.unshift(one);
  return one;
}

const create = (world, id, source) => {
  const held = { id, source, published: null, draft: null, archived: false, last: null, versions: [] };
  world.guideTexts.set(id, held);
  return held;
};

export function save(world, by, { id, base, text, note: words = "", ...rest }) {
  only(rest, []);
  const known = world.guideTexts.get(checkedId(id));
  if (known && base === 0) refuse(409, "guide-exists", "There is a guide of this id already. Choose another id, or open that guide.");
  const newest = known?.versions[0];
  if (newest && newest.version !== base) refuse(409, "guide-changed", `Version ${newest.version} is newer than what you began with.`);
  const held = known ?? create(world, id, "console");
  const rest2 = held.versions.filter((one) => one.version !== held.draft);
  // The number of the draft that was replaced is not used again.
  const one = add({ versions: newest ? [newest] : [] }, { by, text, words, when: at(world) });
  held.versions = [one, ...rest2];
  held.draft = one.version;
  world.tell.knowledge();
  return versionOf(held, one);
}

export function discard(world, { id }) {
  const held = find(world, id);
  if (held.draft === null) refuse(404, "version-unknown");
  held.versions = held.versions.filter((one) => one.version !== held.draft);
  held.draft = null;
  if (held.versions.length === 0) world.guideTexts.delete(id);
  world.tell.knowledge();
}

export function publish(world, by, { id, version: wanted }) {
  const held = find(world, id);
  const one = held.versions.find((each) => each.version === wanted) ?? refuse(404, "version-unknown");
  const { problem } = readGuide(id, one.text);
  if (problem) refuse(422, "guide-unreadable", problem);
  const drafted = one.version === held.draft;
  const made = drafted ? one : add(held, { by, text: one.text, origin: "rollback", of: one.version, when: at(world) });
  if (drafted) held.draft = null;
  made.published_at = at(world);
  Object.assign(held, { published: made.version, last: made.text, archived: false });
  note(world, by, "guide.published", id, { version: made.version, of: made.of });
  world.tell.knowledge();
  return { guide: rowOf(held) };
}

export function archive(world, by, { id }) {
  const held = find(world, id);
  Object.assign(held, { archived: true, published: null });
  note(world, by, "guide.archived", id);
  world.tell.knowledge();
  return { guide: rowOf(held) };
}

/** What contacts asked to whom it was offered. */
const ASKED = {
  "import-customers": [["How do I get my client list in?", 14, "import-104"], ["upload customers from excel", 9, null], ["show me where the import is", 1, "limits"]],
  "invite-teammate": [["My bookkeeper needs a login", 11, "tax-rate"], ["add a second person to our account please", 4, "two-factor"]],
  "turn-on-two-factor": [["how do I turn two factor on", 6, "two-factor"]],
};
const LEE = { id: "lee", name: "Lee Park" };
const MARA = { id: "mara", name: "Mara Lindqvist" };

/** Tallybook's guides as its repository has them, some with a history, one in every state. */
export function seedGuides(world) {
  const iso = (days) => new Date(world.now() - days * 86_400_000).toISOString();
  world.guideTexts = new Map();
  const put = (held, one, published = true) => {
    const made = add(held, one);
    if (!published) return void (held.draft = made.version);
    made.published_at = made.created_at;
    Object.assign(held, { published: made.version, last: made.text });
  };
  const of = (id) => world.guideTexts.get(id);
  const last = (id) => of(id).versions[0].text;
  readdirSync(FOLDER).sort().forEach((file, index) => {
    const text = readFileSync(new URL(file, FOLDER), "utf8");
    put(create(world, file.replace(/\.yaml$/, ""), "tallybook"), { text, origin: "folder", when: iso(110 - index) });
  });
  put(of("invite-teammate"), { by: LEE, text: last("invite-teammate").replace("instruction: Choose Team.", "instruction: Choose Team in the settings."), words: "Says where Team is", when: iso(30) });
  put(of("invite-teammate"), { by: MARA, text: last("invite-teammate").replace("summary: Send a colleague or your accountant", "summary: Send a colleague, or your accountant,"), when: iso(4) });
  put(of("send-invoice"), { by: LEE, text: last("send-invoice").replace(/instruction: .*/, "instruction: Open Invoices in the menu on the left, where your drafts are."), words: "Where drafts are", when: iso(1) }, false);
  put(create(world, "download-statement", "console"), { by: LEE, text: STATEMENT, when: iso(0.1) }, false);
  const old = create(world, "export-as-csv", "tallybook");
  put(old, { text: EXPORT, origin: "folder", when: iso(300) });
  Object.assign(old, { archived: true, published: null });
}

/** Half written: its second step has no target yet. */
const STATEMENT = `id: download-statement
title: Download a statement
summary: Get a customer's statement as a PDF.
product_area: customers
questions:
  - statement for one customer
steps:
  - id: open-customers
    instruction: Open Customers in the menu on the left.
    action: click
    target: {role: link, name: Customers, test_id: nav-customers}
    postconditions:
      - route: /customers
  - id: download
    instruction: Choose Statement.
    action: click
`;

const EXPORT = `id: export-as-csv
title: Export as CSV
summary: Save all invoices as one file.
product_area: invoices
questions: [export invoices]
steps:
  - id: open-export
    instruction: Choose Export.
    action: click
    target: {role: button, name: Export}
`;

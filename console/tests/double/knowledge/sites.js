// Sites that are read before one's eyes: page by page, told on the socket, with articles that change by it.

import { only, wrong } from "../fields.js";
import { note } from "../manage.js";
import { at, newId, ref, Refused } from "../world.js";
import { add as addVersion, create } from "./articles.js";

const STEP = 160;
const PAGES = 5;
const HOUR = 3_600_000;
const FIELDS = ["start", "source", "prefix", "within", "without", "every_hours", "grace_days"];
const INSIDE = /^(localhost|127\.|10\.|192\.168\.|169\.254\.|\[)/;

const find = (world, id) => {
  const found = world.sites.find((one) => one.id === id);
  if (!found) throw new Refused(404, "site-unknown");
  return found;
};

export const list = (world) => ({ sites: [...world.sites].sort((a, b) => a.source.localeCompare(b.source)) });

function checked(body) {
  only(body, FIELDS);
  const { start = "", every_hours = null, grace_days = 7 } = body;
  const url = URL.parse(start);
  if (!url?.host) wrong(`\`start\`: ${start}: is no address; give one like https://help.example.com/`);
  if (!/^https?:$/.test(url.protocol)) wrong(`\`start\`: ${start}: is ${url.protocol}, and only http and https are read`);
  if (INSIDE.test(url.hostname)) wrong(`\`start\`: ${start}: leads to an address that is not public`);
  if (every_hours !== null && !(Number.isInteger(every_hours) && every_hours >= 1 && every_hours <= 8760)) wrong("`every_hours` is 1 to 8760.");
  if (!(Number.isInteger(grace_days) && grace_days >= 0 && grace_days <= 365)) wrong("`grace_days` is 0 to 365.");
  return { start, source: body.source ?? start, prefix: body.prefix ?? "", within: body.within ?? [], without: body.without ?? [], every_hours, grace_days };
}

const nextAt = (world, { every_hours }) => (every_hours === null ? null : at(world, -every_hours * HOUR));

export function add(world, by, body) {
  const fields = checked(body);
  if (world.sites.some(({ source }) => source === fields.source)) throw new Refused(409, "site-exists");
  const site = { id: newId(), ...fields, state: "waiting", done: 0, next_at: at(world), last: null, problem: null, by: ref(by), created_at: at(world) };
  world.sites.push(site);
  note(world, by, "site.added", site.source);
  goOn(world, site);
  return [201, { ...site }];
}

export function change(world, by, id, body) {
  const site = find(world, id);
  Object.assign(site, { ...checked(body), source: site.source });
  if (site.state === "idle") site.next_at = nextAt(world, site);
  note(world, by, "site.changed", site.source);
  world.tell.site(site);
  return site;
}

export function read(world, id) {
  const site = find(world, id);
  if (site.state === "idle") Object.assign(site, { state: "waiting", done: 0, next_at: at(world) }), goOn(world, site);
  return [202, { ...site }];
}

export function remove(world, by, id) {
  const site = find(world, id);
  world.sites.splice(world.sites.indexOf(site), 1);
  note(world, by, "site.removed", site.source);
}

function goOn(world, site) {
  world.tell.site(site);
  setTimeout(() => {
    if (!world.sites.includes(site)) return;
    if (site.state === "waiting") site.state = "reading";
    else if (site.done < PAGES) site.done++;
    else return end(world, site);
    goOn(world, site);
  }, world.slowly ? STEP * 6 : STEP).unref();
}

/** A host without the word `help` has no robots.txt that can be read. */
function end(world, site) {
  const { hostname } = new URL(site.start);
  const common = { state: "idle", next_at: nextAt(world, site) };
  if (!hostname.includes("help"))
    Object.assign(site, common, { problem: `${site.start}: its robots.txt cannot be read, so nothing may be; try again later` });
  else {
    const changes = ["getting-started", "export-your-data"].map((name, index) => taken(world, site, `${hostname}/${name}.md`, index)).filter(Boolean);
    const passed = [{ url: `https://${hostname}/admin`, reason: "is closed to crawlers by robots.txt" }, { url: `https://${hostname}/price-list.pdf`, reason: "is application/pdf and no HTML" }];
    Object.assign(site, common, { problem: null, last: { at: at(world), changed: changes.length, unchanged: PAGES - changes.length, retired: 0, vanished: 0, requests: PAGES + 3, bytes: 184_320, changes, passed, stopped: null } });
  }
  world.tell.site(site);
  world.tell.knowledge();
}

/** The first page is another at each reading. */
function taken(world, site, id, index) {
  const known = world.articles.get(id);
  if (known && index > 0) return null;
  const article = known ?? create(world, id, site.source);
  const was = article.published;
  const title = id.split("/").at(-1).replace(/\.md$/, "").replace(/-/g, " ").replace(/^./, (letter) => letter.toUpperCase());
  const made = addVersion(world, article, { origin: "crawl", text: `---\ntitle: ${title}\n---\nReading ${(was ?? 0) + 1} of this page.\n\nThe rest is as it was.\n` });
  made.published_at = made.created_at;
  article.published = made.version;
  return { article: id, title, was, version: made.version };
}

/** What was added before, in all states. */
export function past(now) {
  const iso = (hours) => new Date(now - hours * HOUR).toISOString();
  const site = (id, source, start, more) => ({
    id, source, start, prefix: "", within: [], without: [], every_hours: 24, grace_days: 7, state: "idle", done: 0, next_at: null, last: null, problem: null,
    by: { id: "lee", name: "Lee Park" }, created_at: iso(24 * 40), ...more,
  });
  return [
    site("site-help", "Help centre", "https://help.tallybook.example/docs/", {
      prefix: "/docs/", without: ["/docs/archive/*"], next_at: iso(-9),
      last: {
        at: iso(15), changed: 2, unchanged: 41, retired: 1, vanished: 2, requests: 58, bytes: 1_932_100,
        changes: [
          { article: "articles/import/import-errors.md", title: "Import errors", was: 3, version: 4 },
          { article: "articles/billing/plans.md", title: "Plans and limits", was: null, version: 3 },
        ],
        passed: [
          { url: "https://help.tallybook.example/docs/login", reason: "is closed to crawlers by robots.txt" },
          { url: "https://help.tallybook.example/docs/price-list.pdf", reason: "is application/pdf and no HTML" },
          { url: "https://help.tallybook.example/docs/old-import", reason: "redirects to https://help.tallybook.example/docs/import" },
        ],
        stopped: null,
      },
    }),
    site("site-blog", "https://blog.tallybook.example/sitemap.xml", "https://blog.tallybook.example/sitemap.xml", {
      every_hours: 168, next_at: iso(-60), by: { id: "mara", name: "Mara Lindqvist" },
      last: { at: iso(108), changed: 0, unchanged: 5000, retired: 0, vanished: 0, requests: 5001, bytes: 214_000_000, changes: [], passed: [], stopped: "5000 pages were read; raise the limit for more" },
    }),
    site("site-status", "Status page", "https://status.tallybook.example/", { every_hours: null, problem: "https://status.tallybook.example/: its robots.txt cannot be read, so nothing may be; try again later", by: null }),
  ];
}

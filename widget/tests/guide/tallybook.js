// The guides of Tallybook, and its screens as widget/demo/README.md tells them, as pages of plain HTML.

import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "../../..");

export async function guides() {
  const folder = join(root, "knowledge/tallybook/guides");
  const files = (await readdir(folder)).filter((f) => f.endsWith(".yaml")).sort();
  return Promise.all(files.map(async (file) => guideOf(await readFile(join(folder, file), "utf8"))));
}

/** A guide out of its YAML: no more of the language than the guides use. */
function guideOf(yaml) {
  const guide = { summary: "", steps: [] };
  let step, list;
  for (const line of yaml.split("\n")) {
    const [, indent, dash, key, value] = /^(\s*)(- )?(\w+): ?(.*)$/.exec(line) ?? [];
    if (key === undefined) continue;
    const depth = indent.length + (dash ? 2 : 0);
    if (depth === 0) guide[key] ??= plain(value);
    else if (depth === 4 && dash) guide.steps.push((step = { id: value, preconditions: [], postconditions: [] }));
    else if (depth === 4 && value === "") list = step[key] = [];
    else if (depth === 4) step[key] = plain(value);
    else if (depth === 8) list.push({ [key]: plain(value) });
  }
  guide.steps = [...guide.steps];
  return guide;
}

function plain(value) {
  const flow = /^\{(.*)\}$/.exec(value)?.[1];
  return flow === undefined ? value : Object.fromEntries(flow.split(", ").map((pair) => pair.split(": ")));
}

/** Every target of the guides with a page that shows it: `{guide, step, target, html}`. */
export async function pagesWithTargets() {
  const screens = screensOf(await readFile(join(root, "widget/demo/README.md"), "utf8"));
  const cases = [];
  for (const guide of await guides())
    for (const step of guide.steps)
      if (step.target) cases.push({ guide: guide.id, step: step.id, target: step.target, html: pageFor(screens, guide, step) });
  return cases;
}

function screensOf(readme) {
  const screens = [];
  for (const part of readme.split(/^### /m).slice(1)) {
    const [, route, heading] = /^(\S+) · area `[^`]+` · heading "([^"]+)"/.exec(part) ?? [];
    const controls = [...part.matchAll(/^\| (?!Role|Where|---)([^|]+) \| (.+) \| ([^|]+) \|$/gm)].flatMap(([, role, names, ids]) =>
      rowOf(role.trim(), names, ids),
    );
    screens.push({ route, heading, controls });
  }
  return screens;
}

function rowOf(role, names, ids) {
  const list = [...ids.matchAll(/`([^`]+)`/g)].map((m) => m[1]);
  const stem = list[0]?.replace(/-[^-]+$/, "");
  const outside = names.replace(/\([^)]*\)/g, "").replace(/;.*/, "");
  const controls = outside.split(",").map((name, i) => {
    const id = list[i] ?? list[0];
    return { role, name: exampleOf(name.trim()), test_id: id?.startsWith("-") ? stem + id : id };
  });
  for (const [, title, inner] of names.matchAll(/\((?:dialog|[^()]*?; dialog) ?([A-Z][\w ]+)?:? ([^)]*)\)/g)) {
    const parts = [...inner.matchAll(/(textbox|combobox|button|radio|img) ([^`,]+?)(?: `([\w-]+)`)?(?=[,;)]|$)/g)];
    let last = "button";
    controls[0].dialog = {
      title: title ?? controls[0].name,
      controls: inner.split(/, |; |then /).flatMap((piece) => {
        const [, said, rest, id] = /^(?:(textbox|combobox|button|radio|img) )?(.+?)(?: `([\w-]+)`(?:, .*)?)?$/.exec(piece.trim()) ?? [];
        if (!rest || rest.startsWith("`")) return [];
        last = said ?? last;
        return [{ role: last, name: exampleOf(rest), test_id: id }];
      }),
      parts,
    };
  }
  return controls;
}

const exampleOf = (name) =>
  name.replace("the invoice number", "INV-0042").replace("the customer's name", "Oakley Joinery").replace(/and the (customer|teammate)'s name|and the name/, "Brightwater Cafe").trim();

const INVOICES = ["INV-0042", "INV-0041", "INV-0039", "INV-0038", "INV-0036", "INV-0035"];
const CUSTOMERS = ["Oakley Joinery", "Brightwater Cafe", "Brightwater Cafe Ltd", "Marsh and Daughters", "Pine Street Dental"];
const NAV = ["Dashboard", "Invoices", "Customers", "Payments", "Import", "Settings"];
const SETTINGS = ["Company", "Plan and billing", "Team", "Integrations", "Security", "Notifications"];

function pageFor(screens, guide, step) {
  const { target } = step;
  const has = (controls) => controls.some((c) => c.test_id && c.test_id === target.test_id) || (!target.test_id && controls.some((c) => c.name === target.name));
  const route = step.preconditions.find((c) => c.route)?.route;
  const known = screens.filter((s) => s.route && s.route !== "/dashboard");
  let screen = known.find((s) => route && s.route.replace(/:\w+/, "*") === route) ?? known.find((s) => has(s.controls));
  let dialog;
  for (const s of known)
    for (const c of s.controls) if (c.dialog && has(c.dialog.controls)) [screen, dialog] = [s, c.dialog];
  screen ??= screens.find((s) => s.heading === "Invoices");
  const extra = has(screen.controls) || dialog?.controls.some((c) => c.test_id === target.test_id || c.name === target.name) || /^(nav|settings)-/.test(target.test_id ?? "") ? [] : [target];
  const settings = /settings/.test(screen.route ?? "") || /^settings-/.test(target.test_id ?? "");
  const link = (prefix) => (name) => `<li class="menu-item"><a class="menu-link" href="/${name}" data-testid="${prefix}-${slug(name)}"><svg width="16" height="16" aria-hidden="true"></svg><span>${name}</span></a></li>`;
  return `<div class="app"><header class="top"><a class="logo" href="/home">Tallybook</a><button class="icon"><svg width="16" height="16"></svg></button><button class="btn" data-testid="account-menu">Account menu</button></header>
<nav class="side"><ul>${NAV.map(link("nav")).join("")}</ul></nav>${settings ? `<nav class="sub" aria-label="Settings"><ul>${SETTINGS.map(link("settings")).join("")}</ul></nav>` : ""}
<main id="main"><h1 class="title">${screen.heading}</h1>${partsOf([...screen.controls, ...(dialog ? [] : extra)], target)}</main>
<footer class="foot"><a href="/help">Help</a> <a href="/terms">Terms</a></footer></div>
${dialog || (target.heading && extra.length) ? `<div class="veil"></div><div role="dialog" aria-modal="true" class="dialog" aria-labelledby="dt"><h2 id="dt">${target.heading ?? dialog.title}</h2>${controlsOf([...(dialog?.controls ?? []), ...(dialog ? extra : [])])}<button class="btn">Cancel</button><button class="icon"><svg width="16" height="16"></svg></button></div>` : ""}`;
}

const slug = (name) => ({ "Plan and billing": "billing" })[name] ?? name.toLowerCase();

function partsOf(controls, target) {
  const rows = (names, one) => `<table class="table"><tbody>${names.map((n) => `<tr><td>${one(n)}</td><td>£${120 + n.length * 7}.00</td></tr>`).join("")}</tbody></table>`;
  const table = controls.some((c) => c.test_id === "invoice-row")
    ? rows(INVOICES, (n) => htmlOf({ role: "link", name: n, test_id: "invoice-row" }))
    : controls.some((c) => c.test_id === "customer-select")
      ? rows(CUSTOMERS, (n) => htmlOf({ role: "checkbox", name: `Select ${n}`, test_id: "customer-select" }) + htmlOf({ role: "link", name: n, test_id: "customer-row" }))
      : "";
  const rest = controls.filter((c) => !/^(invoice|customer)-row$|customer-select/.test(c.test_id ?? ""));
  const headed = target.heading ? rest.filter((c) => c.test_id === target.test_id) : [];
  const section = (title, inner) => (inner ? `<section class="card">${title ? `<h2>${title}</h2>` : ""}${inner}</section>` : "");
  const half = Math.ceil(rest.length / 2);
  return section("", controlsOf(rest.slice(0, half).filter((c) => !headed.includes(c)))) + section(target.heading ?? "", controlsOf(headed)) + section("", table) + section("More", controlsOf(rest.slice(half).filter((c) => !headed.includes(c))));
}

const controlsOf = (controls) => controls.map((c) => `<div class="field">${htmlOf(c)}</div>`).join("");

let count = 0;
function htmlOf({ role, name, test_id }) {
  const id = `f${(count += 1)}`;
  const test = test_id ? ` data-testid="${test_id}"` : "";
  const labelled = (control) => `<label class="label" for="${id}">${name}</label>${control}`;
  if (role === "link") return `<a class="link" href="/${name}"${test}>${name}</a>`;
  if (role === "combobox") return labelled(`<select class="select" id="${id}"${test}><option>One</option><option>Two</option></select>`);
  if (/textbox|searchbox/.test(role)) return labelled(`<input class="input" id="${id}"${test}>`);
  if (role === "checkbox") return `<input type="checkbox" class="check" aria-label="${name}"${test}>`;
  if (role === "radio") return `<label class="radio"><input type="radio" name="group"${test}> ${name}</label>`;
  if (role === "img") return `<img alt="${name}" width="90" height="90"${test}>`;
  if (role === "region") return `<section class="region" aria-label="${name}"${test}>Log</section>`;
  if (role === "button") return `<button class="btn" type="button"${test}>${name}</button>`;
  return `<button class="btn" type="button" role="${role}"${test}>${name}</button>`;
}

// How well targets are found again after changes of the user interface.
//
//   node tests/guide/refind.js            the table, on the reporting seed
//   node tests/guide/refind.js --choose   looks for weights on the choosing seed and says them
//
// The pages are those of the demo product, taken while its guides are played to the end: so each target is known to be the
// right one, for its step was verified. PAGES may name a file to keep them in.

import { existsSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { bundle, startBrowser } from "./browser.js";
import { BASE, follow, openDemo, serveDemo } from "./demo.js";
import { guides } from "./tallybook.js";

const CHOOSING = { seed: 11, cases: 900, synonyms: 0 };
const REPORTING = { seed: 2026, cases: 300, synonyms: 1 };

async function main() {
  const browser = await startBrowser();
  const { pages, css } = await captured(browser);
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto("about:blank");
  await page.addStyleTag({ content: css });
  await page.addScriptTag({
    content: await bundle(`export * from "./src/guide/fingerprint"; export * from "./src/page/dom"; export * from "./tests/guide/mutate.js"`),
  });
  if (process.argv.includes("--choose")) choose(await page.evaluate(inPage, { pages, ...CHOOSING, features: true }));
  else table(await page.evaluate(inPage, { pages, ...REPORTING }));
  await browser.close();
}

/** Every target of the guides with the page that it is on: `{guide, step, target, html}`. */
async function captured(browser) {
  const { PAGES } = process.env;
  if (PAGES && existsSync(PAGES)) return JSON.parse(await readFile(PAGES, "utf8"));
  const server = await serveDemo();
  const pages = [];
  const css = await (await fetch(`${server.url}${BASE}/app.css`)).text();
  for (const guide of await guides()) {
    const { page, close } = await openDemo(browser, server.url);
    await page.goto(`${server.url}${BASE}/dashboard`);
    await page.evaluate((guide) => window.playHere(guide), guide);
    const take = async ({ id, target }) => pages.push({ guide: guide.id, step: id, target, html: await page.evaluate(bodyOf) });
    await follow(page, guide, { watch: take });
    await close();
  }
  await server.close();
  if (PAGES) await writeFile(PAGES, JSON.stringify({ pages, css }));
  return { pages, css };
}

function bodyOf() {
  const body = document.body.cloneNode(true);
  for (const el of body.querySelectorAll("usher-guide,script,noscript")) el.remove();
  return body.innerHTML;
}

/** Makes the changes and looks for the targets; one record a case. */
function inPage({ pages, seed, cases, synonyms, features }) {
  const { KINDS, UNDECIDABLE, mutate, find, compare, walk, surfaceOf, isEnabled, isInside } = window.Usher_;
  let state = seed;
  // Mulberry32.
  const random = () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const names = Object.keys(KINDS);
  const exact = ({ target }) => {
    const found = find(target);
    return found.kind === "found" ? found.element : undefined;
  };
  // As recorders make them: an id where there is one, else the way down by tag, class and place.
  const path = (el) => {
    const parts = [];
    for (let at = el; at && at !== document.body; at = at.parentElement) {
      if (at.id) return [`#${at.id}`, ...parts].join(">");
      const same = [...at.parentElement.children].filter((c) => c.tagName === at.tagName);
      const classes = [...at.classList].map((c) => `.${CSS.escape(c)}`).join("");
      parts.unshift(at.localName + classes + (same.length > 1 ? `:nth-of-type(${same.indexOf(at) + 1})` : ""));
    }
    return ["body", ...parts].join(">");
  };
  const records = [];
  const unchanged = [];
  for (const it of pages) {
    document.body.innerHTML = it.html;
    unchanged.push(!!exact(it));
  }
  for (let i = 0; records.length < cases && i < cases * 6; i += 1) {
    const it = pages[Math.floor(random() * pages.length)];
    const other = Math.floor(random() * names.length);
    const kinds = i % 16 === 15 ? Object.keys(UNDECIDABLE) : i % 4 === 3 ? [names[i % 10], names[other]] : [names[i % names.length]];
    if (kinds[0] === kinds[1]) continue;
    document.body.innerHTML = it.html;
    const before = exact(it);
    if (!before) continue;
    const { target } = it;
    const css = path(before);
    const byTestId = target.test_id ? `[data-testid="${target.test_id}"]` : undefined;
    const after = mutate(kinds, before, random, synonyms);
    if (after === undefined || (after && !surfaceOf(after))) continue;
    const said = (el) => (!el ? "words" : after && (el === after || el.contains(after) || after.contains(el)) ? "right" : "wrong");
    const one = (selector) => {
      const all = selector ? [...document.querySelectorAll(selector)] : [];
      return said(all[0]);
    };
    const found = find(target);
    const record = {
      kind: kinds.length > 1 ? "two of them" : kinds[0],
      kinds, target, there: !!after,
      usher: said(found.kind === "found" ? found.element : undefined),
      state: found.kind, el: found.element?.outerHTML.slice(0, 90), score: found.score ?? found.best, css: one(css), testId: one(byTestId),
    };
    if (features) {
      record.candidates = [];
      let top, heading = "";
      const list = [];
      walk(document, (el) => {
        if (el.matches("h1,h2,h3,h4,h5,h6")) heading = el.textContent;
        if (el.matches("[role=dialog]")) top = el;
        const parts = Object.fromEntries([...compare(target, el, heading)].map(([k, v]) => [k, v ?? null]));
        const good = Object.values(parts).reduce((a, b) => a + (b ?? 0.3), 0) / Object.values(parts).length;
        if (good > 0.3 && surfaceOf(el)) list.push({ el, parts });
      });
      for (const { el, parts } of list)
        record.candidates.push({
          parts, right: said(el) === "right", outside: !!top && !isInside(el, top), disabled: !isEnabled(el),
          same: list.map((o, n) => (o.el === el || o.el.contains(el) || el.contains(o.el) ? n : -1)).filter((n) => n >= 0),
        });
    }
    records.push(record);
  }
  return { records, unchanged: unchanged.filter(Boolean).length, pages: pages.length };
}

const isCounted = ({ kind }) => kind !== "removed, one of the same name comes";

function table({ records, unchanged, pages }) {
  const ways = ["usher", "testId", "css"];
  const rows = {};
  for (const record of records) (rows[record.kind] ??= []).push(record);
  const counted = records.filter(isCounted);
  const there = counted.filter((r) => r.there);
  console.log(`${pages} targets, ${unchanged} found on the unchanged page; ${counted.length} changed pages, ${there.length} of them with the target still there`);
  console.log(["change".padEnd(38), "cases", ...ways.flatMap((w) => [`${w} right`, "wrong", "words"])].join(" | "));
  const line = (name, list) => {
    const share = (way, what) => list.filter((r) => r[way] === what).length;
    console.log([name.padEnd(38), String(list.length).padStart(5), ...ways.flatMap((w) => [String(share(w, "right")).padStart(w.length + 6), String(share(w, "wrong")).padStart(5), String(share(w, "words")).padStart(5)])].join(" | "));
  };
  for (const [name, list] of Object.entries(rows)) line(name, list);
  for (const way of ways) {
    const right = there.filter((r) => r[way] === "right").length / there.length;
    const wrong = counted.filter((r) => r[way] === "wrong").length / counted.length;
    console.log(`${way.padEnd(7)} right, of those still there: ${right.toFixed(3)}   wrong, of all: ${wrong.toFixed(3)}`);
  }
  if (process.argv.includes("--list")) for (const r of counted) if (r.usher === "wrong" || (r.there && r.usher !== "right")) console.log(r.usher, r.state, r.score?.toFixed(2), r.kinds.join(" + "), JSON.stringify(r.target), r.el);
}

/** Random search, then small steps around the best: the evidence of each attribute, floor and margin. */
function choose({ records }) {
  const counted = records.filter(isCounted);
  let state = 7;
  const random = () => (state = (state * 16807) % 2147483647) / 2147483647;
  const between = (a, b) => a + random() * (b - a);
  const RANGES = {
    test_id: { same: [3, 8], other: [-3, 0], none: [-2, 0], bend: [1, 4] },
    name: { same: [3, 7], other: [-5, -1], none: [-3, 0], bend: [1, 4] },
    role: { same: [0.3, 2], other: [-3, -0.5], none: [0, 0], bend: [1, 1] },
    heading: { same: [0.5, 3], other: [-2, 0], none: [-1, 0.5], bend: [1, 2] },
    is: { floor: [2, 5], margin: [0.5, 2.5] },
  };
  const draw = (of = (lo, hi) => between(lo, hi)) =>
    Object.fromEntries(Object.entries(RANGES).map(([k, r]) => [k, Object.fromEntries(Object.entries(r).map(([n, [lo, hi]]) => [n, of(lo, hi, k, n)]))]));
  let best = { value: -Infinity };
  const attempt = (w) => {
    const now = evaluate(counted, w);
    if (now.value > best.value) best = { ...now, w };
  };
  for (let i = 0; i < 1500; i += 1) attempt(draw());
  for (let i = 0; i < 2500; i += 1) {
    const { w } = best;
    attempt(draw((lo, hi, k, n) => (random() < 0.3 ? Math.min(hi, Math.max(lo, w[k][n] + between(-0.15, 0.15) * (hi - lo))) : w[k][n])));
  }
  console.log(`${counted.length} cases; right ${best.right.toFixed(3)}, wrong ${best.wrong.toFixed(3)}`);
  for (const [k, v] of Object.entries(best.w)) console.log(k, JSON.stringify(v, (_, n) => (typeof n === "number" ? Number(n.toFixed(2)) : n)));
}

function evaluate(records, w) {
  let [right, wrong, there, room] = [0, 0, 0, 0];
  for (const { candidates, there: is } of records) {
    if (is) there += 1;
    const scores = candidates.map(({ parts, outside, disabled }) => {
      let sum = 0;
      for (const key in parts) {
        const { same, other, none, bend } = w[key];
        sum += parts[key] === null ? none : other + (same - other) * parts[key] ** bend;
      }
      return sum - (outside ? 1.5 : 0) - (disabled ? 0.5 : 0);
    });
    const top = scores.reduce((b, s, i) => (s > (scores[b] ?? -Infinity) ? i : b), -1);
    const rival = scores.reduce((b, s, i) => (candidates[top].same.includes(i) ? b : Math.max(b, s)), -Infinity);
    const sure = top < 0 ? -1 : Math.min(scores[top] - w.is.floor, scores[top] - rival - w.is.margin);
    const good = top >= 0 && candidates[top].right;
    if (sure >= 0 && good) right += 1;
    if (sure >= 0 && !good) wrong += 1;
    // A little for room on the right side, so that the next seed fits as well.
    room += Math.max(-1, Math.min(1, good ? sure : -sure));
  }
  // A wrong element costs as much as five right ones give.
  return { value: (right - 5 * wrong) / there + (0.1 * room) / records.length, right: right / there, wrong: wrong / records.length };
}

await main();

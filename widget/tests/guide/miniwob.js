// On the pages of MiniWoB++ (Farama Foundation, MIT licence): is the element that the instruction names found and ringed?
//
//   pip download miniwob --no-deps && unzip miniwob-*.whl -d somewhere
//   MINIWOB=somewhere/miniwob/html node tests/guide/miniwob.js
//
// The pages are generated anew at every load; each is loaded SEEDS times. Counted are those whose instruction names, in
// words, an element that is visible then (a button, link, tab, field …); drawing, dragging and colours are not.

import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { openRoots, serve, startBrowser } from "./browser.js";

const SEEDS = Number(process.env.SEEDS ?? 3);
const root = process.env.MINIWOB;
if (!root) throw new Error("MINIWOB must name the folder html of the package miniwob");

const files = new Map();
for (const entry of await readdir(root, { recursive: true, withFileTypes: true }))
  if (entry.isFile() && /\.(html|js|css)$/.test(entry.name) && !entry.parentPath.includes("flight")) {
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(root.length), await readFile(path, "utf8"));
  }
const server = await serve((path) => files.get(path));
const browser = await startBrowser();
const page = await browser.newPage({ viewport: { width: 900, height: 600 }, reducedMotion: "reduce" });
await openRoots(page);

const names = [...files.keys()].filter((f) => f.startsWith("/miniwob/")).sort();
const totals = { pages: new Set(), shown: 0, right: 0, wrong: 0, words: 0 };
for (const name of names)
  for (let seed = 1; seed <= SEEDS; seed += 1) {
    await page.goto(`${server.url}${name}`, { waitUntil: "load" });
    await page.addScriptTag({ url: "/usher.js" });
    const result = await page.evaluate(highlight, seed).catch((error) => ({ skip: error.message.split("\n")[0] }));
    if (result.skip) {
      if (process.argv.includes("--list") && seed === 1) console.log("not counted", name, result.skip);
      continue;
    }
    totals.pages.add(name);
    totals.shown += 1;
    totals[result.outcome] += 1;
    if (result.outcome !== "right") console.log(result.outcome, name, JSON.stringify(result));
  }
await browser.close();
await server.close();
console.log(`${totals.pages.size} of ${names.length} pages name such an element; ${totals.shown} loads: right ${totals.right}, wrong ${totals.wrong}, words ${totals.words}; share ${(totals.right / totals.shown).toFixed(3)}`);

async function highlight(seed) {
  Math.seedrandom?.(`${seed}`);
  document.querySelector("#sync-task-cover")?.click();
  await new Promise((done) => setTimeout(done, 250));
  const asked = document.querySelector("#query").textContent.replace(/\s+/g, " ");
  const target = named(asked);
  if (!target) return { skip: `names none: ${asked}` };
  const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getBoundingClientRect().width > 0;
  const area = document.querySelector("#wrap");
  const truth = [...document.querySelectorAll("button,a,input,textarea,span,li,h3,label,div.alink")].filter((el) => shown(el) && !document.querySelector("#query").contains(el) && is(el, target));
  const leaves = truth.filter((el) => !truth.some((o) => o !== el && el.contains(o)));
  if (!leaves.length) return { skip: `not to be seen yet: ${JSON.stringify(target)}` };
  // Guides are about the page, not about MiniWoB's own words above it.
  document.querySelector("#query").replaceChildren();
  for (const el of document.body.children) if (el !== area && !/ui-/.test(el.className)) el.remove();
  window.Usher_.playGuide(
    { id: "m", title: "m", summary: "", steps: [{ id: "s", instruction: asked, action: "click", target, preconditions: [], postconditions: [] }] },
    { start: 0, strings: window.Usher_.en, locale: "en", report() {}, hostEvents: { on: () => () => {} }, ended() {} },
  );
  const ring = window.usherRoot.querySelector(".ring");
  for (let i = 0; i < 20 && !ring.classList.contains("on"); i += 1) await new Promise((done) => setTimeout(done, 30));
  if (leaves.length > 1 && !ring.classList.contains("on")) return { skip: `${leaves.length} of the same` };
  if (!ring.classList.contains("on")) return { outcome: "words", target, asked, truth: leaves.map((l) => l.outerHTML.slice(0, 100)) };
  const box = ring.getBoundingClientRect();
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const close = (el) => {
    const b = el.getBoundingClientRect();
    return Math.abs(b.x + b.width / 2 - x) < 8 && Math.abs(b.y + b.height / 2 - y) < 8 && box.width < b.width + 30;
  };
  // A tab or header is as good as the words in it.
  const right = leaves.some((el) => close(el) || (el.closest("button,a,li,h3,label,[role=tab]") && close(el.closest("button,a,li,h3,label,[role=tab]"))));
  return right ? { outcome: "right" } : { outcome: "wrong", target, asked, box: [box.x, box.y, box.width, box.height], truth: leaves.map((l) => l.outerHTML.slice(0, 100)) };

  /** The element that an instruction names first, else the button that it ends with. */
  function named(text) {
    const rules = [
      [/button labeled "([^"]+)"|(?:the|on) "([^"]+)" button|click button (\w+)|button (ONE)\b/i, "button"],
      [/(?:on|the) link "([^"]+)"/i, "link"],
      [/on (Tab #\d)/, "tab"],
      [/by clicking the "(x)"/, "close"],
      [/Click the (cancel) button|the "(Menu)" button/i, "button"],
      [/named "([^"]+)"/, "item"],
      [/[Ff]ocus into the (textbox)/, "textbox"],
      [/(?:press|hit|clicks?) "?(Submit|Search|Log ?in|Cancel|Agree)"?/i, "button"],
    ];
    for (const [pattern, role] of rules) {
      const found = pattern.exec(text)?.slice(1).find(Boolean);
      if (!found) continue;
      if (role === "textbox") return { role };
      if (role === "close") return { role: "button", name: "Close" };
      if (role === "item") return { name: found };
      return { role, name: found };
    }
    return undefined;
  }
  function is(el, { role, name }) {
    if (!name) return el.matches("input[type=text],input:not([type])");
    const text = (el.matches("input") ? (/^(button|submit)$/.test(el.type) ? el.value : "") : el.textContent).trim();
    return text.toLowerCase() === name.toLowerCase() && (role !== "button" || el.matches("button,input,a,span"));
  }
}

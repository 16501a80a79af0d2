// The demo host product with a player in it, and a person who only does what the bubble says where the ring is.

import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { bundle, openRoots, press, seen, serve } from "./browser.js";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../../demo/dist");
export const BASE = "/tallybook";

export async function serveDemo() {
  const [html, js, css] = await Promise.all(["index.html", "app.js", "app.css"].map((f) => readFile(join(dist, f), "utf8")));
  return serve((path) => ({ [`${BASE}/app.js`]: js, [`${BASE}/app.css`]: css })[path] ?? (path.startsWith(BASE) ? html : undefined));
}

/** A page of the demo in which a guide goes on after every page load, as the widget will have it. */
export async function openDemo(browser, url, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, reducedMotion: "reduce", ...options });
  const page = await context.newPage();
  await openRoots(page);
  await page.addInitScript(`${await bundle()};(${resume})(Usher_)`);
  return { page, close: () => context.close() };
}

function resume(usher) {
  const listeners = new Set();
  const heard = [];
  window.Usher = { track: (event) => (heard.push(event), listeners.forEach((listener) => listener(event))) };
  const kept = (key, value) => (value === undefined ? JSON.parse(sessionStorage.getItem(key)) : sessionStorage.setItem(key, JSON.stringify(value)));
  window.playHere = (guide, start = 0) => {
    kept("guide", guide);
    window.player = usher.playGuide(guide, {
      start, strings: usher.en, locale: "en",
      report: (step) => kept("said", [...(kept("said") ?? []), [step.step, step.outcome, step.reason].filter(Boolean).join(" ")]),
      heard: start ? heard : [],
      hostEvents: { on: (listener) => (listeners.add(listener), () => listeners.delete(listener)) },
      moved: (step) => kept("step", step),
      ended: (how) => (kept("how", how), kept("guide", null)),
    });
  };
  addEventListener("DOMContentLoaded", () => kept("guide") && window.playHere(kept("guide"), kept("step") ?? 0));
}

export const kept = (page, key) => page.evaluate((key) => JSON.parse(sessionStorage.getItem(key)), key);

/** What somebody enters where a step asks for it; the player knows nothing of it. */
const ENTERED = { "enter-name": "Standard VAT", "enter-percentage": "17.5", "enter-email": "ann@example.com", "enter-code": "123456", "enter-amount": "10" };
const CSV = "name,email\nElm Row Bakery,elm@example.com\nFern Studio,fern@example.com\n";

/** Does the step that the bubble shows. `watch` is called with what is seen before each. */
export async function follow(page, guide, { watch = () => {}, limit = 90_000 } = {}) {
  page.on("filechooser", (chooser) => chooser.setFiles({ name: "customers.csv", mimeType: "text/csv", buffer: Buffer.from(CSV) }));
  const done = new Set();
  for (const end = Date.now() + limit; Date.now() < end; await page.waitForTimeout(80)) {
    const now = await seen(page).catch(() => undefined);
    if ((await kept(page, "how").catch(() => null)) !== null) return;
    const step = now && guide.steps.find((s) => s.instruction === now.say);
    if (!step || done.has(step.id) || !(now.ring || now.buttons.includes("Next"))) continue;
    await page.waitForTimeout(120);
    const still = await seen(page).catch(() => undefined);
    if (still?.say !== now.say || JSON.stringify(still.ring) !== JSON.stringify(now.ring)) continue;
    await watch(step, still);
    done.add(step.id);
    await act(page, step, still).catch((error) => {
      if (!/navigation|closed/.test(error.message)) throw error;
    });
  }
}

async function act(page, step, { ring, buttons }) {
  const [x, y] = ring ? [ring.x + ring.width / 2, ring.y + ring.height / 2] : [];
  if (step.action === "observe") return press(page, "Next");
  if (step.action === "click" || (step.action === "select" && step.target.role === "radio")) await page.mouse.click(x, y);
  // "Tick all records of the same customer": the second one is found by reading.
  if (step.id === "tick-duplicates") await page.getByLabel("Select Brightwater Cafe Ltd").click();
  if (step.action === "input") {
    if (buttons.includes("Next")) return press(page, "Next");
    await page.mouse.click(x, y);
    await page.keyboard.type(ENTERED[step.id] ?? "Words");
    await page.keyboard.press("Tab");
  }
  if (step.action === "select" && step.target.role === "combobox") {
    await page.mouse.move(x, y);
    const field = await page.evaluateHandle(([x, y]) => document.elementFromPoint(x, y), [x, y]);
    const count = await field.evaluate((el) => el.options.length);
    await field.selectOption({ index: count - 1 });
  }
  if (step.id === "pick-customer") {
    await page.getByLabel("Description").first().fill("Design work");
    await page.getByLabel("Unit price").first().fill("100");
  }
}

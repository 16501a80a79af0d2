// What the guide tests share: Chromium, the modules bundled for a page, a server for pages, and a look into the bubble.

import { build } from "esbuild";
import { createServer } from "node:http";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { CHROMIUM } from "../../../tests/browser/chromium.js";

const widget = join(dirname(fileURLToPath(import.meta.url)), "../..");

const TYPES = { ".js": "text/javascript", ".css": "text/css" };

export const startBrowser = () => chromium.launch(CHROMIUM);

/** The modules as one script that sets `Usher_`; `more` exports further ones for a test. */
export async function bundle(more = "") {
  const made = await build({
    stdin: {
      contents: `export * from "./src/page/index"; export * from "./src/guide/index"; export { en } from "./src/i18n/en"; ${more}`,
      resolveDir: widget,
      loader: "ts",
    },
    bundle: true,
    format: "iife",
    globalName: "Usher_",
    target: "es2022",
    write: false,
  });
  return made.outputFiles[0].text;
}

/** Serves `pages` (path → HTML, or a function of the path) with a policy that lets no inline style or script in. */
export async function serve(pages, headers = {}) {
  const script = await bundle();
  const server = createServer((request, response) => {
    const path = request.url.split("?")[0];
    if (path === "/usher.js") return response.setHeader("content-type", "text/javascript").end(script);
    const page = typeof pages === "function" ? pages(path) : pages[path];
    if (page === undefined) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": TYPES[/\.\w+$/.exec(path)?.[0]] ?? "text/html;charset=utf-8", ...headers });
    response.end(page);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    close: () => {
      server.closeAllConnections();
      return new Promise((done) => server.close(done));
    },
  };
}

/** Closed shadow roots are remembered, so that a test can see what a person sees. */
export const openRoots = (page) =>
  page.addInitScript(() => {
    const attach = Element.prototype.attachShadow;
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init);
      if (this.localName === "usher-guide") window.usherRoot = root;
      return root;
    };
  });

/** What the bubble and the ring show now; undefined where there is no player. */
export const seen = (page) =>
  page.evaluate(() => {
    const root = window.usherRoot;
    if (!root?.host.isConnected) return undefined;
    const box = (el) => (({ x, y, width, height }) => ({ x, y, width, height }))(el.getBoundingClientRect());
    const ring = root.querySelector(".ring");
    const shown = (el) => !el.hidden && !el.parentElement.hidden;
    return {
      step: root.querySelector(".head span").textContent,
      say: root.querySelector(".say").textContent,
      note: shown(root.querySelector(".note")) ? root.querySelector(".note").textContent : "",
      live: root.querySelector("[aria-live]").textContent,
      buttons: [...root.querySelectorAll("button")].filter(shown).map((b) => b.textContent || b.ariaLabel),
      side: root.querySelector(".bubble").dataset.side,
      bubble: box(root.querySelector(".bubble")),
      ring: ring.classList.contains("on") ? box(ring) : undefined,
    };
  });

/** Presses a button of the bubble with the mouse, as people do: once it stands still. */
export async function press(page, name) {
  let at = await placeOf(page, name);
  for (let before = []; `${at}` !== `${before}`; at = await placeOf(page, name)) {
    before = at;
    await page.waitForTimeout(80);
  }
  await page.mouse.click(...at);
}

/** The middle of a button of the bubble. */
const placeOf = (page, name) =>
  page.evaluate((name) => {
    const button = [...window.usherRoot.querySelectorAll("button")].find((b) => (b.textContent || b.ariaLabel) === name && !b.hidden);
    const { x, y, width, height } = button.getBoundingClientRect();
    return [x + width / 2, y + height / 2];
  }, name);

/** Waits until what is seen pleases `test`, and gives it. */
export async function until(page, test, what = test.toString(), within = 6000) {
  let last;
  for (const end = Date.now() + within; Date.now() < end; await page.waitForTimeout(60)) {
    last = await seen(page);
    if (await test(last)) return last;
  }
  throw new Error(`never came: ${what}\nlast seen: ${JSON.stringify(last)}`);
}

/** Starts a guide in the page. What it reports is in `window.said`, how it ended in `window.how`. */
export const play = (page, guide, options = {}) =>
  page.evaluate(
    ({ guide, options }) => {
      window.said ??= [];
      const listeners = new Set();
      window.hostEvent = (name) => listeners.forEach((listener) => listener(name));
      window.player = window.Usher_.playGuide(guide, {
        start: 0,
        strings: window.Usher_.en,
        locale: "en",
        report: (step) => window.said.push([step.step, step.outcome, step.reason].filter(Boolean).join(" ")),
        hostEvents: { on: (listener) => (listeners.add(listener), () => listeners.delete(listener)) },
        ended: (how) => (window.how = how),
        moved: (step) => sessionStorage.setItem("step", step),
        ...options,
      });
    },
    { guide, options },
  );

export const said = (page) => page.evaluate(() => window.said);
export const how = (page) => page.evaluate(() => window.how);

// The React component in a real page: it shows the widget while it is mounted, and leaves nothing behind.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { dialog, launcher, openPanel, startBrowser } from "./browser.js";
import { startScripted, visitScripted } from "./scripted.js";

/** A host's application: three buttons, and the widget where it says so. */
const APP = `
import { createElement as h, StrictMode, useState } from "react";
import { createRoot } from "react-dom/client";
import { Usher, UsherWidget } from "./react.js";
window.heard = [];
const token = () => (window.asked = (window.asked ?? 0) + 1, "e30." + btoa(JSON.stringify({ sub: "priya" })) + ".x");
function App() {
  const [shown, setShown] = useState(true);
  const [area, setArea] = useState("billing");
  const [locale, setLocale] = useState("en");
  return h("main", null, h("h1", null, "Host"),
    h("button", { onClick: () => setShown(!shown) }, "Toggle"),
    h("button", { onClick: () => setArea("invoices") }, "Move"),
    h("button", { onClick: () => setLocale("de") }, "German"),
    shown && h(UsherWidget, { inbox: "main", locale, token, context: { product_area: area } }));
}
window.Usher_ = Usher;
createRoot(document.getElementById("app")).render(h(StrictMode, null, h(App)));
`;

let browser;
let host;

before(async () => {
  const dist = fileURLToPath(new URL("../dist/", import.meta.url));
  const made = await build({
    stdin: { contents: APP, resolveDir: dist, loader: "js" },
    bundle: true,
    format: "esm",
    splitting: true,
    outdir: "/",
    write: false,
    nodePaths: [fileURLToPath(new URL("../node_modules", import.meta.url))],
    define: { "process.env.NODE_ENV": '"development"' },
  });
  const files = Object.fromEntries(made.outputFiles.map(({ path, text }) => [path, { text, type: "text/javascript" }]));
  host = await startScripted({
    "/": `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Host</title></head><body><div id="app"></div><script type="module" src="/stdin.js"></script></body></html>`,
    ...files,
  });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await host?.stop();
});

test("mounted it works, unmounted all is undone, and mounted again it goes on", { timeout: 60_000 }, async () => {
  const { page, wrong, close } = await visitScripted(browser, `${host.url}/`);
  const press = (name) => page.getByRole("button", { name, exact: true }).click();
  const left = () => page.evaluate(() => document.querySelectorAll("usher-widget, usher-guide").length);
  await openPanel(page);
  assert.equal(await left(), 1, "React's strict mode mounts twice; there is one widget");
  assert.equal(await page.evaluate(async () => (await window.Usher_.explainContext()).product_area), "billing");
  await page.keyboard.press("Escape");
  await press("Move");
  assert.equal(await page.evaluate(async () => (await window.Usher_.explainContext()).product_area), "invoices");
  const asked = await page.evaluate(() => window.asked);
  await press("German");
  await page.locator("usher-widget").getByRole("button", { name: "Hilfe" }).waitFor();
  await press("Toggle");
  assert.equal(await left(), 0);
  assert.equal(await page.evaluate(() => document.adoptedStyleSheets.length), 0);
  await press("Toggle");
  await launcher(page).click();
  await dialog(page).waitFor();
  assert.ok(asked >= 1);
  assert.deepEqual(wrong, []);
  await close();
});

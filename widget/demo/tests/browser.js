// A browser and a fresh visitor of the demo.

import { chromium } from "playwright-core";
import { CHROMIUM } from "../../../tests/browser/chromium.js";

export function startBrowser() {
  return chromium.launch(CHROMIUM);
}

/** A page of a new visitor at `path`; `wrong` collects all that went wrong in it, `events` what the product announced. */
export async function visit(browser, url, path = "/dashboard", options = {}) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  const wrong = [];
  const events = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => wrong.push(`exception: ${error.message}`));
  page.on("request", (request) => {
    const foreign = !request.url().startsWith(new URL(url).origin) && !/^(data|blob):/.test(request.url());
    if (foreign) wrong.push(`request to ${request.url()}`);
  });
  await page.exposeFunction("heard", (event) => void events.push(event));
  await page.addInitScript(() => document.addEventListener("tallybook:event", (e) => window.heard(e.detail.event)));
  await page.goto(url + path);
  return { page, wrong, events, close: () => context.close() };
}

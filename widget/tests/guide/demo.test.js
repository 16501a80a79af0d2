// Every guide of Tallybook in the demo, played by somebody who only follows the highlight: all steps verified.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import { startBrowser } from "./browser.js";
import { BASE, follow, kept, openDemo, serveDemo } from "./demo.js";
import { guides } from "./tallybook.js";

const there = existsSync(new URL("../../demo/dist/app.js", import.meta.url));
let browser, server;
before(async () => {
  if (there) [browser, server] = await Promise.all([startBrowser(), serveDemo()]);
});
after(() => Promise.all([browser?.close(), server?.close()]));

for (const guide of await guides())
  test(`${guide.id}: all ${guide.steps.length} steps verified`, { skip: !there && "the demo is not built", timeout: 120_000 }, async () => {
    const { page, close } = await openDemo(browser, server.url);
    await page.goto(`${server.url}${BASE}/dashboard`);
    await page.evaluate((guide) => window.playHere(guide), guide);
    await follow(page, guide);
    // What a full page load completed is seen to hold only after it.
    const said = (await kept(page, "said")).map((s) => s.replace(/^(choose-connect|allow-access) completed already_held$/, "$1 completed"));
    assert.deepEqual(said, guide.steps.map((s) => `${s.id} completed`));
    assert.equal(await kept(page, "how"), "completed");
    await close();
  });

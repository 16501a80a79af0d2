// One way to write a scenario: a fresh server and browser page each, and nothing that goes wrong unnoticed.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { PEOPLE, startBackend } from "./backend.js";
import { signIn, startBrowser, visit } from "./browser.js";

/** The first question of the console is who is there; where nobody is, browsers print the answer. */
const EXPECTED = /status of 401/;

export function scenarios(options = {}) {
  let browser;
  before(async () => void (browser = await startBrowser()));
  after(() => browser?.close());

  return function scenario(name, steps, { as = "agent", expected = [], at = "", ...visiting } = {}) {
    test(name, { timeout: 60_000 }, async () => {
      const backend = await startBackend();
      const open = [];
      async function enter(who, more = {}) {
        const seen = await visit(browser, `${backend.url}/console/`, { ...options, ...visiting, ...more });
        open.push(seen);
        if (who) await signIn(seen.page, PEOPLE[who].email);
        return seen.page;
      }
      try {
        const page = await enter(as);
        if (at) await goTo(page, at);
        await steps(page, { backend, enter, browser });
        const wrong = open
          .flatMap((seen) => seen.wrong)
          .filter((line) => ![EXPECTED, ...expected].some((pattern) => pattern.test(line)));
        assert.deepEqual(wrong, []);
        for (const { page: one } of open)
          assert.equal(await one.locator("style, [style*='url']").count(), 0, "no inline stylesheet");
      } catch (error) {
        if (process.env.SHOTS)
          await open[0]?.page.screenshot({ path: `${process.env.SHOTS}/${name.replace(/\W+/g, "-").slice(0, 60)}.png` });
        throw error;
      } finally {
        for (const seen of open) await seen.close();
        await backend.stop();
      }
    });
  };
}

export const goTo = (page, hash) => page.evaluate((to) => void (location.hash = to), hash);
export const reply = (page) => page.getByRole("textbox", { name: "Reply" });
export const thread = (page) => page.getByRole("log");

/** The conversation with its packet read and the reply field at hand. */
export async function atWork(page, id, view = "all") {
  await goTo(page, `#/inbox/${view}/${id}`);
  await page.getByRole("button", { name: "Got it" }).click();
}

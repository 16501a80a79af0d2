// What a contact does on the demo's page, start to end. SCREENSHOTS names a folder to keep pictures in.

import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, startBrowser, startDemo, visit } from "./demo.js";

const ANSWERED = "How many invoices can I send per month on the free plan?";
const GUIDED = "Show me how to invite a teammate";
const PERSON = "I want to talk to a person";

let demo;
let browser;
let pictures;

before(async () => {
  pictures = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), "usher-screenshots-")));
  demo = await startDemo();
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

/** A journey of one visitor, after which nothing may have gone wrong in the page. */
function journey(name, steps, options) {
  test(name, { timeout: 90_000 }, async () => {
    const visitor = await visit(browser, demo.url, options);
    try {
      await steps(visitor.page);
      assert.deepEqual(visitor.wrong, []);
    } finally {
      await visitor.close();
    }
  });
}

/** Becomes an admin on the Plus plan, who may see every guide; the conversation begins anew. */
async function signIn(page) {
  await page.getByLabel("Priya Shah").check();
  await page.getByRole("log").locator(".bubble.contact").waitFor({ state: "detached" });
}

const shot = (page, name) => page.screenshot({ path: join(pictures, `${name}.png`) });

journey("a question is answered with a citation that unfolds to the exact quote", async (page) => {
  const reply = await ask(page, ANSWERED);
  const source = reply.getByRole("list", { name: "Sources" }).locator("details").first();
  const quote = source.locator("blockquote");
  assert.equal(await quote.isVisible(), false);
  await reply.getByRole("button", { name: "Source 1" }).first().click();
  await quote.waitFor({ state: "visible" });
  assert.match(await reply.innerText(), /Free: 10\b/);
  assert.notEqual((await quote.innerText()).trim(), "");
});

journey("a request to be shown gets a guide whose steps can be reported", async (page) => {
  await signIn(page);
  const reply = await ask(page, GUIDED);
  const steps = reply.getByRole("listitem");
  await steps.first().waitFor();
  assert.ok((await steps.count()) >= 3, "a guide has steps");
  const waiting = reply.getByRole("button", { name: "Done" });
  const open = await waiting.count();
  await waiting.first().click();
  await reply.locator('li[data-state="completed"]').waitFor();
  assert.equal(await waiting.count(), open - 1);
});

journey("asking for a person hands the conversation over and says so", async (page) => {
  await ask(page, PERSON);
  await page.getByRole("log").getByText("Handed to a person").waitFor();
  await page.getByRole("status").getByText("Waiting for a person").waitFor();
});

journey("what the page shows is part of the question", async (page) => {
  const reply = await ask(page, "It doesn't work");
  assert.match(await reply.innerText(), /date/i);
});

journey("text from the contact is shown as text, never as HTML", async (page) => {
  await ask(page, "<img src=x onerror=alert(1)> how do I send an invoice?");
  await page.getByRole("log").getByText("<img src=x onerror=alert(1)>").first().waitFor();
  assert.equal(await page.getByRole("log").locator("img").count(), 0);
});

journey("a signed-in contact begins a conversation of their own", async (page) => {
  await ask(page, ANSWERED);
  await signIn(page);
  const reply = await ask(page, ANSWERED);
  await reply.getByRole("list", { name: "Sources" }).waitFor();
});

for (const [name, options] of Object.entries({
  light: { colorScheme: "light" },
  dark: { colorScheme: "dark" },
  phone: { colorScheme: "light", viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
})) {
  journey(`nothing is wider than the window: ${name}`, (page) => fits(page, name), options);
}

async function fits(page, name) {
  await page.getByRole("log").locator(".bubble.ai_agent").first().waitFor();
  await shot(page, `${name}-start`);
  await signIn(page);
  await page.getByLabel("Team", { exact: true }).check();
  const reply = await ask(page, ANSWERED);
  await reply.getByRole("button", { name: "Source 1" }).first().click();
  await shot(page, `${name}-answer`);
  await ask(page, GUIDED);
  await shot(page, `${name}-guide`);
  await ask(page, PERSON);
  await page.getByRole("log").getByText("Handed to a person").waitFor();
  await shot(page, `${name}-person`);
  const over = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(over <= 0, `${over} px too wide`);
}

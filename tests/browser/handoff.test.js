// A handoff from end to end on the real binary, three browsers at once: a contact, an agent and a supervisor.
// SCREENSHOTS names a folder to keep pictures in.

import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startCatcher } from "./catcher.js";
import { signIn, startBrowser, startDemo } from "./demo.js";

const QUESTION = "Since this morning our bookkeeper's export shows every second payment with the wrong sign. Why?";

let demo;
let browser;
let mail;
let pictures;

before(async () => {
  pictures = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), "usher-screenshots-")));
  mail = await startCatcher();
  demo = await startDemo({
    USHER__SERVER__MAIL__URL: mail.url,
    USHER__SERVER__MAIL__FROM: "Tallybook Help <help@example.com>",
    USHER__SERVER__MAIL__TRANSCRIPT_AFTER_S: "1",
  });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await demo?.stop();
  await mail?.stop();
});

/** A browser of somebody's own; `wrong` fills with what went wrong in it. */
async function enter(path) {
  const context = await browser.newContext({ viewport: { width: 1360, height: 860 }, locale: "en-GB" });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000);
  const wrong = [];
  page.on("console", (message) => message.type() === "error" && wrong.push(message.text()));
  page.on("pageerror", (error) => wrong.push(`exception: ${error.message}`));
  everybody.push(page);
  await page.goto(`${demo.url}${path}`);
  return { page, wrong, close: () => context.close() };
}

const everybody = [];
const shot = (page, name) => page.screenshot({ path: join(pictures, `handoff-${name}.png`) });

/** What everybody saw when it went wrong. */
async function pictured(steps) {
  try {
    await steps();
  } catch (error) {
    for (const [at, page] of everybody.entries()) await shot(page, `failed-${at}`).catch(() => {});
    throw error;
  }
}

test("asked, handed over, answered, shown, settled, rated, and mailed", { timeout: 240_000 }, () => pictured(async () => {
  const [contact, tom, ada] = await Promise.all([
    enter("/tallybook/dashboard?role=owner&plan=business"),
    enter("/console/"),
    enter("/console/"),
  ]);
  const widget = contact.page.locator("usher-widget").getByRole("dialog");
  const write = async (text) => {
    await widget.locator(".composer textarea").fill(text);
    await widget.locator(".composer textarea").press("Enter");
  };
  await signIn(tom.page, "tom@example.com", demo.password);
  await signIn(ada.page, "ada@example.com", demo.password);

  // Asked, and not known well enough.
  await contact.page.locator("usher-widget .launcher").click();
  await widget.locator(".greeting").waitFor();
  await write(QUESTION);
  await widget.getByText(/passing you to a person|passing you to them/).first().waitFor();
  await shot(contact.page, "1-handed-over");

  // Offered with the packet, which needs no question back.
  const card = tom.page.getByRole("region", { name: "Offers" }).getByRole("article");
  await card.getByText("Offered to you").waitFor();
  await card.getByRole("button", { name: "Take" }).click();
  const packet = tom.page.getByRole("region", { name: "Handoff packet" });
  await packet.getByText("/dashboard").first().waitFor();
  await packet.getByText("every second payment with the wrong sign").first().waitFor();
  await packet.getByText("Harbour Street Studio").first().waitFor();
  await shot(tom.page, "2-packet");
  await widget.getByText("Tom Becker is here to help.").first().waitFor();

  // The supervisor sees it live.
  await ada.page.evaluate(() => void (location.hash = "#/live"));
  const live = ada.page.getByRole("region", { name: "Live conversations" }).getByRole("article");
  await live.filter({ hasText: "wrong sign" }).getByText("Tom Becker").first().waitFor();
  await shot(ada.page, "3-live");

  // Words both ways, then a guide that the contact plays.
  await tom.page.getByRole("button", { name: "Got it" }).click();
  await tom.page.getByRole("textbox", { name: "Reply" }).fill("Hello! Connecting Stripe anew mends it. I send you the steps.");
  await tom.page.keyboard.press("Control+Enter");
  await widget.getByText("Connecting Stripe anew mends it").first().waitFor();
  await write("Please do.");
  await tom.page.getByRole("log").getByText("Please do.").waitFor();
  await tom.page.getByRole("button", { name: "Send a guide" }).click();
  const choose = tom.page.getByRole("dialog", { name: "Send a guide" });
  await choose.getByLabel("Find").fill("stripe");
  await choose.getByRole("radio", { name: /Connect Stripe|Stripe/ }).first().check();
  await choose.getByRole("button", { name: "Send the guide" }).click();
  await widget.getByRole("button", { name: "Show me", exact: true }).last().click();
  await contact.page.locator("usher-guide").waitFor({ state: "attached" });
  for (const [at, id] of ["nav-settings", "settings-integrations", "connect-stripe", "connect-allow"].entries()) {
    // What the guide points at is done by the contact; each step ends before the agent's eyes.
    await contact.page.getByTestId(id).click();
    await tom.page.getByText(`${at + 1} of 4 steps`).first().waitFor();
  }
  await contact.page.getByText("Stripe connected").first().waitFor();
  await tom.page.getByText("Completed · 4 of 4 steps").first().waitFor();
  await shot(tom.page, "4-guide-completed");

  // Settled, rated and mailed.
  await tom.page.getByRole("button", { name: /^Resolve/ }).click();
  const resolve = tom.page.getByRole("dialog", { name: "Resolve" });
  await resolve.getByRole("radio", { name: /^Solved/ }).check();
  await resolve.getByRole("button", { name: "Resolve" }).click();
  if (!(await widget.isVisible())) await contact.page.locator("usher-widget .launcher").click();
  await widget.getByText("How did we do?").first().waitFor();
  await widget.getByRole("radio", { name: /^5 stars/ }).check({ force: true });
  await widget.getByRole("button", { name: "Send rating" }).click();
  await widget.getByText("Thank you for your rating.").first().waitFor();
  await shot(contact.page, "5-rated");
  const letter = await mail.to("owner@example.com");
  assert.match(letter.raw, /^Subject: Your conversation with Tallybook/m);
  assert.match(letter.raw.replaceAll("=\n", ""), /Connecting Stripe anew mends it/);
  await ada.page.evaluate(() => void (location.hash = "#/inbox/resolved"));
  await ada.page.getByText("wrong sign").first().waitFor();
  assert.deepEqual(contact.wrong, []);
  for (const { wrong } of [tom, ada]) assert.deepEqual(wrong.filter((line) => !/status of 401/.test(line)), []);
  for (const one of [contact, tom, ada]) await one.close();
}));

// The content team's work on the real binary, from a file or from what is missing to a reply that quotes it.
// SCREENSHOTS names a folder to keep pictures in.

import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { ask, askOverHttp, goTo, openConsole, startBrowser, startDemo, visit } from "./demo.js";

const SCANNER = `# The warehouse scanner

Pair the warehouse scanner with the tablet under Devices. Pairing the warehouse scanner takes up to 40 seconds.
`;
const MISSED = [
  "how do I set up loyalty stamp cards for my café",
  "can guests collect loyalty stamps on a stamp card",
  "where are the loyalty stamp cards",
  "a customer lost the loyalty stamp card, what now",
];

let demo;
let browser;
let console_;
let pictures;

before(async () => {
  pictures = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), "usher-screenshots-")));
  demo = await startDemo();
  browser = await startBrowser();
  console_ = await openConsole(browser, demo);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const shot = (page, name) => page.screenshot({ path: join(pictures, `content-${name}.png`) });

/** Asks until a reply says it, each time as somebody new: what was published a moment ago counts within seconds. */
async function answered(question, words) {
  let text;
  for (let tries = 0; tries < 8; tries++) {
    if (tries > 0) await new Promise((done) => setTimeout(done, 1_500));
    const { page, close } = await visit(browser, demo.url);
    const reply = await ask(page, question);
    text = await reply.innerText();
    if (text.includes(words)) await shot(page, words.replaceAll(/\W+/g, "-"));
    await close();
    if (text.includes(words)) return;
  }
  assert.fail(`no reply says “${words}”; the last was: ${text}`);
}

test("a file is uploaded, read before one's eyes, and quoted", { timeout: 120_000 }, async () => {
  await goTo(console_, "#/uploads");
  await console_.getByRole("heading", { name: "Uploads", level: 1 }).waitFor();
  await console_.getByLabel("Files to upload").setInputFiles([
    { name: "warehouse-scanner.md", mimeType: "text/markdown", buffer: Buffer.from(SCANNER) },
    { name: "broken.md", mimeType: "text/markdown", buffer: Buffer.from("---\nplans: [unclosed\n---\nText.") },
  ]);
  const line = (name) => console_.getByRole("list", { name: "Uploads" }).getByRole("listitem").filter({ hasText: name });
  await line("warehouse-scanner.md").getByText("Ready", { exact: true }).waitFor();
  await line("broken.md").getByText(/Quarantined/i).first().waitFor();
  await shot(console_, "uploads");
  await answered("how long does pairing the warehouse scanner take?", "40 seconds");
});

/** What a person does at a conversation, as whoever is signed in. */
function act(conversation, what, body) {
  const call = async ({ path, body }) => {
    const { csrf } = await (await fetch("/v1/people/session")).json();
    const headers = { "content-type": "application/json", "x-csrf-token": csrf };
    const response = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) });
    return response.ok ? "" : `${path}: ${response.status} ${await response.text()}`;
  };
  return console_.evaluate(call, { path: `/v1/people/conversations/${conversation}/${what}`, body }).then((wrong) => assert.equal(wrong, ""));
}

test("what a person answered becomes an article, and the next one is answered", { timeout: 180_000 }, async () => {
  const conversation = await askOverHttp(demo.url, "can I print braille labels for the sample cabinet? I want to talk to a person");
  await act(conversation, "take", {});
  const texts = ["Hi there, let me check.", "Braille labels for the sample cabinet are printed under Labels > Tactile, on 12 mm tape. Does that help?"];
  for (const [at, text] of texts.entries()) await act(conversation, "messages", { client_id: `p${at}`, text });
  await act(conversation, "resolve", { outcome: "solved" });
  await goTo(console_, "#/gaps?part=answered");
  const group = console_.locator(".card").filter({ hasText: "braille" }).first();
  await group.waitFor();
  await shot(console_, "answered");
  await group.getByRole("button", { name: "Write an article from this" }).click();
  const form = console_.getByRole("dialog", { name: "Write an article from this" });
  assert.match(await form.getByLabel("Answer", { exact: true }).inputValue(), /^Braille labels[^?]*tape\.$/);
  await form.getByLabel("Title").fill("Braille labels for the sample cabinet");
  await form.getByRole("button", { name: "Begin writing" }).click();
  await console_.getByRole("textbox", { name: "Text", exact: true }).waitFor();
  await console_.getByRole("button", { name: "Publish…", exact: true }).click();
  await console_.getByRole("dialog", { name: "Publish" }).getByRole("button", { name: "Publish now" }).click();
  await console_.getByText(/is published\. Replies rest on it/).waitFor();
  await answered("how are braille labels for the sample cabinet printed?", "12 mm tape");
});

test("what many ask and nobody answers is found, written, published and answered", { timeout: 180_000 }, async () => {
  for (const text of MISSED) await askOverHttp(demo.url, text);
  await goTo(console_, "#/gaps");
  const group = console_.getByRole("listitem").filter({ hasText: /loyalty/i }).first();
  await group.waitFor();
  await shot(console_, "gaps");
  const begin = group.getByRole("button", { name: "Write an article from this" });
  if (!(await begin.isVisible())) await group.getByRole("button").first().click();
  await begin.click();
  const form = console_.getByRole("dialog", { name: "Write an article from this" });
  await form.getByLabel("Title").fill("Loyalty stamp cards");
  await form.getByRole("button", { name: "Begin writing" }).click();
  const text = console_.getByRole("textbox", { name: "Text", exact: true });
  await text.waitFor();
  await text.fill("# Loyalty stamp cards\n\nLoyalty stamp cards are set up under Counter > Loyalty. A card is full after 9 stamps.\n");
  await console_.getByRole("button", { name: "Publish…", exact: true }).click();
  await console_.getByRole("dialog", { name: "Publish" }).getByRole("button", { name: "Publish now" }).click();
  await console_.getByText(/is published\. Replies rest on it/).waitFor();
  await shot(console_, "published");
  await answered("how do I set up loyalty stamp cards", "Counter > Loyalty");
});

test("a guide is changed, played in the demo product before it is published, and then offered so", { timeout: 180_000 }, async () => {
  await goTo(console_, "#/guides/invite-teammate");
  const text = console_.getByRole("textbox", { name: "Text", exact: true });
  await text.waitFor();
  const before = await text.inputValue();
  const at = /instruction: .*/;
  assert.match(before, at);
  await text.fill(before.replace(at, "instruction: Begin here, in the menu on the left."));
  await console_.getByRole("heading", { name: "Begin here, in the menu on the left." }).waitFor();
  await shot(console_, "guide");
  // The bubble of a step is closed to the page, and so to this test.
  await console_.context().addInitScript(() => {
    const { attachShadow } = Element.prototype;
    Element.prototype.attachShadow = function (options) {
      return attachShadow.call(this, { ...options, mode: "open" });
    };
  });
  const opened = console_.waitForEvent("popup");
  await console_.getByRole("button", { name: "Play it in the demo product" }).click();
  const product = await opened;
  await product.getByText("Begin here, in the menu on the left.", { exact: true }).waitFor();
  await shot(product, "guide-played");
  await product.close();
  await console_.getByRole("button", { name: "Publish…", exact: true }).click();
  await console_.getByRole("dialog", { name: "Publish" }).getByRole("button", { name: "Publish now" }).click();
  await console_.getByText(/is published\. Contacts are offered it/).waitFor();
  const now = await console_.evaluate(async () => (await fetch("/v1/people/knowledge/guide?id=invite-teammate")).json());
  assert.deepEqual([now.guide.state, now.guide.version, now.versions.length], ["published", 2, 2]);
});

test("a contact's message teaches an intent", { timeout: 120_000 }, async () => {
  const conversation = await askOverHttp(demo.url, "zap the bill over to mrs patel once more");
  await goTo(console_, `#/inbox/all/${conversation}`);
  const said = console_.getByText("zap the bill over to mrs patel once more").last();
  await said.hover();
  await console_.getByRole("button", { name: /^Teach an intent with/ }).first().click();
  const teach = console_.getByRole("dialog", { name: "Teach an intent" });
  await teach.getByLabel("Intent it belongs to").selectOption({ label: "Send an invoice" });
  const add = teach.getByRole("button", { name: /^Add/, disabled: false });
  await add.waitFor();
  await shot(console_, "teach");
  await add.click();
  await goTo(console_, "#/intents");
  await console_.getByRole("heading", { name: "Intents", level: 1 }).waitFor();
  await shot(console_, "intents");
  const { intents } = await console_.evaluate(async () => (await fetch("/v1/people/knowledge/intents")).json());
  const taught = intents.flatMap((intent) => intent.added.map((example) => [intent.id, example.text]));
  assert.equal(taught.length, 1, JSON.stringify(taught));
  assert.equal(taught[0][0], "send_invoice");
});

// Guides: what leads to them, playing one in the demo product, and who only reads.

import assert from "node:assert/strict";
import { beside, button, change, EDITOR, heading, INVITE, open, steps, text } from "./guide-page.js";
import { goTo, scenarios, thread } from "./scenario.js";

const scenario = scenarios();

scenario(
  "what leads to a guide: contacts' questions with their conversations, its own, and its intents' examples",
  async (page, { enter }) => {
    await open(page, "import-customers");
    await beside(page, /^What leads here/);
    const asked = page.getByRole("region", { name: "What contacts asked" });
    await asked.getByText("How do I get my client list in?").waitFor();
    await asked.getByText("14 times").waitFor();
    await page.getByRole("region", { name: "Its own questions" }).getByText("upload a csv of clients").waitFor();
    assert.ok((await page.getByRole("region", { name: "Examples of its intents" }).getByRole("listitem").count()) > 5);
    assert.equal(await asked.getByRole("link").count(), 0, "who reads no conversations is not led to one");
    await open(page, "download-statement");
    await heading(page, "Download a statement");
    await beside(page, /^What leads here/);
    for (const none of ["Nobody was offered it", "It has none that are published yet", "No intent leads to it"]) await page.getByText(none).waitFor();
    const analyst = await enter("analyst");
    await open(analyst, "import-customers");
    await analyst.getByRole("link", { name: "Open the conversation of “How do I get my client list in?”" }).click();
    await thread(analyst).waitFor();
  },
  EDITOR,
);

scenario(
  "what is in the editor is played in the demo product, though nobody published or saved it",
  async (page, { backend }) => {
    await open(page, INVITE);
    await change(page, "instruction: Open Settings in the menu on the left.", "instruction: Begin with Settings.");
    await heading(page, "Begin with Settings.", 3);
    await page.getByText("In a new tab, with the role Owner and the plan Plus.").waitFor();
    // The widget shows guides where no page looks in; here one does.
    await page.context().addInitScript(() => {
      const { attachShadow } = Element.prototype;
      Element.prototype.attachShadow = function (options) {
        return attachShadow.call(this, { ...options, mode: "open" });
      };
    });
    const [product] = await Promise.all([page.waitForEvent("popup"), button(page, "Play it in the demo product").click()]);
    await product.waitForLoadState();
    const { url, guide, step } = await product.evaluate(() => {
      const key = Object.keys(sessionStorage).find((name) => /^usher\.tallybook\.c\w+\.guide$/.test(name));
      return { url: location.pathname, ...JSON.parse(sessionStorage.getItem(key)) };
    });
    assert.deepEqual([url, guide.id, guide.steps.length, guide.steps[0].instruction, step], ["/tallybook/dashboard", INVITE, 6, "Begin with Settings.", 0]);
    await product.getByText("Begin with Settings.", { exact: true }).waitFor();
    await product.getByRole("link", { name: "Settings", exact: true }).first().click();
    await product.getByText("Choose Team in the settings.", { exact: true }).waitFor();
    await product.reload();
    await product.getByText("Choose Team in the settings.", { exact: true }).waitFor();
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), [], "this tab plays nothing");
    assert.equal(backend.guide(INVITE).versions.length, 3, "and nothing is stored");

    await change(page, "summary:", "summery:");
    await page.getByText("It cannot be published like this.").waitFor();
    assert.ok(await button(page, "Play it in the demo product").isDisabled());
    await change(page, "summery:", "summary:");
    await page.evaluate(() => (window.open = () => null));
    await button(page, "Play it in the demo product").click();
    await page.getByRole("alert").getByText(/The browser did not let the tab open/).waitFor();
    assert.deepEqual(await page.evaluate(() => Object.keys(sessionStorage)), []);
    backend.withoutDemo();
    await open(page, "connect-stripe");
    await heading(page, "Connect Stripe", 2);
    assert.equal(await button(page, "Play it in the demo product").count(), 0, "nowhere to play it");
  },
  { ...EDITOR, expected: [/status of 404/] },
);

scenario(
  "who does not write reads: the steps, what leads there and the history, no editor",
  async (page, { backend }) => {
    await goTo(page, "#/guides");
    await heading(page, "Guides");
    assert.equal(await page.getByRole("link", { name: "New guide" }).count(), 0);
    await page.getByRole("link", { name: /^Invite a teammate/ }).click();
    await steps(page).first().waitFor();
    assert.equal(await page.getByRole("textbox").count(), 0);
    for (const name of ["Save draft", "Publish…", "Edit", /^Play it/]) assert.equal((await page.getByRole("button", { name }).count()) + (await page.getByRole("link", { name, exact: true }).count()), 0);
    await page.getByText("Its text, as YAML").click();
    await page.getByText("- id: open-settings").waitFor();
    await page.getByRole("region", { name: "What contacts asked" }).getByText("My bookkeeper needs a login").waitFor();
    await page.getByRole("link", { name: "articles/team/invite-a-teammate.md" }).waitFor();
    await page.getByRole("link", { name: "Version 2", exact: true }).click();
    await page.getByText(/This is version 2 of/).waitFor();
    assert.equal(await page.getByRole("button", { name: /Roll back/ }).count(), 0);
    await open(page, "download-statement");
    await heading(page, "Download a statement");
    await page.getByText("This is draft 1. Nobody is offered it yet.").waitFor();
    await page.getByText("step download has no target").waitFor();
    await open(page, "never-was");
    await page.getByText(/That guide is not there any more/).waitFor();
    const refused = await page.evaluate(() => fetch("/v1/people/knowledge/guide/archive", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then((answer) => answer.status));
    assert.equal(refused, 403);
    assert.equal(backend.guide(INVITE).archived, false);
  },
  { as: "agent", expected: [/status of 40[34]/] },
);

scenario(
  "where no guide is, the page says what one does; where the server is away, so does it",
  async (page, { backend }) => {
    backend.withoutGuides();
    await goTo(page, "#/guides");
    await heading(page, "No guides yet", 2);
    await page.getByText(/to write the first one/).waitFor();
    await goTo(page, "#/you");
    backend.down(true);
    await goTo(page, "#/guides");
    await page.getByText(/cannot be reached/).first().waitFor();
    backend.down(false);
    await page.getByRole("button", { name: "Try again" }).click();
    await heading(page, "No guides yet", 2);
  },
  { ...EDITOR, expected: [/ERR_|WebSocket/] },
);

// Guides: written as YAML with their steps beside, published, compared, rolled back and archived.

import assert from "node:assert/strict";
import { PHONE } from "./browser.js";
import { beside, button, change, dialog, EDITOR, heading, INVITE, open, steps, text } from "./guide-page.js";
import { goTo, scenarios } from "./scenario.js";

const scenario = scenarios();
const menu = async (page, item) => (await page.getByRole("button", { name: "More for this guide" }).click(), await page.getByRole("menuitem", { name: item }).click());

scenario(
  "a guide is begun from a template, says where it is wrong until it is filled in, and is published",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("3");
    await heading(page, "Guides");
    await page.keyboard.press("c");
    await heading(page, "New guide");
    await page.getByLabel("Title").fill("Invite: Teammate!");
    assert.equal(await page.getByLabel("Id").inputValue(), INVITE);
    await button(page, "Begin writing").click();
    await page.getByText("There is a guide of this id already").waitFor();
    await page.getByLabel("Id").fill("Change logo");
    await page.getByText("Small letters, digits and hyphens only").waitFor();
    assert.ok(await button(page, "Begin writing").isDisabled());
    await page.getByLabel("Title").fill("Change the logo: step by step");
    await page.getByLabel("Product area").fill("settings");
    await page.getByLabel("Id").fill("change-logo");
    await button(page, "Begin writing").click();

    await page.getByText("It cannot be published like this.").waitFor();
    await page.getByText("summary is empty; write something there, at line 6 column").waitFor();
    assert.equal(await page.locator(".code-lines .wrong").innerText(), "6");
    await button(page, "Go to line 6").click();
    assert.equal(await page.evaluate(() => getSelection().toString()), "summary:");
    await page.keyboard.press("End");
    assert.ok(await button(page, "Play it in the demo product").isDisabled());
    await change(page, "summary:", "summary: Put your own logo on invoices.");
    await page.getByText(/questions\[0\] is empty.* at line 11/).waitFor();
    await change(page, "  -\n", "  - how do I put my logo on the invoice\n");
    await page.getByText("steps[0].instruction is empty").waitFor();
    await change(page, "instruction:\n", "instruction: Open Settings in the menu on the left.\n");
    await page.getByText(/postconditions\[0\]/).waitFor();
    await change(page, "- route:\n", "- route: /settings/*\n");
    await page.getByText("It cannot be published like this.").waitFor({ state: "detached" });
    assert.equal(await page.locator(".code-lines .wrong").count(), 0);
    await heading(page, "Change the logo: step by step");
    await steps(page).getByText("the page is one of /settings/*").waitFor();
    await change(page, "name: }", "name: Settings}");
    await steps(page).getByText("Click the link “Settings”").waitFor();

    await text(page).press("Control+s");
    await page.getByText("Draft 2 is saved").waitFor();
    await button(page, "Publish…").click();
    await dialog(page, "Publish").getByText(/Contacts are offered it within seconds, where it leads/).waitFor();
    await dialog(page, "Publish").getByRole("button", { name: "Publish now" }).click();
    await page.getByText("Version 2 is published. Contacts are offered it within seconds").waitFor();
    await page.getByText("Published", { exact: true }).waitFor();
    assert.equal(backend.guide("change-logo").published, 2);
    await button(page, "Back to the guides").click();
    await page.getByRole("link", { name: /^Change the logo/ }).waitFor();
  },
  { ...EDITOR, expected: [/status of 409/] },
);

scenario(
  "a guide is found, changed with its steps beside it, compared and rolled back",
  async (page, { backend }) => {
    await goTo(page, "#/guides");
    await page.getByRole("row", { name: /Invite a teammate/ }).getByText("Mara Lindqvist").waitFor();
    await page.getByRole("button", { name: /^Never published/ }).click();
    await page.getByRole("link", { name: /^download-statement/ }).waitFor();
    await page.getByRole("button", { name: /^All/ }).click();
    await page.getByLabel("Find guides").fill("colleague invitation");
    await page.getByText("1 guide", { exact: true }).waitFor();
    await page.locator("body").click({ position: { x: 700, y: 850 } });
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await heading(page, "Invite a teammate");
    await page.getByText("6 steps · team · for plus and business plans, owner and admin").waitFor();
    assert.ok(await button(page, "Publish…").isDisabled());
    assert.equal(await steps(page).count(), 6);
    const last = steps(page).last();
    await last.getByText("Click the button “Send invitation”").waitFor();
    await last.getByText("the page says “Invitation sent” and the product announces teammate.invited").waitFor();

    await change(page, "instruction: Choose Send invitation.", "instruction: Choose Send invitation, at the end.");
    await last.getByRole("heading", { name: "Choose Send invitation, at the end." }).waitFor();
    await change(page, "  - id: open-team\n", "  - id: open-settings\n");
    await page.getByText("two steps have the id open-settings; give each its own").waitFor();
    await page.getByText("this is how it was before").waitFor();
    await button(page, "Publish…").click();
    assert.ok(await dialog(page, "Publish").getByRole("button", { name: "Publish now" }).isDisabled());
    await button(page, "Cancel").click();
    await button(page, "Save draft").click();
    await page.getByText("Draft 4 is saved").waitFor();
    await page.getByText("Draft waiting").waitFor();
    await change(page, "  - id: open-settings\n    instruction: Choose Team", "  - id: open-team\n    instruction: Choose Team");
    await page.getByText("two steps have the id").waitFor({ state: "detached" });
    await button(page, "Publish…").click();
    await dialog(page, "Publish").getByText(/takes the place of version 3: 1 line added, 1 line removed/).waitFor();
    await dialog(page, "Publish").getByLabel("What changed").fill("Says where it is");
    await button(page, "Publish now").click();
    await page.getByText("Version 5 is published").waitFor();

    await beside(page, /^History/);
    const history = page.getByRole("list", { name: "Versions" });
    await history.getByText("Says where it is").waitFor();
    await history.getByRole("listitem").filter({ hasText: "Version 2" }).getByRole("link", { name: /Compare/ }).click();
    await page.locator(".diff .added ins").filter({ hasText: "at the end" }).waitFor();
    await button(page, "Back to the guide").click();
    await beside(page, /^History/);
    await history.getByRole("link", { name: "Version 2", exact: true }).click();
    await page.getByText(/This is version 2 of .*Version 5 is published now\./).waitFor();
    await button(page, "Roll back to it…").click();
    await button(page, "Roll back").click();
    await page.getByText("The text of version 2 is published as version 6").waitFor();
    await text(page).waitFor();
    assert.doesNotMatch(await text(page).inputValue(), /at the end/);
    assert.equal(backend.guide(INVITE).versions[0].of, 2);
    await button(page, "Back to the guides").click();
    await page.getByText("1 guide", { exact: true }).waitFor();
  },
  EDITOR,
);

scenario(
  "somebody saves first: both texts are shown, and neither is lost; what is not saved outlives a reload",
  async (page, { backend }) => {
    await open(page, INVITE);
    await change(page, "title: Invite a teammate", "title: Mine");
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("usher.guide.lee.")));
    await page.reload();
    await page.getByText("You wrote this on this device").waitFor();
    await heading(page, "Mine");
    backend.savesGuide("admin", INVITE, (was) => was.replace("title: Invite a teammate", "title: Theirs"), "Shorter");
    await page.getByText(/Mara Lindqvist saved version 4 meanwhile/).waitFor();
    await button(page, "Save draft").click();
    const conflict = dialog(page, "Mara Lindqvist saved meanwhile");
    await conflict.getByText("“Shorter”").waitFor();
    await conflict.locator(".removed").filter({ hasText: "Theirs" }).waitFor();
    await conflict.getByRole("button", { name: "Take theirs" }).click();
    await heading(page, "Theirs");
    await button(page, "Bring it back").click();
    await heading(page, "Mine");
    await text(page).press("Control+s");
    await page.getByText("Draft 5 is saved").waitFor();
    backend.savesGuide("admin", INVITE, (was) => was.replace("title: Mine", "title: Theirs again"));
    await heading(page, "Theirs again");
    await change(page, "title: Theirs again", "title: Mine again");
    backend.savesGuide("admin", INVITE, (was) => `${was}# later\n`);
    await button(page, "Publish…").click();
    await dialog(page, "Publish").getByRole("button", { name: "Publish now" }).click();
    await conflict.getByRole("button", { name: "Keep mine" }).click();
    await page.getByText("Yours is saved as draft 8").waitFor();
    assert.match(backend.guide(INVITE).versions[0].text, /title: Mine again/);
  },
  // A draft may be replaced just before it is read.
  { ...EDITOR, expected: [/status of 40[49]/] },
);

scenario(
  "a draft is discarded; a guide archived and published again; one that was never published is gone with its draft",
  async (page, { backend }) => {
    await open(page, "send-invoice");
    await page.getByText("Draft waiting").waitFor();
    await menu(page, "See what the draft changes");
    await page.locator(".diff .added").filter({ hasText: "where your drafts are" }).waitFor();
    await button(page, "Back to the guide").click();
    await menu(page, "Discard the draft…");
    await button(page, "Discard the draft").click();
    await page.getByText("Draft waiting").waitFor({ state: "detached" });
    await page.waitForFunction(() => !document.querySelector(".code-field textarea").value.includes("where your drafts are"));
    await menu(page, "Archive…");
    await page.getByText(/whoever is playing it right now can finish/).waitFor();
    await button(page, "Archive the guide").click();
    await page.getByText("Archived: nobody is offered it").waitFor();
    assert.equal(backend.guide("send-invoice").archived, true);
    await button(page, "Publish again…").click();
    await button(page, "Publish now").click();
    await page.getByText("Archived: nobody is offered it").waitFor({ state: "detached" });
    assert.equal(backend.guide("send-invoice").versions[0].of, 1);
    await open(page, "download-statement");
    await page.getByText("step download has no target").waitFor();
    assert.equal(await page.locator(".code-lines .wrong").innerText(), "14", "the line of the step that is named");
    await menu(page, "Discard the draft…");
    await page.getByText("so the guide is gone with it").waitFor();
    await button(page, "Discard the draft").click();
    await heading(page, "Guides");
    assert.equal(backend.guide("download-statement"), undefined);
  },
  EDITOR,
);

scenario(
  "keys keep the levels of the text, and lead out of it",
  async (page) => {
    await open(page, INVITE);
    await text(page).fill("steps:");
    await text(page).press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("- id: a");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.type("action: click");
    assert.equal(await text(page).inputValue(), "steps:\n  - id: a\n    action: click");
    await page.keyboard.press("Shift+Tab");
    assert.equal(await text(page).inputValue(), "steps:\n  - id: a\n  action: click");
    await page.keyboard.press("Control+z");
    assert.equal(await text(page).inputValue(), "steps:\n  - id: a\n    action: click");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Tab");
    assert.equal(await text(page).evaluate((field) => document.activeElement === field), false);
  },
  EDITOR,
);

scenario(
  "on a phone one panel fills the screen",
  async (page) => {
    await open(page, INVITE);
    await text(page).waitFor();
    const show = (name) => page.getByRole("group", { name: "Show" }).getByRole("button", { name }).click();
    await show("Steps");
    await steps(page).first().waitFor();
    assert.equal(await text(page).isVisible(), false);
    await show("Write");
    await change(page, "title: Invite", "titel: Invite");
    await show("Steps");
    await page.getByRole("button", { name: /^Go to line 2/ }).click();
    await text(page).waitFor();
    assert.match(await page.evaluate(() => getSelection().toString()), /^titel: Invite/);
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
  },
  { ...EDITOR, ...PHONE },
);

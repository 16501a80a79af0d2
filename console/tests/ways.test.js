// Ways through the console: keys, palette, search, filters, the supervisor's view, a phone.

import assert from "node:assert/strict";
import { PHONE } from "./browser.js";
import { atWork, goTo, scenarios, thread } from "./scenario.js";

const scenario = scenarios();
const title = (page, name) => page.getByRole("heading", { name, level: 2 });

scenario("j and k go through the list, r and n write, ? tells the keys", async (page, { backend }) => {
  const id = backend.handoff("Newer than the other");
  backend.act("agent", id, "take");
  await page.getByRole("link", { name: /Newer than the other/ }).waitFor();
  await page.keyboard.press("j");
  await title(page, "Newer than the other").waitFor();
  await page.keyboard.press("j");
  await title(page, "My customer list does not import.").waitFor();
  await page.keyboard.press("k");
  await title(page, "Newer than the other").waitFor();
  // The title stands before the conversation is loaded, and with it the place to write.
  await page.getByRole("region", { name: "Handoff packet" }).waitFor();
  await page.getByRole("textbox", { name: "Reply" }).waitFor();
  await page.keyboard.press("r");
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Reply");
  await page.keyboard.press("Escape");
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await sheet.getByText("Next conversation").waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("g");
  await page.keyboard.press("r");
  await page.getByRole("heading", { name: "Resolved", level: 1 }).waitFor();
});

scenario("the palette finds what can be done, where to go, and conversations", async (page) => {
  await goTo(page, "#/inbox/all/import-104");
  await page.getByRole("region", { name: "Handoff packet" }).waitFor();
  await page.keyboard.press("Control+k");
  const field = page.getByRole("combobox", { name: "What do you want to do?" });
  await field.fill("snoo");
  await page
    .getByRole("option", { name: /^Snooze/ })
    .first()
    .waitFor();
  await field.fill("webhook sig");
  await page.keyboard.press("Enter");
  await title(page, "Webhook signature does not verify").waitFor();
  await page.keyboard.press("Control+k");
  await field.fill("looks dark");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.documentElement.dataset.theme === "dark");
});

scenario("counts and lists follow what happens elsewhere", async (page, { backend }) => {
  await goTo(page, "#/inbox/waiting");
  const oskar = page.getByRole("link", { name: /Oskar Nyberg/ });
  await page.getByRole("list", { name: "Waiting" }).getByRole("link", { name: /Oskar/ }).waitFor();
  backend.act("second", "refund-1042", "take");
  await page.getByRole("list", { name: "Waiting" }).getByRole("link", { name: /Oskar/ }).waitFor({ state: "detached" });
  await page.getByRole("navigation").getByRole("link", { name: "Waiting 1" }).waitFor();
  assert.equal(await oskar.count(), 0);
});

scenario("search finds words of messages, notes and contacts", async (page) => {
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox", { name: /Search conversations/ });
  await field.fill("renew friday");
  await page.getByText("In a note").waitFor();
  await field.fill("nyberg");
  await page.getByText("The contact", { exact: true }).first().waitFor();
  await page
    .getByRole("link", { name: /Webhook signature/ })
    .first()
    .click();
  await title(page, "Webhook signature does not verify").waitFor();
  assert.match(page.url(), /q=nyberg/);
  await field.fill("zzz nothing");
  await page.getByText("Nothing says").waitFor();
});

scenario("resolved ones are filtered by rating, agent and topic, and what is left is exported", async (page) => {
  await goTo(page, "#/inbox/resolved");
  const list = page.getByRole("list", { name: "Resolved" });
  await list.getByRole("link").nth(4).waitFor();
  await page.getByLabel("Every rating").selectOption("5");
  await page.waitForFunction(() => document.querySelectorAll(".virtual a").length === 2);
  await page.getByLabel("Every agent").selectOption({ label: "Ben Carter" });
  await page.getByText("Nothing matches these filters").waitFor();
  await page.getByLabel("Every agent").selectOption("");
  await page.getByLabel("Every topic").selectOption("tax");
  await page.waitForFunction(() => document.querySelectorAll(".virtual a").length === 1);
  await page.getByLabel("Every topic").selectOption("");
  await page.getByRole("button", { name: "Export" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: /CSV/ }).click()]);
  assert.equal(download.suggestedFilename(), "conversations.csv");
  assert.match(download.url(), /view=resolved.*rating=5.*format=csv/);
  await page.getByRole("button", { name: "Clear" }).click();
  await page.waitForFunction(() => document.querySelectorAll(".virtual a").length === 5);
});

scenario(
  "a supervisor watches, whispers and takes over",
  async (page, { backend }) => {
    await goTo(page, "#/live");
    await page.getByRole("list", { name: "Team" }).getByText("Ben").waitFor();
    await page.getByRole("button", { name: /^Flagged/ }).click();
    await page
      .getByRole("region", { name: "Live conversations" })
      .getByRole("article")
      .filter({ hasText: "Northlight Studio" })
      .getByText("Frustrated")
      .waitFor();
    await page.getByRole("button", { name: /^All/ }).click();
    await page.getByRole("article").filter({ hasText: "Dev Patel" }).getByRole("link", { name: "Watch" }).click();
    await page.getByRole("button", { name: "Got it" }).click();
    await page.getByRole("textbox", { name: "Note" }).fill("Ask for the owner's mail first");
    await page.getByRole("button", { name: /Add note/ }).click();
    await thread(page)
      .getByRole("article", { name: /Note of You/ })
      .waitFor();
    assert.equal(backend.log("two-factor").at(-1).kind, "people.note");
    await page.getByRole("group", { name: "Actions" }).getByRole("button", { name: "Take over" }).click();
    await thread(page).getByText("You took it over from Ben Carter").waitFor();
  },
  { as: "supervisor" },
);

scenario("a contact's page has all that is known", async (page) => {
  await atWork(page, "import-104");
  await page.getByRole("region", { name: "Contact" }).getByRole("link", { name: "Priya Shah" }).click();
  await page.getByRole("heading", { name: "Priya Shah", level: 1 }).waitFor();
  await page.getByText("priya@meridian.example").waitFor();
  await page.getByRole("link", { name: /Which columns does the customer import want/ }).click();
  await title(page, "Which columns does the customer import want?").waitFor();
});

scenario(
  "on a phone the list, the packet, the thread and the contact are screens",
  async (page) => {
    await page.getByRole("link", { name: /My customer list/ }).tap();
    await page.getByRole("region", { name: "Handoff packet" }).waitFor();
    assert.equal(await page.getByRole("log").count(), 0);
    await page.getByRole("button", { name: "Got it" }).tap();
    await thread(page).getByText("Some rows came from our old shop").waitFor();
    await page.getByRole("button", { name: "Contact", exact: true }).tap();
    await page.getByText("priya@meridian.example").waitFor();
    await page.getByRole("button", { name: "Back to the list" }).tap();
    await page.getByRole("heading", { name: "Mine", level: 1 }).waitFor();
    await page.getByRole("button", { name: "Menu" }).tap();
    await page.getByRole("link", { name: /^Resolved/ }).tap();
    await page.getByRole("heading", { name: "Resolved", level: 1 }).waitFor();
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    assert.equal(wide, false, "nothing is wider than the screen");
  },
  PHONE,
);

scenario("quiet hours and looks are kept in this browser", async (page) => {
  await goTo(page, "#/you");
  await page.getByRole("switch", { name: /Quiet hours/ }).check();
  await page.getByRole("button", { name: "Dark", exact: true }).click();
  await page.reload();
  await page.getByLabel("From").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
});

// Queues and hours, canned replies, and all the company's pages on a phone.

import assert from "node:assert/strict";
import { PHONE } from "./browser.js";
import { goTo, scenarios } from "./scenario.js";

const scenario = scenarios();
const SCRIPT = `<img src=x onerror="document.title='owned'">`;
const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();
const dialog = (page, name) => page.getByRole("dialog", { name });

async function clean(page) {
  assert.equal(await page.locator("img[src=x]").count(), 0);
  assert.notEqual(await page.title(), "owned");
}

scenario(
  "queues are made, moved, warned about and deleted",
  async (page, { backend }) => {
    await goTo(page, "#/queues");
    await page.getByText("1 waiting").waitFor();
    await page.keyboard.press("c");
    const form = dialog(page, "New queue");
    await form.getByLabel("Name").fill(SCRIPT);
    await form.getByLabel("Skills").fill("klingon");
    await form.getByLabel("Skills").press("Enter");
    await form.getByText("Nobody has all that this queue asks for").waitFor();
    await form.getByRole("button", { name: "Make the queue" }).click();
    await form.waitFor({ state: "detached" });
    const list = page.getByRole("region", { name: "Queues" });
    const made = list.getByRole("listitem").filter({ has: page.getByRole("button", { name: `Change the queue ${SCRIPT}` }) });
    await made.getByText("Nobody may be offered it").waitFor();
    for (const place of [3, 2, 1]) {
      await made.getByRole("button", { name: /Move .* up/ }).click();
      await list.getByRole("listitem").nth(place - 1).getByText(SCRIPT).waitFor();
    }
    await list.getByText("Gets nothing").first().waitFor();
    await assertSoon(() => backend.queues()[0].name === SCRIPT);
    await made.getByRole("button", { name: /Change the queue/ }).click();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete the queue" }).click();
    await made.waitFor({ state: "detached" });
    await list.getByRole("button", { name: "Change the queue Billing" }).click();
    await page.getByRole("button", { name: "Delete…" }).click();
    await page.getByText("The one that waits in it waits in the inbox itself").waitFor();
    await clean(page);
  },
  { as: "supervisor" },
);

async function assertSoon(test) {
  for (let tries = 0; tries < 50 && !test(); tries++) await new Promise((done) => setTimeout(done, 50));
  assert.ok(test());
}

scenario(
  "hours are edited by the week, wrong ones are not sent, and what the contact is told follows",
  async (page, { backend }) => {
    await goTo(page, "#/queues");
    const card = page.getByRole("article").filter({ hasText: "Tallybook help" });
    await card.getByText("Always open").waitFor();
    await card.getByRole("button", { name: "Edit" }).click();
    const form = dialog(page, "Hours of Tallybook help");
    await form.getByRole("button", { name: "By the week" }).click();
    await form.getByLabel("Time zone").fill("Nowhere/Atlantis");
    const monday = form.getByRole("group", { name: "Times of Monday" });
    await monday.getByRole("button", { name: /Add times/ }).click();
    await monday.getByLabel("Monday, from").nth(1).fill("10:00");
    await monday.getByText("These times overlap.").waitFor();
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByText("Not saved yet").waitFor();
    assert.equal(backend.inbox("main").hours, null);
    await form.getByLabel("Time zone").fill("Asia/Tokyo");
    await monday.getByLabel("Monday, from").nth(1).fill("18:00");
    await monday.getByLabel("Monday, to").nth(1).fill("00:00");
    for (const day of ["Tuesday", "Wednesday", "Thursday", "Friday"])
      await form.getByRole("group", { name: `Times of ${day}` }).getByRole("button", { name: /^Remove/ }).click();
    await form.getByRole("button", { name: "Add a day" }).click();
    await form.getByLabel("Day", { exact: true }).fill("2027-05-03");
    await form.getByLabel("What day it is").fill(SCRIPT);
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    await card.getByText("18:00–24:00").waitFor();
    await card.getByText(SCRIPT).waitFor();
    const { hours } = backend.inbox("main");
    assert.deepEqual([hours.time_zone, hours.week.mon, hours.week.fri], ["Asia/Tokyo", [["09:00", "17:30"], ["18:00", "24:00"]], []]);
    await card.getByText(/people are back|People are there/).waitFor();
    await clean(page);
  },
  { as: "supervisor" },
);

scenario(
  "a content editor writes a canned reply with variables, sees it filled in, and hears of a shortcut that is taken",
  async (page) => {
    await heading(page, "Canned replies");
    await page.getByText("Dates in imports").waitFor();
    await page.keyboard.press("c");
    const form = page.getByRole("region", { name: "New reply" });
    await form.getByLabel("Title").fill(SCRIPT);
    await form.getByLabel("Shortcut").fill("hello");
    await form.getByText("“Greeting” has it already").waitFor();
    assert.equal(await form.getByRole("button", { name: "Make the reply" }).isDisabled(), true);
    await form.getByLabel("Shortcut").fill("welcome");
    await form.getByLabel("Words").fill("Dear ");
    await form.getByRole("button", { name: "First name" }).first().click();
    assert.equal(await form.getByLabel("Words").inputValue(), "Dear {{contact.first_name|there}}");
    const preview = page.getByRole("complementary", { name: "Preview" });
    await preview.getByText("Dear Priya").waitFor();
    await preview.getByLabel("As it is sent to").selectOption("visitor");
    await preview.getByText("Dear there").waitFor();
    await form.getByLabel("Words").fill("About {{error}} and {{contact.nmae}}: <b>bold</b>");
    await preview.getByText("Not known here: last error, contact.nmae").waitFor();
    await form.getByText("Nothing fills in contact.nmae").waitFor();
    await preview.getByText("<b>bold</b>").waitFor();
    await form.getByRole("button", { name: "Make the reply" }).click();
    await page.getByText("/welcome is saved").waitFor();
    await page.getByRole("region", { name: "Canned replies" }).getByText(SCRIPT).waitFor();
    const made = page.getByRole("region", { name: "Change the reply" });
    await made.getByRole("button", { name: "Delete…" }).click();
    await page.getByRole("button", { name: "Delete the reply" }).click();
    await page.getByText("/welcome is deleted").waitFor();
    await clean(page);
  },
  { as: "editor" },
);

scenario(
  "a shortcut that somebody took meanwhile is refused in words",
  async (page, { backend }) => {
    await goTo(page, "#/canned/canned-1");
    const form = page.getByRole("region", { name: "Change the reply" });
    await form.getByLabel("Shortcut").fill("new-one");
    backend.canned({ shortcut: "new-one", title: "Quicker", text: "Words", tags: [], inbox: null });
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("alert").getByText("Another reply has this shortcut").waitFor();
  },
  { as: "supervisor", expected: [/status of 409/] },
);

scenario("an agent reads canned replies, goes through them by key, and writes none", async (page) => {
  await goTo(page, "#/canned");
  await page.getByText("Dates in imports").waitFor();
  await page.keyboard.press("j");
  await heading(page, "Greeting", 2);
  await page.keyboard.press("j");
  await heading(page, "Dates in imports", 2);
  const preview = page.getByRole("complementary", { name: "Preview" });
  await preview.getByText(/IMP-104/).waitFor();
  await preview.getByLabel("As it is sent to").selectOption("limits");
  await preview.getByText("Not known here: last error").waitFor();
  assert.equal(await page.getByRole("button", { name: /New|Save|Delete/ }).count(), 0);
  await page.getByLabel("Find canned replies").fill("bank refund");
  await page.waitForFunction(() => document.querySelectorAll(".canned-panes .hit").length === 1);
});

scenario(
  "on a phone rows are cards and nothing is wider than the screen",
  async (page) => {
    for (const [hash, name] of [
      ["#/team", "Team"],
      ["#/queues", "Queues and hours"],
      ["#/audit", "Audit log"],
      ["#/figures", "Figures"],
      ["#/canned", "Canned replies"],
      ["#/knows", "What Usher knows about a visitor"],
    ]) {
      await goTo(page, hash);
      await heading(page, name);
      await page.waitForFunction(() => !document.querySelector(".skeleton"));
      const wide = await page.evaluate(() => {
        const box = document.querySelector(".page") ?? document.documentElement;
        return box.scrollWidth > box.clientWidth;
      });
      assert.equal(wide, false, hash);
    }
    for (const [hash, opens] of [
      ["#/team", "Change Ben Carter"],
      ["#/team", "Invite"],
      ["#/queues", "Change the queue Billing"],
      ["#/queues", "Edit the hours of Partners"],
    ]) {
      await goTo(page, hash);
      await page.getByRole("button", { name: opens, exact: true }).tap();
      const wide = await page.locator(".dialog-body").evaluate((box) => box.scrollWidth > box.clientWidth);
      assert.equal(wide, false, opens);
      await page.keyboard.press("Escape");
      await page.locator("dialog").waitFor({ state: "detached" });
    }
  },
  { as: "admin", ...PHONE },
);

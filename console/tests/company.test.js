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
    await goTo(page, "#/canned");
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

scenario(
  "an inbox’s looks, words and rules are set, shown before they are saved, and put back",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("i");
    await heading(page, "Inbox settings");
    const preview = page.getByRole("complementary", { name: "Preview" });
    await preview.getByText("Hi! Ask me anything about Tallybook.").waitFor();
    await page.getByLabel("First words").fill(SCRIPT);
    await preview.getByText(SCRIPT).waitFor();
    await page.getByLabel("First questions").fill("How much is it, and when?");
    await page.getByLabel("First questions").press("Enter");
    await preview.getByText("How much is it, and when?").waitFor();
    await page.getByLabel("Colour", { exact: true }).fill("red");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByRole("alert").getByText(/is not a colour/).waitFor();
    await page.getByLabel("Colour", { exact: true }).fill("#fc0");
    await page.getByLabel("Topics that always go to a person").fill("taxes,");
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. It counts from the next call on").waitFor();
    const { act, detail } = backend.audit().at(-1);
    assert.equal(act, "settings.changed");
    assert.deepEqual(Object.keys(detail).sort(), ["always_human", "color", "greeting", "suggestions"]);
    assert.deepEqual(detail.always_human.to, ["refunds", "legal", "security_incident", "taxes"]);
    await page.getByText("usher.toml says refunds, legal, security_incident.").getByRole("button", { name: "Back to it" }).click();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("taxes").waitFor({ state: "detached" });
    await clean(page);
  },
  { as: "admin", expected: [/status of 422/] },
);

scenario(
  "the language model is turned off for an inbox, and back to what usher.toml says",
  async (page, { backend }) => {
    await goTo(page, "#/settings");
    const model = page.getByRole("switch", { name: /Use the language model/ });
    await page.getByText("Off: nothing leaves").waitFor();
    assert.equal(await model.isChecked(), true);
    await model.click();
    await page.getByText("usher.toml says on.").waitFor();
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("Saved. It counts from the next call on").waitFor();
    assert.deepEqual(backend.audit().at(-1).detail, { model: { from: null, to: false } });
    assert.equal(await model.isChecked(), false);
    await page.getByText("usher.toml says on.").getByRole("button", { name: "Back to it" }).click();
    assert.equal(await model.isChecked(), true);
    await page.getByRole("button", { name: "Save" }).click();
    await page.getByText("usher.toml says on.").waitFor({ state: "detached" });
    backend.withoutModel();
    await page.reload();
    await page.getByText("None is configured now").waitFor();
  },
  { as: "admin" },
);

scenario(
  "a key is made beside the old one, its secret is there once, and it is ended",
  async (page, { backend }) => {
    await goTo(page, "#/settings");
    const keys = page.getByRole("region", { name: "Keys" });
    await keys.getByText("stands in usher.toml").waitFor();
    await keys.getByRole("button", { name: "New key" }).click();
    const ready = dialog(page, "The key is ready");
    assert.match(await ready.getByLabel("Secret").inputValue(), /^[0-9a-f]{64}$/);
    await ready.getByRole("button", { name: "Done" }).click();
    await keys.getByRole("button", { name: /^End the key k-/ }).click();
    await page.getByText(/are refused from now on/).waitFor();
    await page.getByRole("button", { name: "End the key", exact: true }).click();
    await page.getByText(/is refused from now on/).waitFor();
    assert.deepEqual(backend.audit().slice(-2).map(({ act }) => act), ["key.added", "key.ended"]);
  },
  { as: "admin" },
);

scenario("a transcript goes out by e-mail, or it is said why not", async (page, { backend }) => {
  await goTo(page, "#/inbox/all/import-104");
  const send = async () => {
    await page.getByRole("button", { name: "More", exact: true }).last().click();
    await page.getByRole("menuitem", { name: /Send a transcript/ }).click();
    await dialog(page, "Send a transcript").getByRole("button", { name: "Send" }).click();
  };
  await send();
  await dialog(page, "Send a transcript").getByText(/No mail server is set up/).waitFor();
  await page.keyboard.press("Escape");
  backend.mail(true);
  await send();
  await page.getByText(/^It goes to /).waitFor();
  await page.getByRole("log").getByText("A transcript went out by e-mail").waitFor();
}, { expected: [/status of 409/] });

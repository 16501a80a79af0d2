// Who comes in, and who does not.

import assert from "node:assert/strict";
import { PEOPLE } from "./backend.js";
import { PASSWORD, signIn } from "./browser.js";
import { goTo, reply, scenarios } from "./scenario.js";

const scenario = scenarios();
const shell = (page) => page.locator(".shell");

scenario(
  "a wrong password is said in words that help, the right one opens the inbox, and a reload stays inside",
  async (page) => {
    await page.getByLabel("E-mail").fill(PEOPLE.agent.email);
    await page.getByLabel("Password").fill("not the password");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("alert").getByText("E-mail or password is not right").waitFor();
    await signIn(page, PEOPLE.agent.email);
    await page.getByRole("heading", { name: "Mine", level: 1 }).waitFor();
    await page.reload();
    await shell(page).waitFor();
    await page.getByText("My customer list does not import.").first().waitFor();
  },
  { as: null },
);

scenario(
  "who has a second factor is asked for its code",
  async (page) => {
    await page.getByLabel("E-mail").fill(PEOPLE.admin.email);
    await page.getByLabel("Password").fill(PASSWORD);
    await page.getByRole("button", { name: "Sign in" }).click();
    const code = page.getByLabel("Code");
    await code.fill("000 000");
    await page.getByRole("button", { name: "Go on" }).click();
    await page.getByRole("alert").getByText("That code is not right").waitFor();
    await code.fill("123 456");
    await page.getByRole("button", { name: "Go on" }).click();
    await shell(page).waitFor();
  },
  { as: null },
);

scenario(
  "an invitation is accepted once, and its token leaves the address",
  async (page, { backend }) => {
    await page.goto(`${backend.url}/console/#welcome=${backend.invitation}`);
    await page.reload();
    await page.getByText("kim@tallybook.example").waitFor();
    assert.equal(await page.getByLabel("Your name").inputValue(), "Kim Novak");
    await page.getByLabel("A password").fill("a few words in a row");
    await page.getByRole("button", { name: "Begin" }).click();
    await shell(page).waitFor();
    assert.ok(!page.url().includes(backend.invitation));
    await page.goto(`${backend.url}/console/#welcome=${backend.invitation}`);
    await page.reload();
    await page.getByRole("alert").getByText("This invitation was used already").waitFor();
  },
  { as: null, expected: [/status of 404/] },
);

scenario(
  "a session that is over leads to the door with a reason, and the draft is there afterwards",
  async (page, { backend }) => {
    await goTo(page, "#/inbox/mine/import-104");
    await reply(page).fill("Half a sentence that");
    backend.endSessions("agent");
    await page.getByText("Your session is over").waitFor();
    await signIn(page, PEOPLE.agent.email);
    await reply(page).waitFor();
    assert.equal(await reply(page).inputValue(), "Half a sentence that");
  },
);

scenario("signing out ends it, also after a reload", async (page) => {
  await page.getByRole("button", { name: "You", exact: true }).click();
  await page.getByRole("menuitem", { name: "Sign out" }).click();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Sign in" }).waitFor();
});

scenario(
  "an analyst reads and writes nothing",
  async (page) => {
    await page.getByRole("heading", { name: "All", level: 1 }).waitFor();
    await goTo(page, "#/inbox/all/import-104");
    await page.getByRole("region", { name: "Handoff packet" }).waitFor();
    assert.equal(await page.locator("textarea").count(), 0);
    assert.equal(await page.getByRole("button", { name: "Resolve" }).count(), 0);
    assert.equal(await page.getByRole("link", { name: "Live" }).count(), 0);
  },
  { as: "analyst" },
);

scenario(
  "a content editor sees no conversation",
  async (page) => {
    await page.getByRole("heading", { name: "Articles", level: 1 }).waitFor();
    await goTo(page, "#/inbox/all/import-104");
    await page.getByRole("heading", { name: PEOPLE.editor.name, level: 1 }).waitFor();
    assert.equal(await page.getByText("My customer list").count(), 0);
  },
  { as: "editor" },
);

scenario("who is revoked at work is out at once, and told why", async (page, { backend }) => {
  await goTo(page, "#/inbox/mine/import-104");
  await reply(page).waitFor();
  backend.revoke("agent");
  await page.getByRole("alert").getByText("Your access was taken away").waitFor();
  assert.equal(await page.getByText("Priya Shah").count(), 0);
});

scenario(
  "who is no longer a supervisor has no live view any more, from one moment to the next",
  async (page, { backend }) => {
    await goTo(page, "#/live");
    await page.getByRole("heading", { name: "Live", level: 1 }).waitFor();
    backend.become("supervisor", "agent");
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
    assert.equal(await page.getByRole("link", { name: "Live" }).count(), 0);
  },
  { as: "supervisor" },
);

scenario(
  "a conversation that is not there is said not to be",
  async (page) => {
    await goTo(page, "#/inbox/all/nothing-of-that-name");
    await page.getByText("This conversation does not exist, or is not for you to see.").waitFor();
  },
  { expected: [/status of 404/] },
);

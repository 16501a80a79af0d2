// The team's page: who may change whom, invitations, and what everybody else sees.

import assert from "node:assert/strict";
import { goTo, scenarios } from "./scenario.js";

const scenario = scenarios();
const SCRIPT = `<img src=x onerror="document.title='owned'">`;
const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();
const dialog = (page, name) => page.getByRole("dialog", { name });
const row = (page, name) => page.getByRole("row").filter({ hasText: name });

async function clean(page) {
  assert.equal(await page.locator("img[src=x]").count(), 0);
  assert.notEqual(await page.title(), "owned");
}

scenario(
  "an admin changes somebody, and only what was changed is sent",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("t");
    await heading(page, "Team");
    await page.getByRole("button", { name: "Change Ben Carter" }).click();
    const form = dialog(page, "Ben Carter");
    await form.getByLabel("Role").selectOption("supervisor");
    await form.getByLabel("Skills").fill("refunds,");
    await form.getByLabel("Partners").check();
    await form.getByLabel("Conversations at the same time").fill("7");
    await form.getByRole("button", { name: "Save" }).click();
    await form.waitFor({ state: "detached" });
    await row(page, "Ben Carter").getByText("Supervisor").waitFor();
    await row(page, "Ben Carter").getByText("billing, refunds").waitFor();
    await row(page, "Ben Carter").getByText("1 of 7").waitFor();
    const { by, act, on, detail } = backend.audit().at(-1);
    assert.deepEqual({ by: by.name, act, on }, { by: "Mara Lindqvist", act: "person.changed", on: "ben" });
    assert.deepEqual(detail, { role: "supervisor", skills: ["billing", "refunds"], inboxes: ["partners"], capacity: 7 });
  },
  { as: "admin" },
);

scenario(
  "taking access away says what happens, ends the sessions, gives conversations back, and can be undone",
  async (page, { enter }) => {
    const ben = await enter("second");
    await heading(ben, "Mine");
    await goTo(page, "#/team");
    await page.getByRole("button", { name: "Change Ben Carter" }).click();
    await page.getByRole("button", { name: /Take access away/ }).click();
    const sure = dialog(page, "Take Ben Carter’s access away?");
    await sure.getByText("All sessions end at once, on every device.").waitFor();
    await sure.getByText(/^The conversation that they have or are offered goes back to the queue/).waitFor();
    await sure.getByRole("button", { name: "Cancel" }).click();
    await page.getByRole("button", { name: "Change Ben Carter" }).click();
    await page.getByRole("button", { name: /Take access away/ }).click();
    await page.getByRole("button", { name: "Take access away", exact: true }).click();
    await page.getByText("Ben Carter has no access any more").waitFor();
    await row(page, "Ben Carter").waitFor({ state: "detached" });
    await ben.getByRole("alert").getByText("Your access was taken away").waitFor();
    await page.getByRole("navigation").getByRole("link", { name: "Waiting 3" }).waitFor();
    await page.getByRole("button", { name: /^Without/ }).click();
    await page.getByRole("button", { name: "Change Ben Carter" }).click();
    await page.getByRole("button", { name: "Give access again" }).click();
    await page.getByText("Ben Carter has access again").waitFor();
  },
  { as: "admin" },
);

scenario(
  "the last admin stays one, and is told why",
  async (page) => {
    await goTo(page, "#/team");
    await page.getByRole("button", { name: "Change Mara Lindqvist" }).click();
    const form = dialog(page, "Mara Lindqvist");
    await form.getByLabel("Role").selectOption("agent");
    await form.getByRole("button", { name: "Save" }).click();
    await form.getByRole("alert").getByText("This is the only admin").waitFor();
    await form.getByRole("button", { name: /Take access away/ }).click();
    const sure = dialog(page, "Take your own access away?");
    await sure.getByRole("button", { name: "Take access away" }).click();
    await sure.getByRole("alert").getByText("Make somebody else an admin first").waitFor();
  },
  { as: "admin", expected: [/status of 409/] },
);

scenario(
  "an invitation's link is shown once and works; an open one is withdrawn; who is in the team is not invited",
  async (page, { enter }) => {
    await goTo(page, "#/team");
    await page.getByRole("button", { name: "Invite", exact: true }).click();
    const form = dialog(page, "Invite somebody");
    await form.getByLabel("E-mail").fill("ben@tallybook.example");
    await form.getByRole("button", { name: "Make the link" }).click();
    await form.getByRole("alert").getByText("is in the team already").waitFor();
    await form.getByLabel("E-mail").fill("rosa@tallybook.example");
    await form.getByLabel("Name").fill(SCRIPT);
    await form.getByLabel("Role").selectOption("analyst");
    await form.getByRole("button", { name: "Make the link" }).click();
    const made = dialog(page, "The link is ready");
    const link = await made.getByLabel("Link of the invitation").inputValue();
    assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/console\/#welcome=/);
    await made.getByRole("button", { name: "Copy" }).click();
    await made.getByRole("button", { name: "Copied" }).waitFor();
    await made.getByRole("button", { name: "Done" }).click();
    const open = page.getByRole("region", { name: "Open invitations" });
    await open.getByText(SCRIPT).waitFor();
    assert.equal(await page.getByText("#welcome=").count(), 0, "the link is nowhere any more");
    const guest = await enter(null);
    await guest.goto(link);
    await guest.reload();
    await guest.getByText("rosa@tallybook.example").waitFor();
    await open.getByRole("button", { name: "Withdraw the invitation of kim@tallybook.example" }).click();
    await page.getByRole("button", { name: "Withdraw", exact: true }).last().click();
    await page.getByText("The link works no more").waitFor();
    await open.getByText("Kim Novak").waitFor({ state: "detached" });
    await clean(page);
  },
  { as: "admin", expected: [/status of 409/], permissions: ["clipboard-read", "clipboard-write"] },
);

scenario("who is no admin sees names, roles and presence, and nothing to change", async (page) => {
  await goTo(page, "#/team");
  await heading(page, "Team");
  const people = page.getByRole("list", { name: "People" });
  await people.getByText("Inês Duarte").waitFor();
  await people.getByText("Agent · Online").first().waitFor();
  assert.equal(await page.getByText("ines@tallybook.example").count(), 0);
  assert.equal(await page.getByRole("table").count(), 0);
  assert.equal(await page.getByRole("button", { name: /Invite|Change/ }).count(), 0);
  for (const name of ["Audit log", "Figures", "Queues and hours"]) assert.equal(await page.getByRole("link", { name }).count(), 0);
  for (const hash of ["#/audit", "#/figures", "#/queues"]) {
    await goTo(page, hash);
    await heading(page, "There is nothing here");
  }
});

// Figures, the audit log, what is known of a visitor; and keys that are pressed before a conversation is there.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { goTo, reply, scenarios } from "./scenario.js";

const scenario = scenarios();
const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();

scenario(
  "figures stand beside the server's definitions, by day and by agent, and what is not known is not 0",
  async (page) => {
    await page.keyboard.press("g");
    await page.keyboard.press("f");
    await heading(page, "Figures");
    const all = page.locator(".tiles");
    await all.getByText("Offers to one person that ran out after 60 seconds without an answer.").waitFor();
    assert.equal(await page.locator(".tiles dt").count(), 14);
    assert.equal(await page.locator(".tiles small").count(), 14);
    await page.getByRole("button", { name: "28 days" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".chart").length === 3);
    assert.match(page.url(), /days=28/);
    await page.getByRole("button", { name: "Agent", exact: true }).click();
    const table = page.getByRole("region", { name: "By agent", exact: true });
    const nobody = table.getByRole("row").filter({ hasText: "Nobody took it" });
    await nobody.getByText("not yet").first().waitFor();
    await page.getByLabel("Inbox", { exact: true }).selectOption("partners");
    await page.waitForFunction(() => /inbox=partners/.test(location.hash));
  },
  { as: "analyst" },
);

scenario(
  "the CSV is made here, of what is shown; an agent's name is no formula in it",
  async (page, { backend }) => {
    backend.rename("ben", `=HYPERLINK("https://x.example","Ben")`);
    await goTo(page, "#/figures?by=agent&days=90");
    await page.getByRole("row").filter({ hasText: "=HYPERLINK" }).waitFor();
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
    assert.match(download.suggestedFilename(), /^figures-\d{4}-\d\d-\d\d-\d{4}-\d\d-\d\d-by-agent\.csv$/);
    const lines = readFileSync(await download.path(), "utf8").split("\r\n");
    assert.match(lines[0], /^\ufeffagent,name,handoffs,taken,.*speed_of_answer_s\.median,.*csat\.mean/);
    assert.ok(lines.some((line) => line.startsWith(`ben,"'=HYPERLINK(""https://x.example"",""Ben"")",`)));
    assert.match(lines.find((line) => line.startsWith(",Nobody took it")), /,,,/);
    assert.match(lines.at(-2), /^total,All together,\d+/);
  },
  { as: "supervisor" },
);

scenario(
  "a time without handoffs is said, a wrong one is not asked for, and now follows what happens",
  async (page, { backend }) => {
    await goTo(page, "#/figures?from=2025-01-01&to=2025-01-03");
    await heading(page, "No handoff began in this time", 2);
    await goTo(page, "#/figures?from=2025-01-05&to=2025-01-03");
    await page.getByText("The first day is after the last.").waitFor();
    const waiting = page.getByRole("region", { name: "Now" }).locator("dl > div").first();
    await waiting.getByText("2", { exact: true }).waitFor();
    backend.act("second", "refund-1042", "take");
    await waiting.getByText("1", { exact: true }).waitFor();
  },
  { as: "supervisor" },
);

scenario(
  "the audit log tells acts in words, by person, page after page, with all particulars",
  async (page, { backend }) => {
    backend.rename("ines", `<img src=x onerror="document.title='owned'">`);
    await goTo(page, "#/audit");
    await page.getByText("Somebody was refused as Ben Carter: the password was wrong").waitFor();
    await page.getByText("passed a conversation to <img src=x").waitFor();
    const hours = page.getByRole("button", { name: /Jonas Weber set the hours of Tallybook help/ });
    await hours.click();
    await page.getByText("09:00–12:00, 13:00–17:30").waitFor();
    await page.getByText("Christmas: closed").waitFor();
    assert.equal(await page.locator(".entry").count(), 50);
    await page.getByRole("button", { name: "Older ones" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".entry").length > 50);
    await page.getByRole("button", { name: "Older ones" }).waitFor({ state: "detached" });
    await page.getByLabel("By whom").selectOption({ label: "Lee Park" });
    await page.getByText("set the hours of").waitFor({ state: "detached" });
    await page.getByText("wrote the canned reply /dates").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await page.getByText("canned.written").waitFor();
    assert.equal(await page.locator("img[src=x]").count(), 0);
    assert.notEqual(await page.title(), "owned");
  },
  { as: "admin" },
);

scenario(
  "the server refuses by role what the console does not even offer",
  async (page) => {
    const status = (method, path) =>
      page.evaluate(
        async ([how, where]) => {
          const { csrf } = await (await fetch("/v1/people/session")).json();
          const headers = { "x-csrf-token": csrf, "content-type": "application/json" };
          const answer = await fetch(`/v1/people${where}`, { method: how, headers, ...(how !== "GET" && { body: "{}" }) });
          return `${answer.status} ${(await answer.json()).type}`;
        },
        [method, path],
      );
    for (const [method, path] of [
      ["GET", "/audit"],
      ["GET", "/invitations"],
      ["PATCH", "/members/ada"],
      ["POST", "/members/ada/revoke"],
      ["POST", "/queues"],
      ["PUT", "/inboxes/main/hours"],
      ["GET", "/figures"],
      ["POST", "/canned"],
    ])
      assert.equal(await status(method, path), "403 /problems/role-refused", `${method} ${path}`);
  },
  { as: "agent", expected: [/status of 403/] },
);

scenario("what is known of a visitor is there for everybody, and says who oneself is", async (page) => {
  await page.keyboard.press("g");
  await page.keyboard.press("k");
  await heading(page, "What Usher knows about a visitor");
  await page.getByText("Your role is agent: you read conversations of all inboxes.").waitFor();
  await page.getByRole("heading", { name: "What is never passed" }).waitFor();
  const leaves = page.getByRole("region", { name: "What a language model gets" });
  await leaves.getByText(/“\[email 1\]” in place of e-mail addresses.*Never the value of a field/).waitFor();
});

scenario("a key pressed while a conversation is on its way is done when it is there, and for that one alone", async (page) => {
  await goTo(page, "#/inbox/mine");
  await page.getByRole("link", { name: /My customer list/ }).waitFor();
  const go = [];
  await page.route(/conversations\/(import-104|logo)$/, (route) => go.push(() => route.continue()));
  await goTo(page, "#/inbox/all/import-104");
  await page.getByRole("status", { name: "Loading the conversation" }).waitFor();
  await page.keyboard.press("n");
  await page.keyboard.press("e");
  go.splice(0).forEach((on) => on());
  await page.waitForFunction(() => document.activeElement.getAttribute("aria-label") === "Note");
  assert.equal(await page.getByRole("dialog").count(), 0, "what followed was meant for the note");
  await page.keyboard.press("Escape");
  await goTo(page, "#/inbox/all/logo");
  await page.getByRole("status", { name: "Loading the conversation" }).waitFor();
  await page.keyboard.press("r");
  await goTo(page, "#/inbox/all/tax-rate");
  await page.getByRole("heading", { name: "How do I add a second tax rate for Japan?", level: 2 }).waitFor();
  await reply(page).waitFor();
  assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "TEXTAREA");
});

scenario("evidence that weighs nothing is behind one line", async (page) => {
  await goTo(page, "#/inbox/mine/import-104");
  await page.getByRole("region", { name: "Handoff packet" }).waitFor();
  assert.equal(await page.getByText(/Merge customers/).count(), 0);
  await page.getByRole("button", { name: "Show the 2 below 1 %" }).click();
  await page.getByText(/Merge customers that are in your list twice/).waitFor();
});

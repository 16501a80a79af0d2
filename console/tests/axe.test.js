// Every page, light and dark, desktop and phone, has no violation that axe-core knows of.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { PEOPLE, startBackend } from "./backend.js";
import { DESKTOP, PHONE, signIn, startBrowser, visit } from "./browser.js";
import { goTo } from "./scenario.js";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const fold = (page) => page.getByRole("button", { name: "Got it" }).click();
const click = (name) => (page) => page.getByRole("button", { name }).first().click();
const tried = async (page) => {
  await page.getByRole("button", { name: "Ask", exact: true }).click();
  await page.getByRole("region", { name: "Decision" }).waitFor();
};
const ARTICLE = "#/articles/articles%2Fimport%2Fimport-errors.md";
const GUIDE = "#/guides/invite-teammate";
const beside = (name) => (page) => page.getByRole("button", { name }).and(page.locator(":visible")).first().click();
const harder = async (page) => {
  await page.getByRole("button", { name: "Add an example", exact: true }).click();
  await page.getByLabel("Example").fill("please credit my client maria@corner.example");
  await page.getByLabel("Intent it belongs to").selectOption("branding");
  await page.getByText(/harder to tell apart:/).waitFor();
};
const press = (key) => (page) => page.keyboard.press(key);

const PAGES = [
  ["the inbox", "#/inbox/mine"],
  ["an empty view", "#/inbox/mentions?topic=none"],
  ["a packet", "#/inbox/mine/import-104"],
  ["a thread", "#/inbox/all/import-104", fold],
  ["a thread of Usher", "#/inbox/pending/limits"],
  ["writing a note", "#/inbox/all/import-104", async (page) => (await fold(page), page.keyboard.press("n"))],
  ["resolved ones", "#/inbox/resolved/tax-rate"],
  ["a search", "#/search?q=import"],
  ["all that is live", "#/live"],
  ["a live one watched", "#/live/two-factor"],
  ["a contact", "#/contacts/priya"],
  ["what is one's own", "#/you"],
  ["the team", "#/team"],
  ["somebody of the team", "#/team", click("Change Ben Carter")],
  ["taking access away", "#/team", async (page) => (await click("Change Ben Carter")(page), await click(/Take access away/)(page))],
  ["inviting", "#/team", click("Invite")],
  ["queues and hours", "#/queues"],
  ["a queue", "#/queues", click("Change the queue Billing")],
  ["hours", "#/queues", click("Edit the hours of Partners")],
  ["canned replies", "#/canned"],
  ["a canned reply", "#/canned/canned-2"],
  ["figures by day", "#/figures?days=28"],
  ["figures by agent", "#/figures?by=agent&days=90"],
  ["no figures", "#/figures?from=2025-01-01&to=2025-01-03"],
  ["an inbox's settings", "#/settings", (page) => page.getByRole("switch").click()],
  ["an empty playground", "#/playground"],
  ["an answer tried out", "#/playground?q=How+many+addresses+may+an+invoice+have", tried],
  ["a courtesy tried out", "#/playground?q=Thanks", tried],
  ["a handover tried out", "#/playground?q=Why+did+my+import+stop", tried],
  ["a page to be mended", "#/playground", async (page) => (await page.getByText("The page before them").click(), await page.getByLabel("Page context as JSON").fill("{"))],
  ["what left", "#/left", click(/^Answer to/)],
  ["the audit log", "#/audit", click(/set the hours of/)],
  ["what is known of a visitor", "#/knows"],
  ["all articles", "#/articles"],
  ["no article", "#/articles?q=nothing+has+this"],
  ["a new article", "#/articles/new", (page) => page.getByLabel("Path").fill("a b")],
  ["an article that is written", ARTICLE],
  ["an article’s details", ARTICLE, (page) => page.getByText("Details", { exact: true }).click()],
  ["an article’s chunks", ARTICLE, beside("Chunks")],
  ["an article’s history", ARTICLE, beside(/^History/)],
  ["an article that cannot be published", ARTICLE, async (page) => (await page.getByRole("textbox", { name: "Text", exact: true }).fill("```"), await page.getByText("Not saved").waitFor({ state: "attached" }), await page.waitForTimeout(600))],
  ["publishing", ARTICLE, async (page) => (await page.getByRole("textbox", { name: "Text", exact: true }).fill("Words."), await click("Publish…")(page), await page.getByRole("radio", { name: /At a time/ }).check())],
  ["archiving", ARTICLE, async (page) => (await click("More for this article")(page), await page.getByRole("menuitem", { name: "Archive…" }).click())],
  ["a scheduled article", "#/articles/articles%2Fintegrations%2Fconnect-stripe.md"],
  ["two versions", `${ARTICLE}?compare=2,4`],
  ["a version that is quoted", `${ARTICLE}?version=3&quote=Format+the+whole+column`],
  ["guides", "#/guides"],
  ["no guide", "#/guides?q=nothing+has+this"],
  ["a new guide", "#/guides/new", (page) => page.getByLabel("Id").fill("a b")],
  ["a guide that is written", GUIDE, (page) => page.locator(".play").waitFor({ state: "attached" })],
  ["a guide that cannot be published", "#/guides/download-statement", async (page) => (await page.getByText("step download has no target").waitFor({ state: "attached" }), await page.getByRole("button", { name: "Steps" }).and(page.locator(":visible")).click())],
  ["a guide that can be read no more", GUIDE, async (page) => { const text = page.getByRole("textbox", { name: "Text", exact: true }); await text.fill((await text.inputValue()).replace("summary:", "summery:")); await page.getByText("this is how it was before").waitFor({ state: "attached" }); await page.getByRole("button", { name: "Steps" }).and(page.locator(":visible")).click(); }],
  ["what leads to a guide", GUIDE, beside(/leads/i)],
  ["a guide’s history", GUIDE, beside(/^History/)],
  ["publishing a guide", "#/guides/send-invoice", click("Publish…")],
  ["archiving a guide", GUIDE, async (page) => (await click("More for this guide")(page), await page.getByRole("menuitem", { name: "Archive…" }).click())],
  ["two versions of a guide", `${GUIDE}?compare=1,3`],
  ["a version of a guide", `${GUIDE}?version=2`, (page) => page.getByText("Its text, as YAML").click()],
  ["uploads", "#/uploads"],
  ["an upload", "#/uploads/up-help-centre"],
  ["what is missing", "#/gaps"],
  ["writing what is missing", "#/gaps", click("Write an article from this")],
  ["what people answered", "#/gaps?part=answered", click("2 more like it")],
  ["writing what people answered", "#/gaps?part=answered", click("Write an article from this")],
  ["teaching from what is missing", "#/gaps", async (page) => (await click(/^Teach an intent with/)(page), await page.getByText(/tell apart/).waitFor())],
  ["intents", "#/intents"],
  ["an intent", "#/intents/payment_reminders"],
  ["no intent", "#/intents?q=nothing+has+this"],
  ["teaching an intent", "#/intents", async (page) => (await click("Add an example")(page), await page.getByLabel("Example").fill("credit note"), await page.getByText(/has this very example/).waitFor())],
  ["teaching that makes it harder", "#/intents", harder],
  ["intents that are hard to tell apart", "#/intents?part=confusions", (page) => page.getByRole("list", { name: "Hard to tell apart" }).waitFor()],
  ["teaching from a message", "#/inbox/all/import-104", async (page) => (await fold(page), await click(/^Teach an intent with/)(page), await page.getByText(/tell apart/).waitFor())],
  ["sites", "#/sites", async (page) => { for (const name of ["New and changed", "Passed over"]) await page.getByText(name).first().click(); }],
  ["a new site", "#/sites", async (page) => (await click("Add a site")(page), await page.getByLabel("Days of grace").fill("some"))],
  ["a site that is changed", "#/sites", async (page) => (await click("More for Help centre")(page), await page.getByRole("menuitem", { name: "Change…" }).click(), await page.getByLabel("How often it is read").selectOption("hours"))],
  ["a site that is removed", "#/sites", async (page) => (await click("More for Help centre")(page), await page.getByRole("menuitem", { name: "Remove…" }).click())],
  ["a site that is read", "#/sites", async (page) => (backend.runsAre({ slowly: true }), await click("Read now: Status page")(page), await page.getByText(/Being read/).waitFor())],
  ["suites", "#/suites"],
  ["a new suite", "#/suites", click("New suite")],
  ["importing a suite", "#/suites", click("Import a ZIP")],
  ["one suite", "#/suites/s-tallybook"],
  ["a case of a suite", "#/suites/s-tallybook", async (page) => (await page.locator(".cases .row-open").first().click(), await page.getByLabel("The case, as JSON").fill("{"))],
  ["a suite without such cases", "#/suites/s-tallybook?q=nothing+has+this"],
  ["a suite's run", "#/runs/r-last"],
  ["a suite's failed run", "#/runs/r-failed"],
  ["a suite that is run", "#/suites/s-talks", async (page) => (backend.runsAre({ slowly: true }), await click("Run")(page), await page.getByRole("status").getByText(/Going through/).waitFor(), await page.getByRole("button", { name: "Stop" }).click())],
  ["the error budget", "#/budget"],
  ["an error budget that answers nothing", "#/budget", async (page) => (await page.getByRole("slider").focus(), await page.keyboard.press("Home"))],
  ["an error budget that is set", "#/budget", click("Set this budget…")],
  ["an error budget that is taken back", "#/budget", click("Take it back")],
  ["a replay", "#/replay", (page) => page.getByLabel("Error budget").selectOption("none")],
  ["a case of a conversation", "#/inbox/all/import-104", async (page) => (await click("More")(page), await page.getByRole("menuitem", { name: "Make a case…" }).click(), await page.getByLabel("The case, as JSON").waitFor())],
  ["a case of the playground", "#/playground?q=How+many+addresses+may+an+invoice+have", async (page) => (await tried(page), await click("Add to a suite…")(page), await page.getByLabel("The case, as JSON").waitFor())],
  ["an unknown place", "#/nowhere"],
  ["the palette", "#/inbox/all", press("Control+k")],
  ["the keys", "#/inbox/all", press("?")],
  ...["e", "s", "a", "b"].map((key) => [
    `the dialog of ${key}`,
    "#/inbox/all/import-104",
    async (page) => (await fold(page), page.keyboard.press(key)),
  ]),
];

let backend;
let browser;
before(async () => ([backend, browser] = [await startBackend(), await startBrowser()]));
after(async () => (await browser?.close(), await backend?.stop()));

async function violations(page) {
  await page.evaluate(AXE);
  const { violations: found } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
  return found.map(
    ({ id, nodes }) =>
      `${id}: ${nodes
        .slice(0, 3)
        .map(({ html, failureSummary }) => `${html.slice(0, 140)} | ${failureSummary.slice(0, 160)}`)
        .join(" || ")}`,
  );
}

/** A part of a page's name, to look at few of them. */
const chosen = PAGES.filter(([name]) => name.includes(process.env.ONLY ?? ""));

for (const [device, viewport] of [
  ["desktop", DESKTOP],
  ["phone", PHONE],
]) {
  for (const colorScheme of ["light", "dark"]) {
    test(`${device}, ${colorScheme}`, { timeout: 300_000 }, async () => {
      const context = { ...viewport, colorScheme, reducedMotion: "reduce", bypassCSP: true };
      const seen = await visit(browser, `${backend.url}/console/`, context);
      const found = [];
      await seen.page.getByLabel("E-mail").waitFor();
      for (const one of await violations(seen.page)) found.push(`the door: ${one}`);
      await signIn(seen.page, PEOPLE.admin.email);
      for (const [name, hash, act] of chosen) {
        await goTo(seen.page, "#/you");
        await seen.page.evaluate(() =>
          Object.keys(localStorage)
            .filter((key) => key.startsWith("usher.packet"))
            .forEach((key) => localStorage.removeItem(key)),
        );
        await goTo(seen.page, hash);
        await seen.page.waitForFunction(() => !document.querySelector(".skeleton"));
        await act?.(seen.page);
        await seen.page.waitForTimeout(150);
        for (const one of await violations(seen.page)) found.push(`${name}: ${one}`);
        await seen.page.keyboard.press("Escape");
        await seen.page.waitForFunction(() => !document.querySelector("dialog[open]"));
      }
      await seen.close();
      assert.deepEqual(found, []);
    });
  }
}

// Sites: added, watched while they are read, changed, and removed.

import assert from "node:assert/strict";
import { goTo, scenarios } from "./scenario.js";

const scenario = scenarios();
const EDITOR = { as: "editor" };
const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();
const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page, name) => page.getByRole("dialog", { name });
const card = (page, name) => page.locator(".card").filter({ has: page.getByRole("heading", { name, exact: true }) });

scenario(
  "a site is refused with why, added, watched while it is read, and what changed is compared",
  async (page, { backend, enter }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("1");
    await heading(page, "Sites");
    await page.keyboard.press("c");
    const form = dialog(page, "Add a site");
    await form.getByLabel("Start address").fill("localhost:8080/docs");
    await button(form, "Add and read it").click();
    await form.getByRole("alert").getByText(/leads to an address that is not public/).waitFor();
    await form.getByLabel("Start address").fill("ftp://files.tallybook.example/");
    await button(form, "Add and read it").click();
    await form.getByRole("alert").getByText(/only http and https are read/).waitFor();
    await form.getByLabel("Start address").fill("help.partners.example/guide/");
    await form.getByLabel("Name").fill("Help centre");
    await button(form, "Add and read it").click();
    await form.getByRole("alert").getByText(/There is a site of this name already/).waitFor();
    await form.getByLabel("Name").fill("Partner guide");
    await form.getByLabel("How often it is read").selectOption({ label: "Every so many hours" });
    await form.getByLabel("Hours between two readings").fill("0");
    await form.getByText("A whole number of hours, 1 or more").waitFor();
    assert.ok(await button(form, "Add and read it").isDisabled());
    await form.getByLabel("Hours between two readings").fill("12");
    await form.getByLabel("Paths begin with").fill("/guide/");
    await form.getByLabel("Not pages like").fill("/guide/old/*\n\n /guide/draft/*");
    const other = await enter("analyst");
    await goTo(other, "#/sites");
    await heading(other, "Help centre", 2);
    await button(form, "Add and read it").click();
    const site = card(page, "Partner guide");
    await site.getByRole("status").getByText(/Being read: \d pages? so far/).waitFor();
    assert.ok(await button(site, "Read now: Partner guide").isDisabled());
    await card(other, "Partner guide").getByText(/Being read|Read/).first().waitFor();
    await site.getByText("2 articles are new or changed and 3 as they were.").waitFor();
    await site.getByText(/Every 12 hours, next .* · paths that begin with \/guide\/ · not like \/guide\/old\/\* and \/guide\/draft\/\*/).waitFor();
    assert.deepEqual(backend.site("Partner guide").without, ["/guide/old/*", "/guide/draft/*"]);
    await site.getByText("New and changed").click();
    assert.equal(await site.getByRole("list", { name: "New and changed" }).getByText("New", { exact: true }).count(), 2);
    await site.getByText("Passed over").click();
    await site.getByText("is closed to crawlers by robots.txt").waitFor();
    await button(site, "Read now: Partner guide").click();
    await site.getByText("1 article is new or changed and 4 as they were.").waitFor();
    await card(other, "Partner guide").getByText("1 article is new or changed and 4 as they were.").waitFor();
    await site.getByRole("link", { name: "Compare versions 1 and 2 of Getting started" }).click();
    await page.locator(".diff .added").filter({ hasText: "Reading 2 of this page." }).waitFor();
    await page.goBack();
    await site.getByRole("link", { name: "Its articles" }).click();
    await page.getByText("2 articles", { exact: true }).waitFor();
  },
  { ...EDITOR, expected: [/status of (409|422)/] },
);

scenario(
  "a site's schedule is changed; one that cannot be read says why; one is removed, and its articles stay",
  async (page, { backend }) => {
    await goTo(page, "#/sites");
    const help = card(page, "Help centre");
    await help.getByText(/^Every day, next/).waitFor();
    await help.getByText(/2 pages have vanished, and their articles stay for now; 1 article was taken away/).waitFor();
    await card(page, "https://blog.tallybook.example/sitemap.xml").getByText(/Not all of the site was seen: 5000 pages were read/).waitFor();
    const status = card(page, "Status page");
    await status.getByText(/its robots.txt cannot be read/).waitFor();
    await button(status, "Read now: Status page").click();
    await status.getByRole("status").getByText(/Being read/).waitFor();
    await status.getByText("Not read", { exact: true }).waitFor();
    await button(help, "More for Help centre").click();
    await page.getByRole("menuitem", { name: "Change…" }).click();
    const form = dialog(page, "Change Help centre");
    assert.equal(await form.getByLabel("Not pages like").inputValue(), "/docs/archive/*");
    assert.equal(await form.getByLabel("Name").count(), 0, "its articles know it by its name");
    await form.getByLabel("How often it is read").selectOption({ label: "Never by itself" });
    await form.getByLabel("Days of grace").fill("1");
    await button(form, "Save").click();
    await help.getByText(/^Only when somebody asks · paths that begin with \/docs\/ · .* · articles of vanished pages stay 1 day/).waitFor();
    assert.deepEqual([backend.site("Help centre").every_hours, backend.site("Help centre").source], [null, "Help centre"]);
    await button(help, "More for Help centre").click();
    await page.getByRole("menuitem", { name: "Remove…" }).click();
    await page.getByText(/Its articles stay as they are/).waitFor();
    await button(page, "Remove the site").click();
    await help.waitFor({ state: "detached" });
    assert.equal(backend.site("Help centre"), undefined);
    assert.ok(backend.article("articles/import/import-errors.md").published);
  },
  EDITOR,
);

scenario(
  "where no site is, the page says what it is for",
  async (page, { backend }) => {
    backend.withoutSites();
    await goTo(page, "#/sites");
    await heading(page, "No site is read yet", 2);
    await page.getByText(/the main text of each page becomes an article/).waitFor();
    await button(page, "Add a site").waitFor();
  },
  EDITOR,
);

// The content team's day: files are uploaded, articles written, published and taken back, and what was missing is written.

import assert from "node:assert/strict";
import { PHONE } from "./browser.js";
import { goTo, scenarios, thread } from "./scenario.js";

const scenario = scenarios();
const EDITOR = { as: "editor" };
const ERRORS = "articles/import/import-errors.md";
const REMINDERS = "articles/invoices/payment-reminders.md";
const open = (page, id, query = "") => goTo(page, `#/articles/${encodeURIComponent(id)}${query}`);
const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();
const body = (page) => page.getByRole("textbox", { name: "Text", exact: true });
const dialog = (page, name) => page.getByRole("dialog", { name });
const button = (page, name) => page.getByRole("button", { name, exact: true });
const buffer = (text) => Buffer.from(text);

scenario(
  "files are uploaded, read before one's eyes, and lead to what they became",
  async (page) => {
    await page.keyboard.press("g");
    await page.keyboard.press("v");
    await heading(page, "Uploads");
    await page.getByLabel("Into the folder").fill("articles/new");
    await page.getByLabel("Files to upload").setInputFiles([
      { name: "everything.zip", mimeType: "application/zip", buffer: buffer("PK".repeat(4000)) },
      { name: "one-page.md", mimeType: "text/markdown", buffer: buffer("# One page\n\nWords.") },
    ]);
    const line = (name) => page.getByRole("list", { name: "Uploads" }).getByRole("listitem").filter({ hasText: name });
    await line("everything.zip").getByText(/Reading|Indexing|Waiting/, { exact: true }).waitFor();
    await line("one-page.md").getByText("Ready", { exact: true }).waitFor();
    await line("everything.zip").getByText("1 quarantined", { exact: true }).waitFor();
    await line("everything.zip").getByRole("img", { name: "3 ready, 1 unchanged, 1 quarantined" }).waitFor();
    await page.getByRole("link", { name: "everything.zip" }).click();
    await heading(page, "everything.zip");
    const files = page.getByRole("list", { name: "Files" }).locator("> li");
    assert.match(await files.first().innerText(), /broken\.pdf[^]*pictures of pages[^]*Quarantined/);
    await files.filter({ hasText: "plans.html" }).getByText("Not taken over: 2 pictures and a form.").waitFor();
    await page.getByRole("button", { name: /^Quarantined/ }).click();
    await page.waitForFunction(() => document.querySelectorAll(".upload-files > li").length === 1);
    await page.getByRole("button", { name: /^All/ }).click();
    await button(page, "Try again").click();
    await page.getByText("4 ready, 1 unchanged").waitFor();
    await files.filter({ hasText: "answers.csv" }).getByRole("link", { name: "Answers: first question" }).click();
    await heading(page, "Answers: first question");
    assert.match(await page.locator(".path").first().innerText(), /^articles\/new\/answers-1\.md$/);
  },
  EDITOR,
);

scenario(
  "what is not taken says why; what did not arrive is sent again; an upload comes off the list",
  async (page, { backend }) => {
    await goTo(page, "#/uploads");
    const picker = page.getByLabel("Files to upload");
    await picker.setInputFiles([{ name: "tool.exe", mimeType: "application/octet-stream", buffer: buffer("MZ") }]);
    const sending = page.getByRole("list", { name: "Being sent" });
    await sending.getByText(/Files of this sort are not taken/).waitFor();
    assert.equal(await sending.getByRole("button", { name: "Try again" }).count(), 0);
    await page.getByRole("button", { name: "Take tool.exe off the list" }).click();
    backend.mostUpload(10);
    await picker.setInputFiles([{ name: "large.md", mimeType: "text/markdown", buffer: buffer("x".repeat(40)) }]);
    await sending.getByText(/more than 200 MB/).waitFor();
    await page.getByRole("button", { name: "Take large.md off the list" }).click();
    backend.mostUpload(Infinity);
    backend.down(true);
    await picker.setInputFiles([{ name: "late.md", mimeType: "text/markdown", buffer: buffer("# Late") }]);
    await sending.getByText(/could not be reached/).waitFor();
    backend.down(false);
    await sending.getByRole("button", { name: "Try again" }).click();
    await page.getByRole("link", { name: "late.md" }).click();
    await heading(page, "late.md");
    await page.getByRole("button", { name: "Remove…" }).click();
    await page.getByRole("button", { name: "Remove the upload" }).click();
    await heading(page, "Uploads");
    await page.getByRole("link", { name: "help-centre-export.zip" }).waitFor();
    await page.waitForFunction(() => ![...document.querySelectorAll("a")].some((link) => link.textContent === "late.md"));
  },
  { ...EDITOR, expected: [/status of 41[35]/, /ERR_|WebSocket/] },
);

scenario(
  "files that are dragged over the page are taken wherever they are let go",
  async (page) => {
    await goTo(page, "#/uploads");
    await heading(page, "Uploads");
    const drag = (type) =>
      page.evaluate((name) => {
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File(["# Dropped"], "dropped.md"));
        document.querySelector("h1").dispatchEvent(new DragEvent(name, { bubbles: true, cancelable: true, dataTransfer }));
      }, type);
    await drag("dragenter");
    await page.getByText("Let go to upload").waitFor();
    await drag("drop");
    await page.getByRole("link", { name: "dropped.md" }).waitFor();
    assert.equal(await page.getByText("Let go to upload").count(), 0);
  },
  EDITOR,
);

scenario(
  "an article is found, changed with its page beside it, published, compared and rolled back",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("b");
    await heading(page, "Articles");
    await page.getByLabel("Find articles").fill("import err");
    await page.getByText("1 article", { exact: true }).waitFor();
    await page.locator("body").click({ position: { x: 700, y: 850 } });
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    await heading(page, "Import errors");
    assert.ok(await button(page, "Publish…").isDisabled());

    await body(page).press("Control+End");
    await body(page).pressSequentially("\n## Still stuck\n\nWrite to us.");
    await page.getByRole("heading", { name: "Still stuck" }).waitFor();
    await page.getByText("Not saved; kept on this device").waitFor();
    await button(page, "Chunks").click();
    await page.getByText("Import errors › Still stuck").waitFor();
    await body(page).press("Control+s");
    await page.getByText("Draft 5 is saved").waitFor();
    await page.getByText("Draft waiting").waitFor();

    await button(page, "Publish…").click();
    const publish = dialog(page, "Publish");
    await publish.getByText(/takes the place of version 4: 4 lines added/).waitFor();
    await publish.getByLabel("What changed").fill("Where to go on");
    await publish.getByRole("button", { name: "Publish now" }).click();
    await page.getByText(/Version \d is published\. Replies rest on it/).waitFor();
    await page.getByText("Draft waiting").waitFor({ state: "detached" });
    assert.equal(backend.article(ERRORS).published, backend.article(ERRORS).versions[0].version);

    await page.getByRole("button", { name: /^History/ }).last().click();
    const history = page.getByRole("list", { name: "Versions" });
    await history.getByText("Where to go on").waitFor();
    await history.getByRole("listitem").filter({ hasText: "Version 3" }).getByRole("link", { name: /Compare/ }).click();
    await page.locator(".diff .added").filter({ hasText: "Still stuck" }).waitFor();
    await page.locator(".diff .removed del").filter({ hasText: "Format the whole column" }).waitFor();
    await page.getByLabel("From").selectOption("2");
    await page.locator(".diff .removed").filter({ hasText: "the dates are mixed" }).waitFor();
    await page.getByRole("link", { name: /^Open version/ }).waitFor();
    await page.getByRole("button", { name: "Back to the article", exact: true }).click();

    await page.getByRole("button", { name: /^History/ }).last().click();
    await history.getByRole("link", { name: "Version 3", exact: true }).click();
    await page.getByText(/This is version 3 of/).waitFor();
    await page.getByRole("button", { name: "Roll back to it…" }).click();
    await page.getByRole("button", { name: "Roll back", exact: true }).click();
    await page.getByText(/The text of version 3 is published as version/).waitFor();
    await body(page).waitFor();
    assert.match(await body(page).inputValue(), /Format the whole column/);
    await page.getByRole("button", { name: "Back to the articles" }).click();
    await page.getByText("1 article", { exact: true }).waitFor();
    assert.equal(backend.article(ERRORS).versions[0].of, 3);
  },
  EDITOR,
);

scenario(
  "what is written outlives a reload, and what was saved can be had back",
  async (page) => {
    await open(page, REMINDERS);
    await body(page).fill("Half a text.");
    await page.getByText("Not saved; kept on this device").waitFor();
    await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("usher.article.lee.")));
    await page.reload();
    await page.getByText("You wrote this on this device").waitFor();
    assert.equal(await body(page).inputValue(), "Half a text.");
    await button(page, "Show what is saved instead").click();
    await page.waitForFunction(() => document.querySelector(".body-field textarea").value.startsWith("Reminders go out at nine"));
  },
  EDITOR,
);

scenario(
  "somebody saves first: both texts are shown, and neither is lost",
  async (page, { backend }) => {
    await open(page, REMINDERS);
    await body(page).fill("Mine.\n\nSame.");
    backend.saves("admin", REMINDERS, "Theirs.\n\nSame.", "Shorter");
    await page.getByText(/Mara Lindqvist saved version 3 meanwhile/).waitFor();
    await button(page, "Save draft").click();
    const conflict = dialog(page, "Mara Lindqvist saved meanwhile");
    await conflict.getByText("“Shorter”").waitFor();
    await conflict.locator(".removed").filter({ hasText: "Theirs." }).waitFor();
    await conflict.locator(".added").filter({ hasText: "Mine." }).waitFor();
    await conflict.getByRole("button", { name: "Take theirs" }).click();
    await page.waitForFunction(() => document.querySelector(".body-field textarea").value.startsWith("Theirs."));
    await button(page, "Bring it back").click();
    await page.waitForFunction(() => document.querySelector(".body-field textarea").value.startsWith("Mine."));

    backend.saves("admin", REMINDERS, "Theirs again.");
    await page.getByText(/Mara Lindqvist saved version 4 meanwhile/).waitFor();
    await body(page).press("Control+s");
    await dialog(page, "Mara Lindqvist saved meanwhile").getByRole("button", { name: "Keep mine" }).click();
    await page.getByText("Yours is saved as draft 5").waitFor();
    assert.match(backend.article(REMINDERS).versions[0].text, /Mine\./);
    await page.getByText("A text is set aside on this device").waitFor();
  },
  { ...EDITOR, expected: [/status of 409/] },
);

scenario(
  "somebody's version is shown at once where nothing is written",
  async (page, { backend }) => {
    await open(page, REMINDERS);
    await body(page).waitFor();
    backend.saves("admin", REMINDERS, "Fresh words.");
    await page.waitForFunction(() => document.querySelector(".body-field textarea").value.startsWith("Fresh words."));
    await page.getByText("Draft 3 saved").waitFor();
  },
  EDITOR,
);

scenario(
  "what cannot be published says so softly; a time is set and taken back; a draft is discarded; an article archived and brought back",
  async (page, { backend }) => {
    await open(page, REMINDERS);
    await body(page).fill("```\nnever ends");
    await page.getByText("It cannot be published like this.").first().waitFor();
    await button(page, "Publish…").click();
    assert.ok(await dialog(page, "Publish").getByRole("button", { name: "Publish now" }).isDisabled());
    await dialog(page, "Publish").getByRole("button", { name: "Cancel" }).click();
    await body(page).fill("Reminders go out at ten. ![clock](clock.png)");
    await page.getByText("Not taken over:").waitFor();
    await button(page, "Publish…").click();
    await dialog(page, "Publish").getByRole("radio", { name: /At a time/ }).check();
    await dialog(page, "Publish").getByLabel("Time", { exact: true }).fill("2099-01-01T09:00");
    await dialog(page, "Publish").getByRole("button", { name: "Publish then" }).click();
    await page.getByText(/is published by itself on/).waitFor();
    assert.match(backend.article(REMINDERS).versions[0].publish_at, /^2099-01-01T/);
    await button(page, "Do not").click();
    await page.getByText(/is published by itself on/).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "More for this article" }).click();
    await page.getByRole("menuitem", { name: "Discard the draft…" }).click();
    await button(page, "Discard the draft").click();
    await page.getByText("Version 1, ").waitFor();
    await page.getByRole("button", { name: "More for this article" }).click();
    await page.getByRole("menuitem", { name: "Archive…" }).click();
    await button(page, "Archive the article").click();
    await page.getByText("Archived: no reply rests on it").waitFor();
    await button(page, "Publish again…").click();
    await dialog(page, "Publish").getByRole("button", { name: "Publish now" }).click();
    await page.getByText("Archived: no reply rests on it").waitFor({ state: "detached" });
    assert.equal(backend.article(REMINDERS).archived, false);
  },
  EDITOR,
);

scenario(
  "a new article gets its path from its title, and one that is taken says so",
  async (page, { backend }) => {
    await goTo(page, "#/articles");
    await heading(page, "Articles");
    await page.keyboard.press("c");
    await heading(page, "New article");
    await page.getByLabel("Title").fill("Import errors");
    await page.getByLabel("Product area").fill("import");
    assert.equal(await page.getByLabel("Path").inputValue(), ERRORS);
    await button(page, "Begin writing").click();
    await page.getByText("There is an article with this path already").waitFor();
    await page.getByLabel("Path").fill("articles/import/a b.md");
    await page.getByText("No spaces, and none of").waitFor();
    await page.getByLabel("Path").fill("articles/import/more-errors.md");
    await button(page, "Begin writing").click();
    await body(page).waitFor();
    await body(page).fill("bold");
    await body(page).press("Control+a");
    await body(page).press("Control+b");
    assert.equal(await body(page).inputValue(), "**bold**");
    await body(page).press("Control+k");
    assert.equal(await body(page).inputValue(), "**[bold]()**");
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.getByText("Details", { exact: true }).click();
    await page.getByLabel("Plans").fill("plus,");
    await page.getByLabel("Questions it answers").fill("one\ntwo");
    await page.getByText("never published").or(page.getByText("Draft", { exact: true })).first().waitFor();
    await button(page, "Save draft").click();
    await page.getByText("Draft 2 is saved").waitFor();
    const { text } = backend.article("articles/import/more-errors.md").versions[0];
    assert.match(text, /plans: \[plus\]\nquestions:\n {2}- one\n {2}- two\n---/);
  },
  { ...EDITOR, expected: [/status of 409/] },
);

scenario(
  "a question without an answer becomes an article",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("g");
    await heading(page, "What is missing");
    const group = page.getByRole("listitem").filter({ has: page.getByRole("heading", { name: "payout bank account change" }) });
    await group.getByText("Asked 34 times by 21 contacts").waitFor();
    await group.getByRole("img", { name: /34 in 7 days, rising/ }).waitFor();
    assert.equal(await group.getByRole("link", { name: "Open" }).count(), 0, "who reads no conversations is not led to one");
    await button(page, "30 days").click();
    await group.getByText("Asked 136 times").waitFor();
    await group.getByRole("button", { name: "Write an article from this" }).click();
    const form = dialog(page, "Write an article from this");
    await form.getByLabel("Title").fill("Change the bank account of payouts");
    assert.equal(await form.getByLabel("Path").inputValue(), "articles/payments/change-the-bank-account-of-payouts.md");
    await form.getByRole("button", { name: "Begin writing" }).click();
    await heading(page, "Change the bank account of payouts");
    await body(page).fill("Open **Settings**, then **Payouts**, and choose **Change account**.");
    await button(page, "Publish…").click();
    await dialog(page, "Publish").getByRole("button", { name: "Publish now" }).click();
    await page.getByText(/is published\. Replies rest on it/).waitFor();
    const article = backend.article("articles/payments/change-the-bank-account-of-payouts.md");
    assert.match(article.versions.at(-1).text, /questions:\n {2}- How do I change the bank account/);
    await goTo(page, "#/gaps");
    await page.getByRole("region", { name: "Contradicting" }).getByRole("link", { name: "Plans and limits" }).click();
    await page.locator("mark").filter({ hasText: "Plus: 200 invoices a month" }).waitFor();
  },
  EDITOR,
);

scenario(
  "who does not write reads: the page and its history, no editor",
  async (page, { backend }) => {
    await goTo(page, "#/articles");
    await heading(page, "Articles");
    assert.equal(await page.getByRole("link", { name: "New" }).count(), 0);
    await page.getByRole("link", { name: /^Import errors/ }).click();
    await page.getByRole("heading", { name: "IMP-104 on some rows only" }).waitFor();
    assert.equal(await page.getByRole("textbox").count(), 0);
    for (const name of ["Save draft", "Publish…", "Edit"]) assert.equal(await page.getByRole("button", { name }).count() + (await page.getByRole("link", { name, exact: true }).count()), 0);
    await page.getByRole("link", { name: "Version 2", exact: true }).click();
    await page.getByText(/This is version 2 of/).waitFor();
    assert.equal(await page.getByRole("button", { name: /Roll back/ }).count(), 0);
    await goTo(page, "#/uploads");
    await page.getByRole("link", { name: "help-centre-export.zip" }).click();
    await page.getByText("The PDF has pages but no text").waitFor();
    assert.equal(await page.getByRole("button", { name: /Remove|Try again/ }).count(), 0);
    await goTo(page, "#/gaps");
    await page.getByRole("link", { name: /^Open the conversation of/ }).first().waitFor();
    assert.equal(await page.getByRole("button", { name: /Write an article/ }).count(), 0);
    // The server holds to it, whatever a page offers.
    const refused = await page.evaluate(() => fetch("/v1/people/knowledge/archive", { method: "POST", headers: { "content-type": "application/json" }, body: "{}" }).then((answer) => answer.status));
    assert.equal(refused, 403);
    assert.equal(backend.article(ERRORS).archived, false);
  },
  { as: "analyst", expected: [/status of 403/] },
);

scenario("a citation opens the version that it quotes, marks the quote, and says that there is a newer one", async (page) => {
  await goTo(page, "#/inbox/all/tax-rate");
  await goTo(page, `#/articles/${encodeURIComponent(ERRORS)}?version=3&quote=${encodeURIComponent("Format the whole column as 2026-03-31, save it as CSV again and choose Check file.")}`);
  await page.locator("mark").filter({ hasText: "Format the whole column" }).waitFor();
  await page.getByText(/A reply quotes this, version 3 of .*Version 4 is published now\./).waitFor();
  await page.getByRole("link", { name: "Open version 4" }).click();
  await page.getByText("Mark the whole column of dates.").waitFor();
  await goTo(page, "#/inbox/pending/limits");
  await thread(page).getByRole("group", { name: "Sources" }).getByRole("button").first().click();
  await thread(page).getByRole("link", { name: "version 3" }).first().click();
  await heading(page, "Plans and limits");
  await page.locator("mark").filter({ hasText: "Free: 10 invoices a month" }).waitFor();
});

scenario("script in an article is text, on the page and in a comparison", async (page, { backend }) => {
  const evil = `# <img src=x onerror="document.title='owned'">\n\n<script>document.title="owned"</script> [x](javascript:alert(1))\n`;
  backend.saves("editor", ERRORS, evil);
  await open(page, ERRORS, "?version=5");
  await page.getByText("<script>document.title").first().waitFor();
  await open(page, ERRORS, "?compare=4,5");
  await page.locator(".diff .added").filter({ hasText: "onerror" }).waitFor();
  assert.equal(await page.locator("img[src=x], a[href^='javascript']").count(), 0);
  assert.notEqual(await page.title(), "owned");
});

scenario(
  "on a phone one panel fills the screen",
  async (page) => {
    await open(page, ERRORS);
    await body(page).waitFor();
    await page.getByRole("group", { name: "Show" }).getByRole("button", { name: "Page" }).click();
    await page.getByRole("heading", { name: "IMP-104 on some rows only" }).waitFor();
    assert.equal(await body(page).isVisible(), false);
    await page.getByRole("group", { name: "Show" }).getByRole("button", { name: "Write" }).click();
    await body(page).waitFor();
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(over <= 0, `${over} px too wide`);
  },
  { ...EDITOR, ...PHONE },
);


// What is learned from conversations: answers of people become articles, and real messages teach intents.

import assert from "node:assert/strict";
import { PHONE } from "./browser.js";
import { atWork, goTo, scenarios, thread } from "./scenario.js";

const scenario = scenarios();
const EDITOR = { as: "editor" };
const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();
const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page, name) => page.getByRole("dialog", { name });
const card = (page, name) => page.locator(".card").filter({ has: page.getByRole("heading", { name, exact: true }) });
const teach = (page) => dialog(page, "Teach an intent");
const intent = (page) => teach(page).getByLabel("Intent it belongs to");
const chosen = (page) => intent(page).evaluate((select) => select.selectedOptions[0].text);
const apart = (page, words) => teach(page).getByRole("status").getByText(words).waitFor();
/** Warned of something or not. */
const addIt = (page) => teach(page).getByRole("button", { name: /^Add/, disabled: false });

scenario(
  "what a person answered becomes an article, with the answer in it as it was mended",
  async (page, { backend }) => {
    await goTo(page, "#/gaps");
    await button(page, "Answered by people").click();
    await page.getByText(/People answered 90 conversations that they resolved/).waitFor();
    const group = card(page, "second tax rate Japan");
    await group.getByText("Answered 6 times, for 5 contacts.").waitFor();
    await group.locator("q").filter({ hasText: "How do I add a second tax rate" }).waitFor();
    await group.getByText(/Ada Okafor/).waitFor();
    assert.equal(await group.getByRole("link", { name: "Open" }).count(), 0, "who reads no conversations is not led to one");
    await button(group, "2 more like it").click();
    await group.getByRole("list", { name: "Examples" }).getByText("Yes: Settings › Tax rates › Add rate, 8 %.").waitFor();
    await group.getByRole("link", { name: "Tax rates" }).waitFor();
    await group.getByRole("button", { name: "Write an article from this" }).click();
    const form = dialog(page, "Write an article from this");
    await form.getByLabel("Title").fill("Two tax rates in one country");
    assert.equal(await form.getByLabel("Path").inputValue(), "articles/two-tax-rates-in-one-country.md");
    assert.match(await form.getByLabel("Questions it answers").inputValue(), /^How do I add a second tax rate for Japan\?\ntwo tax rates/);
    const answer = await form.getByLabel("Answer", { exact: true }).inputValue();
    assert.match(answer, /^Open Settings, then Tax rates/);
    await form.getByLabel("Answer", { exact: true }).fill(`${answer.replace("Japan", "the country")}\n`);
    await button(form, "Begin writing").click();
    await heading(page, "Two tax rates in one country");
    await page.waitForFunction(() => /tick the country under/.test(document.querySelector(".body-field textarea")?.value ?? ""));
    const { text, origin } = backend.article("articles/two-tax-rates-in-one-country.md").versions[0];
    assert.equal(origin, "answered");
    assert.match(text, /questions:\n {2}- How do I add a second tax rate for Japan\?\n/);
    await goTo(page, "#/gaps?part=answered");
    await heading(page, "webhook signature verify", 2);
    assert.equal(await page.getByRole("heading", { name: "second tax rate Japan" }).count(), 0, "it is written");
  },
  EDITOR,
);

scenario(
  "who reads conversations is led from an answer to where it was given, and chooses how far back",
  async (page) => {
    await goTo(page, "#/gaps?part=answered");
    assert.equal(await page.getByRole("button", { name: /Write an article/ }).count(), 0);
    await heading(page, "logo blurred printed invoices", 2);
    await button(page, "7 days").click();
    await page.getByRole("heading", { name: "logo blurred printed invoices" }).waitFor({ state: "detached" });
    await page.getByLabel("Inbox").selectOption("partners");
    await page.getByText("No answer waits to be written down").waitFor();
    await button(page, "30 days").click();
    await page.getByLabel("Inbox").selectOption("");
    await page.getByRole("link", { name: "Open the conversation of “How do I add a second tax rate for Japan?”" }).click();
    await page.waitForFunction(() => location.hash === "#/inbox/all/tax-rate");
  },
  { as: "analyst" },
);

scenario(
  "a contact's message teaches an intent, and what becomes harder to tell apart is said before",
  async (page, { backend }) => {
    await atWork(page, "import-104");
    await thread(page).getByText("My customer list does not import.").hover();
    await thread(page).getByRole("button", { name: "Teach an intent with “My customer list does not import.”" }).click();
    assert.equal(await teach(page).getByLabel("Example").inputValue(), "My customer list does not import.");
    const likeliest = await teach(page).getByRole("region", { name: "How it is read now" }).getByRole("listitem").first().innerText();
    assert.ok(likeliest.startsWith(await chosen(page)), "the likeliest is chosen");
    await apart(page, "It makes no two intents harder to tell apart.");
    await intent(page).selectOption("webhooks");
    assert.ok(await button(teach(page), "Add the example").isDisabled(), "not before it was looked at");
    await apart(page, /Looking whether it makes intents harder/);
    await apart(page, /^“Webhooks” and “.+” become harder to tell apart: 9 of their \d+ examples would be taken for the other\.$/);
    await intent(page).selectOption("import_error");
    await apart(page, /^“An import error” and/);
    await button(teach(page), "Add it all the same").click();
    await page.getByText("“An import error” has one more example. It counts within seconds").waitFor();
    assert.deepEqual(backend.added("import_error"), ["My customer list does not import."]);
    assert.equal(await page.evaluate(() => document.activeElement.textContent), "Teach an intent…", "focus goes back to where it was");
  },
  { as: "supervisor" },
);

scenario(
  "a question of the report teaches an intent; one that is taught already says whose it is, sooner or later",
  async (page, { backend }) => {
    await goTo(page, "#/gaps");
    const question = "change payout account please";
    await button(card(page, "payout bank account change"), "1 more").click();
    const open = page.getByRole("button", { name: `Teach an intent with “${question}”` });
    await open.click();
    await intent(page).selectOption({ label: "Payouts and fees" });
    await addIt(page).waitFor();
    backend.teaches("editor", "bank_feed", question);
    await addIt(page).click();
    await teach(page).getByRole("alert").getByText("The intent bank_feed has this example already.").waitFor();
    await button(teach(page), "Cancel").click();
    await open.click();
    await teach(page).getByText("“Bank feeds” has this very example already.").waitFor();
    assert.ok(await button(teach(page), "Add the example").isDisabled());
    assert.deepEqual(backend.added("payouts"), []);
  },
  { as: "analyst", expected: [/status of 409/] },
);

scenario(
  "an example is written by hand, without personal data, found, removed and had back",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("2");
    await heading(page, "Intents");
    await heading(page, "Payments 7", 2);
    await page.keyboard.press("c");
    await page.waitForFunction(() => document.activeElement?.tagName === "TEXTAREA");
    await page.keyboard.type("pay maria@corner.example back the deposit");
    await teach(page).getByText("pay [email_1] back the deposit").waitFor();
    await intent(page).selectOption({ label: "Refund a customer" });
    await addIt(page).click();
    await page.waitForFunction(() => location.hash === "#/intents/refund_customer");
    const added = page.getByRole("region", { name: "Added to Refund a customer" });
    await added.getByText("pay [email_1] back the deposit").waitFor();
    await page.getByText("28 examples, in tallybook as").waitFor();
    await page.getByText(/the guide “Refund a customer”|no guide/).waitFor();
    await added.getByRole("button", { name: "Remove “she paid twice, give one back”" }).click();
    await added.getByText("she paid twice, give one back").waitFor({ state: "detached" });
    assert.deepEqual(backend.added("refund_customer"), ["pay [email_1] back the deposit"]);
    assert.match(await page.evaluate(() => document.activeElement.getAttribute("aria-label")), /^Remove “pay/);
    await button(page, "Undo").click();
    await added.getByText("she paid twice, give one back").waitFor();
    await button(added, "Add an example to it").click();
    assert.equal(await chosen(page), "Refund a customer");
    await teach(page).getByLabel("Example").fill("x".repeat(600));
    await teach(page).getByRole("alert").getByText(/has 1 to 500 characters/).waitFor();
    await page.keyboard.press("Escape");
    await page.getByLabel("Find intents").fill("twice give");
    await page.getByText("1 intent", { exact: true }).waitFor();
    await page.getByLabel("Find intents").fill("nothing has this");
    await page.getByText("No intent has these words").waitFor();
    await button(page, "Show all").click();
    await heading(page, "Payments 7", 2);
  },
  { ...EDITOR, expected: [/status of 422/] },
);

scenario(
  "intents that are hard to tell apart are looked for when somebody asks, and lead to their examples",
  async (page) => {
    await goTo(page, "#/intents");
    await button(page, "Hard to tell apart").click();
    await page.getByRole("status").getByText(/This takes some seconds/).waitFor();
    const list = page.getByRole("list", { name: "Hard to tell apart" });
    await list.getByText(/^12 of \d+ \(20 %\)$/).waitFor();
    await page.getByRole("status").getByText(/examples are read as what they are \(91 %\)/).waitFor();
    await list.getByRole("link", { name: "Issue a credit note" }).click();
    await page.getByRole("button", { name: /^Issue a credit note/, expanded: true }).waitFor();
    await button(page, "Hard to tell apart").click();
    await list.waitFor();
    assert.equal(await page.locator(".under-way").count(), 0, "what was found stays");
    await button(page, "Look again").click();
    await list.waitFor({ state: "detached" });
    await list.waitFor();
  },
  { as: "analyst" },
);

scenario(
  "who does not teach reads intents and sites, and the server holds to it",
  async (page) => {
    await goTo(page, "#/intents/payment_reminders");
    await page.getByText("the nagging mails, where do I switch them on").waitFor();
    assert.equal(await page.getByRole("button", { name: /^(Add an example|Remove “)/ }).count(), 0);
    await goTo(page, "#/sites");
    await heading(page, "Help centre", 2);
    assert.equal(await page.getByRole("button", { name: /^(Add|Read|More for) / }).count(), 0);
    await atWork(page, "import-104");
    await thread(page).getByText("My customer list does not import.").waitFor();
    assert.equal(await page.getByRole("button", { name: /^Teach an intent/ }).count(), 0);
    const post = (path) => page.evaluate((to) => fetch(`/v1/people/knowledge/${to}`, { method: "POST" }).then(({ status }) => status), path);
    for (const path of ["intents/examples", "sites", "sites/site-help/read"]) assert.equal(await post(path), 403);
  },
  { expected: [/status of 403/] },
);

scenario(
  "trouble is told, and tried again",
  async (page, { backend }) => {
    await page.getByRole("link", { name: "Intents" }).waitFor();
    backend.down(true);
    for (const place of ["#/intents", "#/gaps?part=answered"]) {
      await goTo(page, place);
      await page.getByRole("alert").getByText(/cannot be reached/).waitFor();
    }
    backend.down(false);
    await button(page, "Try again").click();
    await heading(page, "logo blurred printed invoices", 2);
  },
  { ...EDITOR, expected: [/ERR_|WebSocket/] },
);

scenario(
  "on a phone all of it fits, and a message is taught without hovering",
  async (page) => {
    const fits = async () => assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)) <= 0, "too wide");
    for (const place of ["#/gaps?part=answered", "#/intents/payment_reminders", "#/intents?part=confusions", "#/sites"]) {
      await goTo(page, place);
      await page.waitForFunction(() => !document.querySelector(".skeleton, .under-way"));
      await fits();
    }
    await goTo(page, "#/inbox/all/limits");
    await thread(page).getByRole("button", { name: /^Teach an intent with/ }).tap();
    await apart(page, /tell apart/);
    await fits();
  },
  { as: "supervisor", ...PHONE },
);

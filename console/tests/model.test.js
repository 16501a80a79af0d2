// The playground, what left for a language model, and a reply that forms.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { PHONE } from "./browser.js";
import { goTo, scenarios } from "./scenario.js";

const scenario = scenarios();
const QUESTION = "What's the most addresses one invoice can go to?";
const region = (page, name) => page.getByRole("region", { name, exact: true });
const ask = async (page, text) => {
  await page.getByRole("textbox", { name: /question/i }).fill(text);
  await page.getByRole("textbox", { name: /question/i }).press("Enter");
  await page.getByRole("status").filter({ hasText: /^Usher / }).waitFor();
};

scenario(
  "a question is tried out: reply, decision, sentences, calls, proposals, evidence",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("x");
    await page.getByRole("heading", { name: "Playground", level: 1 }).waitFor();
    await page.keyboard.press("i");
    await page.keyboard.type(QUESTION);
    await page.keyboard.press("Enter");
    const decision = region(page, "Decision");
    await decision.getByRole("img", { name: "91 % sure of this answer; 70 % is needed" }).waitFor();
    await decision.getByText("because it was sure enough.").waitFor();
    await decision.getByText("2 with 2,931 tokens").waitFor();
    const talk = page.getByRole("list", { name: "Conversation" });
    await talk.getByText("One invoice can go to up to five addresses, separated by commas.").waitFor();
    const sentences = region(page, "Sentences");
    await sentences.getByRole("img", { name: "71 % supported by its source" }).waitFor();
    await sentences.getByText("Its rarest word is not in the passage −1.6").waitFor();
    await sentences.getByText("The passage holds the opposite of a word +0.1").waitFor();
    assert.equal(await sentences.getByText("An invoice goes to at most 5 addresses.").count(), 2, "each citation is unfolded");
    await region(page, "Language model").getByText("No passage says that a plan changes the number of addresses").waitFor();
    const proposals = region(page, "Proposals").getByRole("listitem");
    const answer = proposals.filter({ hasText: "This is the reply" });
    await answer.getByText("A known question of the article is close").waitFor();
    await answer.getByText("In the model’s words", { exact: true }).waitFor();
    await answer.getByText("Said in the model’s words instead").waitFor();
    await answer.getByText("Sentences of the model that passed their check").waitFor();
    await proposals.filter({ hasText: "Below the 70 % that is needed" }).first().waitFor();
    const found = region(page, "Evidence");
    await found.getByText("Cited").waitFor();
    await found.getByRole("button", { name: "1 more" }).click();
    assert.equal(await found.getByRole("row").count(), 8);
    assert.deepEqual(backend.tried(), [{ inbox: "main", text: QUESTION, model: true }]);
  },
  { as: "analyst" },
);

scenario(
  "it goes on, with and without the language model, and becomes a case",
  async (page, { backend }) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await goTo(page, `#/playground?q=${encodeURIComponent("Which limit?")}`);
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.getByRole("button", { name: "How many people may one invoice go to?" }).click();
    await region(page, "Decision").getByText("Answers").waitFor();
    const { earlier } = backend.tried().at(-1);
    assert.deepEqual(earlier.map(({ author }) => author), ["contact", "ai_agent"]);
    await page.getByText("What was said so far goes along: 4 messages.").waitFor();
    await page.getByRole("button", { name: "Ask the same without the language model" }).click();
    await region(page, "Decision").getByText("left out").waitFor();
    assert.deepEqual(backend.tried().at(-1), { ...backend.tried().at(-2), model: false });
    assert.equal(await region(page, "Language model").count(), 0);
    await region(page, "Sentences").getByText("not checked").waitFor();
    assert.equal(await region(page, "Proposals").getByText("words instead").count(), 0);
    // The first round's record is still at hand.
    await page.getByRole("button", { name: "Show what was weighed" }).click();
    await region(page, "Decision").getByText("Asks back").waitFor();
    await page.getByRole("button", { name: "Show what was weighed" }).click();
    await page.getByRole("button", { name: "Copy as a case" }).click();
    await page.getByText("The case is on the clipboard").waitFor();
    const line = await page.evaluate(() => navigator.clipboard.readText());
    assert.ok(!line.includes("\n"));
    assert.deepEqual(JSON.parse(line).expect, { outcome: "answer", cites: ["articles/invoices/send-an-invoice.md"] });
    const [saved] = await Promise.all([page.waitForEvent("download"), region(page, "As a case").getByRole("button", { name: "Download" }).click()]);
    assert.equal(readFileSync(await saved.path(), "utf8"), `${line}\n`);
    await page.getByRole("button", { name: "Start over" }).click();
    await page.getByRole("heading", { name: "Ask something" }).waitFor();
  },
  { as: "editor" },
);

scenario(
  "who asks and what they have before them go along, and a wrong page is refused in words",
  async (page, { backend }) => {
    await goTo(page, "#/playground");
    await page.getByText("Who asks").click();
    await page.getByLabel("Plan").fill("plus");
    await page.getByText("The page before them").click();
    await page.getByLabel("Address").fill("/settings/import");
    const json = page.getByLabel("Page context as JSON");
    await json.fill('{"errors": [{"code": "IMP-104"}]}');
    await page.getByRole("textbox", { name: "Question", exact: true }).fill("Why did my import stop?");
    await page.getByText("Number 1 of “errors” has no “text”.").waitFor();
    assert.ok(await page.getByRole("button", { name: "Ask", exact: true }).isDisabled());
    await json.fill("");
    await page.getByRole("button", { name: "Put in an example" }).click();
    await ask(page, "Why did my import stop?");
    const { contact, page: sent } = backend.tried().at(-1);
    assert.deepEqual([contact, sent.route, sent.errors[0].code], [{ plan: "plus" }, "/settings/import", "IMP-104"]);
    await region(page, "Decision").getByText("Hands over").waitFor();
    await region(page, "Language model").getByText("no sentence is supported").waitFor();
    await page.getByText("Handed to a person. They see everything written here.").waitFor();
    await page.getByText("What the person would get").click();
    await page.getByText("# Handoff").first().waitFor();
    await page.getByText("The whole record").click();
    await page.getByText('"outcome": "escalate"').first().waitFor();
  },
  { as: "supervisor" },
);

scenario(
  "an answer that cites nothing cannot be kept as a case, and it is said why",
  async (page) => {
    await goTo(page, "#/playground");
    await ask(page, "Thanks, that helped");
    const kept = region(page, "As a case");
    await kept.getByText("This one cannot be kept: the answer cites nothing").waitFor();
    for (const name of ["Copy as a case", "Download"]) {
      const button = kept.getByRole("button", { name });
      assert.ok(await button.isDisabled());
      assert.equal(await button.getAttribute("aria-describedby"), "no-case");
    }
    await page.keyboard.press("Escape");
    await page.keyboard.press("y");
    assert.equal(await page.getByText("is on the clipboard").count(), 0);
  },
  { as: "analyst" },
);

scenario("agents have neither page, and the server refuses them, too", async (page) => {
  for (const hash of ["#/playground", "#/left"]) {
    await goTo(page, hash);
    await page.getByRole("heading", { name: "There is nothing here" }).waitFor();
  }
  assert.equal(await page.getByRole("link", { name: /Playground|What left/ }).count(), 0);
});

scenario(
  "what left: today on top, each call folds out to exactly what was sent, by prompt, page by page",
  async (page) => {
    await goTo(page, "#/left");
    const today = region(page, "Figures of today");
    await today.getByText("example-large at main").waitFor();
    await today.getByRole("row", { name: /Understand/ }).waitFor();
    assert.deepEqual((await today.getByRole("columnheader").allInnerTexts()).slice(2, 4), ["Calls", "Failed"]);
    const calls = page.locator(".entry");
    assert.equal(await calls.count(), 20);
    // Of the newest only is known that it left.
    await calls.first().getByText("No end yet").waitFor();
    await calls.first().getByText("under way, or lost").waitFor();
    await page.keyboard.press("j");
    await page.keyboard.press("Enter");
    const fact = (name) => calls.first().locator("dl > div").filter({ has: page.locator("dt", { hasText: name }) }).locator("dd");
    assert.deepEqual([await fact("Tokens").innerText(), await fact("Cost").innerText()], ["not known", "not known"]);
    assert.deepEqual([await fact("Wanted by").innerText(), await fact("Message").innerText()], ["the contact’s message", "p5"]);
    const sent = region(page, "Sent as the user’s message").locator("pre");
    assert.match(await sent.innerText(), /<img src=x onerror=/);
    assert.equal(await page.locator("img[src=x]").count(), 0);
    assert.notEqual(await page.title(), "owned");
    await page.getByRole("button", { name: "Load more" }).click();
    await page.waitForFunction(() => document.querySelectorAll(".entry").length === 40);
    await page.getByRole("combobox", { name: "Prompt" }).selectOption("understand");
    await page.waitForFunction(() => document.querySelectorAll(".entry").length === 15);
    assert.match(page.url(), /#\/left\?prompt=understand$/);
    assert.equal(await page.getByRole("button", { name: "Load more" }).count(), 0);
    await page.getByRole("button", { name: /^Understand to/ }).first().click();
    await page.getByRole("link", { name: "Open the conversation" }).click();
    await page.getByRole("region", { name: "Conversation", exact: true }).waitFor();
  },
  { as: "admin" },
);

scenario(
  "without a language model it says what that means",
  async (page, { backend }) => {
    backend.withoutModel();
    await goTo(page, "#/left");
    await page.getByRole("heading", { name: "Nothing leaves for a language model" }).waitFor();
    await goTo(page, "#/playground");
    await ask(page, QUESTION);
    await region(page, "Decision").getByText("none took part").waitFor();
  },
  { as: "admin" },
);

scenario("a reply forms in the open thread, ends with the message, and goes with the line", async (page, { backend }) => {
  await goTo(page, "#/inbox/pending/limits");
  const forming = page.getByRole("article", { name: "Usher is writing" });
  const log = page.getByRole("log");
  await log.waitFor();
  backend.contact.writes("limits", "And on Plus?");
  await log.getByText("And on Plus?").waitFor();
  backend.forming("limits", 0, "Plus has 250 invoices a month.");
  backend.forming("limits", 1, " <b>More</b> is on Business.");
  await forming.getByText("Plus has 250 invoices a month. <b>More</b> is on Business.").waitFor();
  assert.equal(await log.getByText("Plus has 250").count(), 0, "it is not announced");
  backend.said("limits", "Plus has 250 invoices a month.");
  await log.getByText("Plus has 250 invoices a month.").waitFor();
  await forming.waitFor({ state: "detached" });
  backend.contact.writes("limits", "And on Business?");
  await log.getByText("And on Business?").waitFor();
  backend.forming("limits", 0, "It has no limit.");
  await forming.getByText("It has no limit.").waitFor();
  backend.drop();
  await forming.waitFor({ state: "detached" });
});

scenario(
  "both pages fit a phone",
  async (page) => {
    const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    await goTo(page, "#/playground");
    await ask(page, QUESTION);
    assert.ok((await over()) <= 0);
    await goTo(page, "#/left");
    await page.locator(".entry button").first().click();
    await page.locator("pre").first().waitFor();
    assert.ok((await over()) <= 0);
  },
  { as: "admin", ...PHONE },
);

// The analysts' day: suites are run and compared, cases are made of what was seen, a budget is chosen, turns are replayed.

import assert from "node:assert/strict";
import { goTo, scenarios } from "./scenario.js";

const scenario = scenarios();
const ANALYST = { as: "analyst" };
const heading = (page, name, level = 1) => page.getByRole("heading", { name, level, exact: true }).waitFor();
const button = (page, name) => page.getByRole("button", { name, exact: true });
const dialog = (page, name) => page.getByRole("dialog", { name });
const region = (page, name) => page.getByRole("region", { name, exact: true });
const json = (page) => page.getByLabel("The case, as JSON");
const line = (more) => JSON.stringify({ id: "ev-1", turns: [{ author: "contact", text: "where do I find my receipts" }], expect: { outcome: "escalate" }, ...more });

scenario(
  "a suite is run, its run followed to the end, made the baseline, and the next compared with it",
  async (page) => {
    await page.keyboard.press("g");
    await page.keyboard.press("j");
    await heading(page, "Suites");
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: "tallybook", exact: true }) });
    await row.getByText("1 line is left out").waitFor();
    assert.match(await row.innerText(), /Wrong among answered\s+\d+\.\d % \(\d+\.\d–\d+\.\d %\)/);
    assert.ok(await page.getByRole("button", { name: "Run handoff" }).isDisabled());
    await page.getByRole("button", { name: "Run tallybook", exact: true }).click();
    await heading(page, "Run of tallybook");
    await page.getByRole("status").getByText(/Going through the cases: \d+ of 42/).waitFor();
    await page.getByText("Done", { exact: true }).waitFor();
    await page.getByText(/of 42 cases came out right/).waitFor();
    await region(page, "Against the baseline").getByText(/over the 42 cases that both have/).waitFor();
    await region(page, "Not right").getByText("Expected", { exact: true }).first().waitFor();
    const report = page.getByRole("link", { name: "Open the report" });
    assert.equal(await report.getAttribute("target"), "_blank");
    assert.match(await report.getAttribute("href"), /\/v1\/people\/evals\/runs\/[^/]+\/report$/);
    await button(page, "Make this the baseline").click();
    await page.getByText("Later runs are compared with this one").waitFor();
    await page.getByText("Baseline", { exact: true }).waitFor();
    await page.keyboard.press("u");
    await heading(page, "tallybook");
    const runs = page.getByRole("list", { name: "Runs" }).getByRole("listitem");
    await runs.first().getByText("Baseline", { exact: true }).waitFor();
    await page.getByRole("button", { name: "More for this suite" }).click();
    assert.match(await page.getByRole("menuitem", { name: "Export as ZIP" }).getAttribute("href"), /suites\/s-tallybook\/export$/);
  },
  ANALYST,
);

scenario(
  "a run is stopped; one is followed to its end though the socket says nothing of it; a failed one says why",
  async (page, { backend }) => {
    backend.runsAre({ slowly: true });
    await goTo(page, "#/suites/s-tallybook");
    await button(page, "Run").click();
    await page.getByRole("status").getByText(/Going through the cases/).waitFor();
    await button(page, "Stop").click();
    await page.getByText("It was stopped. What it had found is not kept.").waitFor();
    backend.runsAre({ slowly: false, silent: true });
    await goTo(page, "#/suites/s-tallybook");
    await button(page, "Run").click();
    await page.getByText(/of 42 cases came out right/).waitFor();
    await goTo(page, "#/runs/r-failed");
    await page.getByText(/could not be read again after a restart/).waitFor();
    await page.getByRole("button", { name: "More for this run" }).click();
    await page.getByRole("menuitem", { name: "Delete the run…" }).click();
    await button(page, "Delete the run").click();
    await heading(page, "tallybook");
  },
  ANALYST,
);

scenario(
  "a suite is made; cases are added, refused with why, changed, found and deleted",
  async (page, { backend }) => {
    await goTo(page, "#/suites");
    await button(page, "New suite").click();
    const made = dialog(page, "New suite");
    await made.getByLabel("Name").fill("Mine!");
    await button(made, "Make the suite").click();
    await made.getByText(/small letters, digits and hyphens\.$/).waitFor();
    await made.getByLabel("Name").fill("mine");
    await button(made, "Make the suite").click();
    await heading(page, "mine");
    await page.getByText("There is no case yet").waitFor();
    await button(page, "Add a case").first().click();
    const add = dialog(page, "Add a case");
    await json(add).fill('{"id": ');
    await add.getByText(/This is not JSON/).waitFor();
    assert.ok(await button(add, "Add the case").isDisabled());
    await json(add).fill(line({ expect: { outcome: "shrug" } }));
    await button(add, "Add the case").click();
    await add.getByRole("alert").getByText(/it is answer, guide, clarify or escalate/).waitFor();
    await json(add).fill(line());
    await button(add, "Add the case").click();
    await page.getByRole("button", { name: "where do I find my receipts" }).click();
    const change = dialog(page, "Case ev-1");
    await json(change).fill(line({ expect: { outcome: "answer", cites: ["articles/a.md"] } }));
    await button(change, "Save").click();
    await page.getByRole("cell", { name: "answer, cites articles/a.md" }).waitFor();
    await page.getByLabel("Find cases").fill("nothing has this");
    await page.getByText("No case has these words").waitFor();
    await button(page, "Show all").click();
    await page.getByRole("button", { name: "where do I find my receipts" }).click();
    backend.suiteChanges("mine");
    await button(change, "Delete the case").click();
    await button(change, "Delete it for good").click();
    await change.getByText(/Somebody changed this suite meanwhile/).waitFor();
    await button(change, "Cancel").click();
    await page.getByRole("button", { name: "More for this suite" }).click();
    await page.getByRole("menuitem", { name: "Delete the suite…" }).click();
    await button(page, "Delete the suite").click();
    await heading(page, "Suites");
    await page.getByRole("link", { name: "tallybook", exact: true }).waitFor();
    assert.equal(await page.getByRole("link", { name: "mine", exact: true }).count(), 0);
  },
  { ...ANALYST, expected: [/status of (409|422)/] },
);

scenario(
  "a ZIP is imported, and replaces a suite only where that is said",
  async (page) => {
    await goTo(page, "#/suites");
    const take = async (text) => {
      await button(page, "Import a ZIP").click();
      await page.getByLabel("ZIP of the suite’s folder").setInputFiles([{ name: "suite.zip", mimeType: "application/zip", buffer: Buffer.from(text) }]);
      await button(page, "Import").click();
    };
    await take("no zip");
    await page.getByRole("alert").getByText(/This is not a ZIP/).waitFor();
    await button(page, "Cancel").click();
    await take("PK1");
    await heading(page, "imported");
    await goTo(page, "#/suites");
    await take("PK2");
    await page.getByLabel(/Replace the suite of this name/).check();
    await button(page, "Replace it").click();
    await heading(page, "imported");
  },
  { ...ANALYST, expected: [/status of (409|422)/] },
);

scenario(
  "an answer of the playground becomes a case, with what is expected corrected",
  async (page, { backend }) => {
    await goTo(page, "#/playground?q=How+many+addresses+may+an+invoice+have");
    await button(page, "Ask").click();
    await button(page, "Add to a suite…").click();
    const add = dialog(page, "Add to a suite");
    await add.getByLabel("Suite").selectOption({ label: "tallybook" });
    const made = JSON.parse(await json(add).inputValue());
    assert.equal(made.expect.outcome, "answer");
    await json(add).fill(JSON.stringify({ ...made, id: "from-playground", expect: { ...made.expect, contains: ["5 addresses"] } }));
    await button(add, "Add the case").click();
    await page.getByText("The case is in tallybook").waitFor();
    assert.deepEqual(backend.lastCase("tallybook").expect.contains, ["5 addresses"]);
    await goTo(page, "#/suites/s-tallybook?q=from-playground");
    await page.getByText("1 case", { exact: true }).waitFor();
  },
  { as: "editor" },
);

scenario(
  "a turn of a conversation becomes a case of a suite that is made for it",
  async (page, { backend }) => {
    await goTo(page, "#/inbox/all/import-104");
    await button(page, "More").click();
    await page.getByRole("menuitem", { name: "Make a case…" }).click();
    const make = dialog(page, "Make a case");
    await make.getByRole("radio").first().check();
    await make.getByLabel("Suite").selectOption({ label: "A new suite…" });
    await make.getByLabel("Name of the new suite").fill("from-the-inbox");
    const title = await make.locator(".choice span").first().innerText();
    await button(make, "Add the case").click();
    await page.getByText("The case is in from-the-inbox").waitFor();
    assert.equal(backend.lastCase("from-the-inbox").turns.at(-1).text, title);
  },
  ANALYST,
);

scenario(
  "a budget is chosen by its consequences with the keyboard, set, taken back, and used again",
  async (page, { backend }) => {
    await page.keyboard.press("g");
    await page.keyboard.press("h");
    await heading(page, "Error budget");
    const now = region(page, "In use now");
    await now.getByText("At most 5 % of automatic answers may be wrong.").waitFor();
    await button(page, "Find what it costs").click();
    await page.getByText("Finding what each budget costs").waitFor();
    await page.getByText("Finding what each budget costs").waitFor({ state: "detached" });
    const choose = region(page, "Choose a budget");
    const slider = choose.getByRole("slider");
    assert.equal(await slider.getAttribute("aria-valuetext"), "At most 5 % of automatic answers may be wrong");
    await choose.getByText(/no change/).first().waitFor();
    await slider.focus();
    await page.keyboard.press("Home");
    await choose.getByText("Nothing suffices for this on these cases: every question would go to a person.").waitFor();
    await choose.getByRole("button", { name: /^Newly to a person [1-9]/ }).waitFor();
    for (let at = 0; at < 5; at++) await page.keyboard.press("ArrowRight");
    assert.equal(await slider.getAttribute("aria-valuetext"), "At most 10 % of automatic answers may be wrong");
    await choose.getByText(/Of 100 questions, Usher would answer \d+ by itself/).waitFor();
    await choose.getByRole("img", { name: /at the choice .* answered and .* wrong, now/ }).waitFor();
    await choose.getByRole("button", { name: /^Newly answered [1-9]/ }).click();
    await choose.getByRole("list", { name: "Newly answered" }).getByText("Right", { exact: true }).first().waitFor();
    await now.getByText("At most 5 %").waitFor();
    await button(page, "Set this budget…").click();
    const sure = dialog(page, "At most 10 % wrong?");
    await sure.getByText(/of questions would be answered without a person instead of .* expected to be wrong instead of/).waitFor();
    await button(sure, "Set this budget").click();
    await now.getByText("At most 10 % of automatic answers may be wrong.").waitFor();
    assert.ok(backend.audit().some(({ act }) => act === "budget.set"));
    await button(page, "Take it back").click();
    await button(dialog(page, "Take the budget back?"), "Take it back").click();
    await now.getByText("No error budget is set.").waitFor();
    await now.getByText("Answers from 70 %, guides from 70 % on").first().waitFor();
    const history = region(page, "History");
    assert.match(await history.getByRole("row").nth(1).innerText(), /Nina Roth[^]*Taken back/);
    await history.getByRole("button", { name: "Use the budget of 5 % again" }).click();
    await button(page, "Use it again").click();
    await now.getByText("At most 5 % of automatic answers may be wrong.").waitFor();
  },
  ANALYST,
);

scenario(
  "a content editor measures and looks at budgets, and neither sets one nor replays",
  async (page) => {
    await goTo(page, "#/budget");
    await page.getByText("Admins, supervisors and analysts set it.").waitFor();
    assert.equal(await button(page, "Take it back").count(), 0);
    assert.equal(await button(page, "Use the budget of 10 % again").count(), 0);
    assert.equal(await page.getByRole("link", { name: "Replay" }).count(), 0);
    await goTo(page, "#/replay");
    await page.getByRole("heading", { name: "Error budget" }).waitFor({ state: "detached" });
    assert.equal(await page.getByRole("heading", { name: "Replay" }).count(), 0);
  },
  { as: "editor" },
);

scenario(
  "the last days are replayed with drafts and a threshold, and what changed leads to its conversation",
  async (page) => {
    await page.keyboard.press("g");
    await page.keyboard.press("z");
    await heading(page, "Replay");
    await page.getByText("3 drafts, the last 7 days").first().waitFor();
    await page.getByLabel("Days back").fill("3");
    await page.getByRole("switch", { name: /With drafts/ }).check();
    await page.getByLabel("Error budget").selectOption("none");
    await page.getByLabel("Answer from, in per cent").fill("abc");
    await page.getByText("A number from 0 to 100").waitFor();
    assert.ok(await button(page, "Replay").isDisabled());
    await page.getByLabel("Answer from, in per cent").fill("62,5");
    await button(page, "Replay").click();
    await page.getByRole("status").getByText(/Taking the turns again: \d+ of \d+/).waitFor();
    await page.getByText("212 turns of 148 conversations were taken again: 13 would have changed (6 %).").waitFor();
    await page.getByText("all drafts, answers from 0.625 on, the last 3 days").first().waitFor();
    const outcomes = region(page, "Outcomes").getByRole("table");
    assert.match(await outcomes.getByRole("row").filter({ hasText: "Hands over" }).last().innerText(), /Hands over\s+1\s+0\s+0\s+57/);
    await page.getByRole("button", { name: /^Another outcome/ }).click();
    const changed = page.locator(".changed-turns > li");
    assert.equal(await changed.count(), 2);
    assert.match(await changed.first().innerText(), /Was[^]*Hands over[^]*Would be[^]*Answers/);
    await changed.first().getByRole("link", { name: /Open the conversation/ }).click();
    await page.waitForFunction(() => location.hash === "#/inbox/all/import-104");
  },
  ANALYST,
);

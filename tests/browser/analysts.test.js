// The analysts' work on the real binary: a budget is chosen and keeps more from being wrong, a conversation becomes a case,
// and what people asked is taken again. SCREENSHOTS names a folder to keep pictures in.

import assert from "node:assert/strict";
import { mkdtemp } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { askOverHttp, goTo, openConsole, startBrowser, startDemo } from "./demo.js";

const RUN_WITHIN = 180_000;

let demo;
let browser;
let page;
let pictures;

before(async () => {
  pictures = process.env.SCREENSHOTS ?? (await mkdtemp(join(tmpdir(), "usher-screenshots-")));
  demo = await startDemo();
  browser = await startBrowser();
  page = await openConsole(browser, demo);
});

after(async () => {
  await browser?.close();
  await demo?.stop();
});

const shot = (name) => page.screenshot({ path: join(pictures, `analysts-${name}.png`) });
const heading = (name) => page.getByRole("heading", { name, level: 1, exact: true }).waitFor();
const region = (name) => page.getByRole("region", { name, exact: true });

/** What the server says to whoever is signed in. */
const get = (path) => page.evaluate(async (path) => (await fetch(`/v1/people/evals${path}`)).json(), path);

/** Runs the suite that is not learned from, and counts what was answered and what of that was wrong. */
async function measure(name) {
  await goTo(page, "#/suites");
  await heading("Suites");
  await page.getByRole("button", { name: "Run tallybook-test", exact: true }).click();
  await heading("Run of tallybook-test");
  await page.getByText(/of 90 cases came out right/).waitFor({ timeout: RUN_WITHIN });
  await shot(name);
  const run = await page.evaluate(() => location.hash.split("/").at(-1));
  const { metrics } = (await get(`/runs/${run}/results`)).suites["tallybook-test"];
  const { value, n } = metrics.wrong_among_answered;
  return { answered: n, wrong: Math.round(value * n) };
}

test("a budget is chosen by its consequences, set, and fewer replies are wrong", { timeout: 5 * RUN_WITHIN }, async () => {
  const before = await measure("run");
  await page.getByRole("button", { name: "Make this the baseline" }).click();
  await page.getByText("Later runs are compared with this one").waitFor();

  await goTo(page, "#/budget");
  await heading("Error budget");
  await region("In use now").getByText("No error budget is set.").waitFor();
  await page.getByRole("checkbox", { name: /^tallybook 242 cases/ }).waitFor();
  assert.ok(!(await page.getByRole("checkbox", { name: /^tallybook-test/ }).isChecked()), "what is kept for a last look is not learned from");
  await page.getByRole("button", { name: "Find what it costs" }).click();
  const choose = region("Choose a budget");
  const slider = choose.getByRole("slider");
  await slider.waitFor({ timeout: RUN_WITHIN });
  await shot("costs");
  await slider.focus();
  await page.keyboard.press("Home");
  for (let at = 0; at < 5; at++) await page.keyboard.press("ArrowRight");
  assert.equal(await slider.getAttribute("aria-valuetext"), "At most 10 % of automatic answers may be wrong");
  await shot("choice");
  await choose.getByRole("button", { name: "Set this budget…" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Set this budget" }).click();
  await region("In use now").getByText("At most 10 % of automatic answers may be wrong.").waitFor();
  await page.getByText("Being taken over…").waitFor({ state: "detached" });
  await shot("set");

  const now = await measure("run-with-budget");
  await region("Against the baseline").getByText(/over the 90 cases that both have/).waitFor();
  const told = `before ${JSON.stringify(before)}, now ${JSON.stringify(now)}`;
  assert.ok(now.answered > 0 && now.wrong < before.wrong, told);

  await goTo(page, "#/budget");
  await page.getByRole("button", { name: "Take it back" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Take it back" }).click();
  await region("In use now").getByText("No error budget is set.").waitFor();
  await page.getByText("Being taken over…").waitFor({ state: "detached" });
  assert.deepEqual(await measure("run-without"), before, "as it was");
});

test("what somebody asked becomes a case, and is taken again before a change", { timeout: RUN_WITHIN }, async () => {
  const conversation = await askOverHttp(demo.url, "how do I send an invoice to jane.roe@example.org?");
  await askOverHttp(demo.url, "what does the plus plan cost?");
  await goTo(page, `#/inbox/all/${conversation}`);
  await page.getByRole("button", { name: "More", exact: true }).click();
  await page.getByRole("menuitem", { name: "Make a case…" }).click();
  const make = page.getByRole("dialog", { name: "Make a case" });
  await make.getByRole("radio").first().check();
  await make.getByLabel("Suite").selectOption({ label: "A new suite…" });
  await make.getByLabel("Name of the new suite").fill("from-the-inbox");
  await shot("case");
  await make.getByRole("button", { name: "Add the case" }).click();
  await page.getByText("The case is in from-the-inbox").waitFor();
  const { suites } = await get("/suites");
  const made = suites.find(({ name }) => name === "from-the-inbox");
  const { cases } = await get(`/suites/${made.id}/cases`);
  assert.equal(cases.length, 1);
  assert.ok(!cases[0].text.includes("jane.roe"), cases[0].text);

  await goTo(page, "#/replay");
  await heading("Replay");
  await page.getByLabel("Error budget").selectOption("none");
  await page.getByLabel("Answer from, in per cent").fill("100");
  await page.getByRole("button", { name: "Replay", exact: true }).click();
  await page.getByText(/2 turns of 2 conversations were taken again/).waitFor({ timeout: RUN_WITHIN });
  await shot("replay");
});

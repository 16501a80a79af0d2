// Plays every shipped guide by nothing but its YAML: finds each target by role and name, checks that the test id is on the
// same element, does the action, and sees every pre- and postcondition come true.

import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { visit } from "./browser.js";
import { browser, server } from "./stage.js";

const GUIDES = join(dirname(fileURLToPath(import.meta.url)), "../../../knowledge/tallybook/guides");
const PATIENCE = 10_000;
const POLL_EVERY = 50;

for (const file of (await readdir(GUIDES)).sort()) {
  const guide = parse(await readFile(join(GUIDES, file), "utf8"));
  const roles = guide.audience?.roles ?? ["owner", "admin", "accountant", "member"];
  const plans = guide.audience?.plans ?? ["free", "plus", "business"];

  test(`${guide.id} can be played to the end`, async () => {
    await play(guide, "/dashboard");
  });
  test(`${guide.id} can be played on a phone`, async () => {
    await play(guide, "/dashboard", { viewport: { width: 390, height: 844 }, hasTouch: true });
  });
  test(`${guide.id} can be played by its least role and plan`, async () => {
    await play(guide, `/dashboard?role=${roles.at(-1)}&plan=${guide.id === "change-plan" ? "plus" : plans[0]}`);
  });
}

async function play(guide, start, options) {
  const visitor = await visit(browser, server.url, start, options);
  const { page, wrong, events } = visitor;
  page.on("filechooser", (chooser) => pickTemplate(page, chooser));
  try {
    for (const step of guide.steps) {
      const said = `${guide.id}, step ${step.id}`;
      for (const condition of step.preconditions ?? []) await comesTrue(page, events, condition, `${said}: before`);
      const element = await find(page, step.target, said);
      await act(element, step);
      for (const condition of step.postconditions) await comesTrue(page, events, condition, `${said}: after`);
    }
    assert.deepEqual(wrong, []);
  } finally {
    await visitor.close();
  }
}

/** The one visible element of this role and name; the test id and the heading of the target have to fit it as well. */
async function find(page, target, said) {
  const named = page.getByRole(target.role, { name: target.name, exact: true });
  const element = target.test_id ? named.and(page.getByTestId(target.test_id)) : named;
  await element
    .first()
    .waitFor({ timeout: PATIENCE })
    .catch(() => assert.fail(`${said}: no ${target.role} "${target.name}" with test id ${target.test_id}`));
  assert.equal(await element.count(), 1, `${said}: one ${target.role} "${target.name}"`);
  if (target.heading) {
    const around = page
      .locator("section, [role=dialog]")
      .filter({ has: element })
      .getByRole("heading", { name: target.heading, exact: true });
    assert.equal(await around.count(), 1, `${said}: under the heading "${target.heading}"`);
  }
  return element;
}

async function act(element, { action, target }) {
  if (action === "observe") return;
  if (action === "click") await element.click();
  else if (action === "input") await element.fill((await element.inputValue()) || plausible(target));
  else if (action === "select" && target.role === "radio") await element.check();
  else if (action === "select") {
    const values = await element
      .locator("option")
      .evaluateAll((options) => options.map((o) => o.value).filter(Boolean));
    await element.selectOption(values.at(-1));
  } else assert.fail(`no such action: ${action}`);
}

/** What somebody who knows nothing would enter in an empty field, going by its name. */
function plausible({ name }) {
  if (/email|^to$/i.test(name)) return "jo.wells@harbourstreet.example";
  if (/code/i.test(name)) return "123456";
  if (/percentage|amount|price/i.test(name)) return "12.5";
  return "Something sensible";
}

async function comesTrue(page, events, condition, said) {
  const { route, element, text, event } = condition;
  const until = Date.now() + PATIENCE;
  const holds = async () => {
    if (route) return fits(route, await page.evaluate(() => document.documentElement.dataset.route));
    if (event) return events.includes(event);
    if (text) return (await page.getByText(text).filter({ visible: true }).count()) > 0;
    const named = page.getByRole(element.role, { name: element.name, exact: true });
    return (await (element.test_id ? named.and(page.getByTestId(element.test_id)) : named).count()) > 0;
  };
  while (!(await holds().catch(() => false))) {
    assert.ok(Date.now() < until, `${said}: ${JSON.stringify(condition)} does not come true`);
    await page.waitForTimeout(POLL_EVERY);
  }
}

function fits(pattern, route) {
  return pattern.endsWith("/*")
    ? route.startsWith(pattern.slice(0, -1)) && route.length > pattern.length - 1
    : route === pattern;
}

/** The file that the page itself offers as the template. */
async function pickTemplate(page, chooser) {
  const href = await page.getByTestId("import-template").getAttribute("href");
  const content = decodeURIComponent(href.slice(href.indexOf(",") + 1));
  await chooser.setFiles({ name: "my-customers.csv", mimeType: "text/csv", buffer: Buffer.from(content) });
}

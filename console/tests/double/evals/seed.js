// Suites, runs and budgets of Tallybook as its analysts left them: the questions are those of the repository's own suite.

import { readFileSync } from "node:fs";
import { replayFound } from "./replay.js";
import { consequencesOf, viewOf } from "./budget.js";
import { measure } from "./measure.js";

const FILE = new URL("../../../../evals/tallybook/cases.jsonl", import.meta.url);
const NINA = { id: "nina", name: "Nina Roth" };
const MARA = { id: "mara", name: "Mara Lindqvist" };
const LEE = { id: "lee", name: "Lee Park" };
const CASES = 42;
const named = (suites) => suites.map(({ id, name }) => ({ id, name }));

export function seedEvals(world) {
  const iso = (hours) => new Date(world.now() - hours * 3_600_000).toISOString();
  const lines = readFileSync(FILE, "utf8").split("\n").filter(Boolean);
  const step = Math.floor(lines.length / CASES);
  const resolve = lines.filter((_, at) => at % step === 0).slice(0, CASES);
  const suite = (id, more) => ({ id, kind: "resolve", split: "dev", description: "", version: 1, lines: [], baseline: null, runnable: null, by: NINA, created_at: iso(900), changed_at: iso(30), ...more });
  world.suites.push(
    suite("s-tallybook", { name: "tallybook", description: "What contacts of Tallybook ask: what should be answered from an article, shown as a guide, asked back or handed to a person.", lines: [...resolve, '{"id": "tb-900", "turns": [{"author": "contact", "text": "do you have an app for my watch"}], "expect": {"outcome": "shrug"}}'], version: 7 }),
    suite("s-tallybook-test", { name: "tallybook-test", split: "test", description: "Kept for a last look: nothing is learned from it.", lines: lines.filter((_, at) => at % 9 === 4).slice(0, 24), changed_at: iso(600) }),
    suite("s-search", { name: "search-terms", kind: "retrieve", description: "What contacts type into the search of the help centre.", by: LEE, lines: ["due date", "refund a card payment", "IMP-104", "vat number missing"].map((query, at) => JSON.stringify({ id: `se-${at + 1}`, query, relevant: ["articles/invoices/send-an-invoice.md"] })) }),
    suite("s-handoff", { name: "handoff", kind: "handoff", description: "What a person gets of an escalation.", runnable: "Suites of kind handoff are run with `usher eval run`, not in the console.", lines: ['{"id": "ho-1", "turns": []}'], changed_at: iso(700) }),
    suite("s-talks", { name: "from-conversations", description: "Made of what contacts asked this autumn, case by case.", lines: lines.filter((_, at) => at % step !== 0), by: LEE, changed_at: iso(60) }),
  );
  const [first, , , , talks] = world.suites;
  const both = [first, talks];
  const ended = (id, kind, hours, more) => world.runs.unshift({ id, kind, state: "done", stage: "cases", done: CASES, total: CASES, suites: [{ id: "s-tallybook", name: "tallybook" }], with: "the thresholds of the inboxes", by: NINA, created_at: iso(hours), started_at: iso(hours), ended_at: iso(hours - 0.06), reason: null, headline: [], ...more });
  ended("r-budget-1", "budget", 24 * 20, { found: consequencesOf(both, null), suites: named(both) });
  ended("r-first", "measure", 24 * 12, measure(first, { seed: 0, world }));
  first.baseline = { run: "r-first", at: iso(24 * 12) };
  ended("r-failed", "measure", 24 * 6, { state: "failed", reason: "The articles could not be read again after a restart. Start the run once more.", by: MARA });
  ended("r-last", "measure", 30, { with: "the budget 5 % (5d0c6a1b)", ...measure(first, { seed: 1, world }) });
  ended("r-budget", "budget", 26, { found: consequencesOf(both, 0.05), suites: named(both), with: "the budget 5 % (5d0c6a1b)" });
  ended("r-replay", "replay", 5, { suites: [], with: "3 drafts, the last 7 days", found: replayFound(world, ["all 3 drafts as if they were published", "the budget 5 % (5d0c6a1b)"]), done: 212, total: 212 });
  const view = (run, budget, id) => ({ ...viewOf(world.runs.find((one) => one.id === run), budget), id });
  const present = view("r-budget-1", 0.05, "5d0c6a1be2f4");
  world.budget = {
    now: present,
    history: [
      { at: iso(24 * 9), by: NINA, calibration: present },
      { at: iso(24 * 14), by: MARA, calibration: null },
      { at: iso(24 * 19), by: NINA, calibration: view("r-budget-1", 0.1, "77aa10c4d9e0") },
    ],
  };
}

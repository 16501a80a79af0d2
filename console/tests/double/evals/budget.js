// What budgets would cost, and which one holds.

import { at, newId, ref, Refused } from "../world.js";
import { note } from "../manage.js";
import { chance, readable, share } from "./measure.js";

const BUDGETS = [0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3];
const FIXED = 0.7;

/** Surer proposals are more often right. */
function proposalsOf(suite) {
  return readable(suite).flatMap((one) => {
    const { id, group = "", turns = [] } = one;
    if (chance(`n${id}`) < 0.1) return [];
    const probability = Math.round((1 - 0.62 * chance(`p${id}`) ** 1.6) * 1000) / 1000;
    const right = chance(`r${id}`) < 0.28 + 0.78 * probability;
    return [{ suite: suite.name, id, title: turns.at(-1)?.text ?? "", topic: group.split("/")[0], kind: one.expect?.outcome === "guide" ? "guide" : "answer", probability, right, now: false, answered: [] }];
  });
}

/** The upper bound of the share of wrong ones, one-sided. */
const atMost = (wrong, n) => (wrong === 0 ? 1 - 0.05 ** (1 / n) : share(wrong, n, 1.645).high);

/** The lowest probability from which on the wrong ones keep within the budget. */
function thresholdFor(proposals, budget) {
  let [threshold, wrong] = [null, 0];
  proposals.forEach(({ probability, right }, place) => {
    if (!right) wrong++;
    const n = place + 1;
    if (n > 40 && atMost(wrong, n) <= budget) threshold = probability;
  });
  return threshold;
}

function consequence(proposals, all, budget, threshold) {
  const given = proposals.filter(({ probability }) => threshold !== null && probability >= threshold);
  const wrong = given.filter(({ right }) => !right);
  const topics = [...new Set(proposals.map(({ topic }) => topic))].sort();
  const of = (list, topic) => list.filter((one) => one.topic === topic).length;
  return {
    budget,
    threshold,
    answered: share(given.length, all),
    wrong: given.length > 0 ? share(wrong.length, given.length) : null,
    bound: given.length > 0 ? atMost(wrong.length, given.length) : null,
    topics: topics.map((topic) => ({ topic, cases: of(proposals, topic) + 2, answered: of(given, topic), wrong: of(wrong, topic), threshold, own: topic === "invoices" })),
  };
}

export function consequencesOf(suites, inUse) {
  const proposals = suites.flatMap(proposalsOf).sort((a, b) => b.probability - a.probability);
  const counted = suites.map((suite) => ({ name: suite.name, split: suite.split, cases: readable(suite).length, samples: proposals.filter((one) => one.suite === suite.name).length }));
  const all = counted.reduce((sum, { cases }) => sum + cases, 0);
  const thresholds = BUDGETS.map((budget) => thresholdFor(proposals, budget));
  const now = inUse === null ? FIXED : (thresholdFor(proposals, inUse) ?? FIXED);
  for (const one of proposals) {
    one.now = one.probability >= now;
    one.answered = thresholds.map((threshold) => threshold !== null && one.probability >= threshold);
  }
  return {
    cases: all,
    samples: proposals.length,
    delta: 0.05,
    suites: counted,
    now: consequence(proposals, all, null, now),
    at: BUDGETS.map((budget, place) => consequence(proposals, all, budget, thresholds[place])),
    proposals,
  };
}

export function viewOf(run, budget) {
  const chosen = run.found.at.find((one) => one.budget === budget);
  const { delta, suites } = run.found;
  return { id: newId().replaceAll("-", "").slice(0, 12), budget, delta, suites, answered: chosen.answered.value, wrong_at_most: chosen.bound, auroc: 0.871, ece: 0.024, run: run.id };
}

export function show(world) {
  const { now, history } = world.budget;
  const thresholds = world.inboxes.map(({ key }) => ({ inbox: key, answer: FIXED, guide: FIXED }));
  return { from: now ? "console" : "none", now, identity: now?.id ?? null, applied: true, thresholds, history };
}

function put(world, person, calibration) {
  world.budget.now = calibration;
  world.budget.history.unshift({ at: at(world), by: ref(person), calibration });
  note(world, person, calibration ? "budget.set" : "budget.taken_back", calibration?.id ?? "budget", calibration ? { budget: calibration.budget } : {});
  world.tell.evals();
  return show(world);
}

export function set(world, person, { run, budget, calibration }) {
  if (calibration) {
    const again = world.budget.history.find((one) => one.calibration?.id === calibration);
    if (!again) throw new Refused(404, "calibration-unknown");
    return put(world, person, again.calibration);
  }
  const found = world.runs.find(({ id }) => id === run);
  if (!found) throw new Refused(404, "run-unknown");
  if (found.kind !== "budget" || found.state !== "done" || !BUDGETS.includes(budget)) throw new Refused(409, "run-unfit", "This run found no such budget. Find what budgets cost once more.");
  return put(world, person, viewOf(found, budget));
}

export const takeBack = (world, person) => put(world, person, null);

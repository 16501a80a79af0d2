// Runs that go on before one's eyes: a step every so often, told on the socket. One at a time.

import { at, newId, ref, Refused } from "../world.js";
import { consequencesOf } from "./budget.js";
import { measure } from "./measure.js";
import { replayFound } from "./replay.js";
import { find as findSuite } from "./suites.js";

const STEP = 90;
const STAGES = { measure: ["preparing", "cases"], budget: ["preparing", "cases", "training"], replay: ["preparing", "cases"] };
const TOTAL = 42;
const FIELD = { measure: "measured", budget: "consequences", replay: "replay" };

export const shown = ({ found: _, ...run }) => run;
const whole = ({ found = null, ...run }) => {
  const { all: _, ...rest } = found ?? {};
  return { ...run, [FIELD[run.kind]]: found && rest };
};

export const find = (world, id) => {
  const found = world.runs.find((one) => one.id === id);
  if (!found) throw new Refused(404, "run-unknown");
  return found;
};

const underWay = ({ state }) => state === "queued" || state === "running";

export function start(world, person, body) {
  const { kind } = body;
  const ids = kind === "measure" ? [body.suite] : (body.suites ?? []);
  const chosen = ids.map((id) => findSuite(world, id));
  const unfit = chosen.find(({ runnable }) => runnable);
  if (unfit) throw new Refused(409, "suite-unfit", unfit.runnable);
  if (kind === "replay" && !(body.days >= 1 && body.days <= 30)) throw new Refused(422, "field-wrong", "`days` is 1 to 30.");
  const now = world.budget.now ? `the budget ${Math.round(world.budget.now.budget * 100)} %` : "the thresholds of the inboxes";
  const words = [body.drafts && "all drafts", body.calibration === "none" && `answers from ${body.answer_threshold ?? 0.7} on`, `the last ${body.days} days`].filter(Boolean).join(", ");
  const run = {
    id: newId(), kind, state: "queued", stage: "preparing", done: 0, total: 0, suites: chosen.map(({ id, name }) => ({ id, name })), with: kind === "replay" ? words : now,
    by: ref(person), created_at: at(world), started_at: null, ended_at: null, reason: null, headline: [],
  };
  world.runs.unshift(run);
  world.tell.run(shown(run));
  goOn(world, run, body);
  return [202, shown(run)];
}

function goOn(world, run, body) {
  setTimeout(() => {
    if (!underWay(run)) return;
    const first = world.runs.findLast(underWay);
    if (run !== first) return goOn(world, run, body);
    if (run.state === "queued") Object.assign(run, { state: "running", started_at: at(world) });
    else if (run.total === 0) Object.assign(run, { stage: STAGES[run.kind][1], total: TOTAL });
    else if (run.done < run.total) run.done = Math.min(run.total, run.done + (world.slowly ? 1 : 9));
    else return end(world, run, body);
    if (!world.silent) world.tell.run(shown(run));
    goOn(world, run, body);
  }, STEP).unref();
}

function end(world, run, body) {
  const suite = run.suites[0] && world.suites.find(({ id }) => id === run.suites[0].id);
  Object.assign(run, { state: "done", ended_at: at(world) });
  if (run.kind === "measure") Object.assign(run, measure(suite, { seed: world.runs.length, world }));
  else if (run.kind === "budget") run.found = consequencesOf(run.suites.map(({ id }) => findSuite(world, id)), world.budget.now?.budget ?? null);
  else run.found = replayFound(world, [body.drafts ? "all drafts as if they were published" : "what is published now", run.with]);
  if (world.silent) return;
  world.tell.run(shown(run));
  world.tell.evals();
}

export function list(world, { kind, suite, before, limit = "30" }) {
  const all = world.runs.filter((run) => (!kind || run.kind === kind) && (!suite || (run.kind === "measure" && run.suites.some(({ id }) => id === suite))));
  const from = before ? all.findIndex(({ id }) => id === before) + 1 : 0;
  const page = all.slice(from, from + Number(limit));
  return { runs: page.map(shown), next: from + Number(limit) < all.length ? page.at(-1).id : null };
}

export const get = (world, id) => whole(find(world, id));

export function stop(world, id) {
  const run = find(world, id);
  if (underWay(run)) Object.assign(run, { state: "stopped", ended_at: at(world) });
  world.tell.run(shown(run));
  return shown(run);
}

export function remove(world, id) {
  const run = find(world, id);
  if (world.suites.some(({ baseline }) => baseline?.run === id)) throw new Refused(409, "run-in-use");
  world.runs.splice(world.runs.indexOf(run), 1);
  world.tell.evals();
}

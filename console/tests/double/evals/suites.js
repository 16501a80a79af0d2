// Suites and their cases, as lines of a file.

import { at, newId, ref, Refused } from "../world.js";
import { shown as shownRun } from "./runs.js";

const KINDS = ["resolve", "retrieve"];
const OUTCOMES = ["answer", "guide", "clarify", "escalate"];

export const find = (world, id) => {
  const found = world.suites.find((one) => one.id === id);
  if (!found) throw new Refused(404, "suite-unknown");
  return found;
};

function problemOf(kind, text) {
  let one;
  try {
    one = JSON.parse(text);
  } catch {
    return "It is not JSON.";
  }
  if (kind === "resolve" && !Array.isArray(one.turns)) return "`turns` is missing: what the contact wrote, as a list of messages.";
  if (kind === "resolve" && !OUTCOMES.includes(one.expect?.outcome)) return `\`expect.outcome\` is \`${one.expect?.outcome}\`; it is answer, guide, clarify or escalate.`;
  if (kind === "retrieve" && !one.query) return "`query` is missing: what is searched for.";
  return null;
}

function caseOf(suite, line, place) {
  const problem = problemOf(suite.kind, line);
  const one = problem && !line.startsWith("{") ? {} : JSON.parse(line);
  const { expect = {} } = one;
  const expects = suite.kind === "retrieve" ? `finds ${(one.relevant ?? []).join(", ")}` : [expect.outcome, expect.cites && `cites ${expect.cites.join(", ")}`, expect.guide && `guide ${expect.guide}`].filter(Boolean).join(", ");
  return { place, id: one.id ?? null, title: one.turns?.at(-1)?.text ?? one.query ?? line.slice(0, 80), expects: problem ? "" : expects, problem, text: line };
}

export function shown(world, suite) {
  const { lines, ...rest } = suite;
  const all = lines.map((line, at) => caseOf(suite, line, at + 1));
  const last = world.runs.find((run) => run.kind === "measure" && run.suites[0]?.id === suite.id);
  return { ...rest, cases: all.filter(({ problem }) => !problem).length, problems: all.filter(({ problem }) => problem).map(({ place, problem }) => `cases.jsonl, line ${place}: ${problem}`), last: last ? shownRun(last) : null };
}

export const list = (world) => ({ suites: [...world.suites].sort((a, b) => (a.name < b.name ? -1 : 1)).map((one) => shown(world, one)) });

export function create(world, person, { name = "", kind, description = "" }, lines = []) {
  if (!/^[a-z0-9][a-z0-9-]*$/.test(name)) throw new Refused(422, "field-wrong", "`name` is of small letters, digits and hyphens.");
  if (!KINDS.includes(kind)) throw new Refused(422, "field-wrong", "`kind` is resolve or retrieve: other kinds are made with `usher eval new`.");
  if (world.suites.some((one) => one.name === name)) throw new Refused(409, "suite-exists");
  const made = { id: newId(), name, kind, split: "dev", description, lines, version: 1, baseline: null, runnable: null, by: ref(person), created_at: at(world), changed_at: at(world) };
  world.suites.push(made);
  world.tell.evals();
  return [201, shown(world, made)];
}

export function take(world, person, { replace }, bytes) {
  const name = "imported";
  if (bytes.subarray(0, 2).toString() !== "PK") throw new Refused(422, "suite-unreadable", "This is not a ZIP. Pack the suite’s folder, with suite.toml at its top.");
  const there = world.suites.find((one) => one.name === name);
  if (there && replace !== "true") throw new Refused(409, "suite-exists");
  if (there) world.suites.splice(world.suites.indexOf(there), 1);
  return create(world, person, { name, kind: "resolve", description: "From a ZIP." }, [JSON.stringify({ id: "im-1", turns: [{ author: "contact", text: "where is my receipt" }], expect: { outcome: "escalate" } })]);
}

export function remove(world, id) {
  world.suites.splice(world.suites.indexOf(find(world, id)), 1);
  world.runs = world.runs.filter((run) => !run.suites.some((one) => one.id === id) || run.kind !== "measure");
  world.tell.evals();
}

export function cases(world, id, { q = "", after, limit = "100" }) {
  const suite = find(world, id);
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const all = suite.lines.map((line, at) => caseOf(suite, line, at + 1)).filter(({ text }) => words.every((word) => text.toLowerCase().includes(word)));
  const from = after ? all.findIndex(({ place }) => place > Number(after)) : 0;
  const size = Math.min(200, Number(limit));
  const page = from < 0 ? [] : all.slice(from, from + size);
  return { cases: page, next: from + size < all.length ? page.at(-1).place : null, total: all.length };
}

function changed(world, suite) {
  suite.version++;
  suite.changed_at = at(world);
  world.tell.evals();
}

function check(suite, made) {
  const problem = problemOf(suite.kind, JSON.stringify(made));
  if (problem) throw new Refused(422, "case-unreadable", problem);
}

export function addCase(world, id, made) {
  const suite = find(world, id);
  check(suite, made);
  if (made.id && suite.lines.some((line) => caseOf(suite, line, 0).id === made.id)) throw new Refused(409, "case-exists", `There is a case ${made.id} already. Give this one another id.`);
  suite.lines.push(JSON.stringify(made));
  changed(world, suite);
  return [201, caseOf(suite, suite.lines.at(-1), suite.lines.length)];
}

export function changeCase(world, id, place, version, made) {
  const suite = find(world, id);
  if (suite.version !== Number(version)) throw new Refused(409, "suite-changed");
  if (made) check(suite, made);
  suite.lines.splice(Number(place) - 1, 1, ...(made ? [JSON.stringify(made)] : []));
  changed(world, suite);
  return made ? caseOf(suite, suite.lines[Number(place) - 1], Number(place)) : undefined;
}

export function setBaseline(world, id, { run }) {
  const suite = find(world, id);
  const found = world.runs.find((one) => one.id === run);
  if (found?.state !== "done" || found.suites[0]?.id !== id) throw new Refused(409, "run-unfit", "That is not a finished run of this suite.");
  suite.baseline = { run, at: found.created_at };
  world.tell.evals();
  return shown(world, suite);
}

/** Turns of a conversation as cases: each message of the contact, with what came of it. */
export function ofConversation(conversation) {
  const messages = conversation.events.filter(({ kind, body }) => kind === "message.created" && body.author !== "system");
  return {
    cases: messages.flatMap(({ at: when, body }, place) => {
      if (body.author !== "contact") return [];
      const answered = messages[place + 1]?.body.author === "ai_agent";
      const turns = messages.slice(0, place + 1).map(({ body: { author, text } }) => ({ author: author === "contact" ? author : "ai_agent", text }));
      return [{ turn: body.message_id, at: when, title: body.text, case: { id: `c-${body.message_id}`, turns, expect: answered ? { outcome: "answer", cites: ["articles/import/import-errors.md"] } : { outcome: "escalate" } } }];
    }),
  };
}

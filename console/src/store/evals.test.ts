import { expect, test } from "vitest";
import type { Run } from "../api/types.js";
import { createEvals } from "./evals.js";

const run = (state: Run["state"], done = 0) => ({ id: "r", state, done }) as Run;

test("lists are read again when a run begins and when it ends, not at each step", () => {
  const evals = createEvals();
  evals.took(run("queued"));
  expect(evals.changed.value).toBe(1);
  evals.took(run("running", 1));
  evals.took(run("running", 2));
  expect(evals.changed.value).toBe(1);
  expect(evals.runs.value.get("r")?.done).toBe(2);
  evals.took(run("done"));
  expect(evals.changed.value).toBe(2);
});

test("a word that comes late does not begin an ended run anew", () => {
  const evals = createEvals();
  evals.took(run("stopped"));
  evals.took(run("running", 9));
  expect(evals.runs.value.get("r")?.state).toBe("stopped");
});

import { expect, test } from "vitest";
import type { BudgetEvent } from "../api/types.js";
import { calibrationsOf, matrixOf, thresholdOf } from "./words.js";

test("a threshold is typed in per cents, as people type them", () => {
  expect(["", " ", "70", "70 %", "62,5", "0"].map(thresholdOf)).toEqual([null, null, 0.7, 0.7, 0.625, 0]);
  expect(["x", "101", "-1", "NaN"].map(thresholdOf)).toEqual(["wrong", "wrong", "wrong", "wrong"]);
});

test("a calibration that was set twice is offered once, and taking back is none", () => {
  const event = (at: string, id: string | null) => ({ at, by: null, calibration: id && { id, budget: 0.05 } }) as BudgetEvent;
  expect(calibrationsOf([event("3", "a"), event("2", null), event("1", "a"), event("0", "b")]).map(({ id, at }) => [id, at])).toEqual([["a", "3"], ["b", "0"]]);
});

test("the matrix has a row for what there was and a column for what came, in one order", () => {
  const { names, rows } = matrixOf([
    { before: "escalate", after: "answer", turns: 3 },
    { before: "answer", after: "answer", turns: 9 },
    { before: "answer", after: "clarify", turns: 1 },
  ]);
  expect(names).toEqual(["answer", "clarify", "escalate"]);
  expect(rows.map(({ before, cells }) => [before, cells.map(({ turns }) => turns)])).toEqual([["answer", [9, 1, 0]], ["escalate", [3, 0, 0]]]);
});

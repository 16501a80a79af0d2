import { expect, test } from "vitest";
import type { Run } from "../api/types.js";
import { changeWords, metricName, metricWords, progressWords, runTitle, valueWords, verdictOf, writtenOf } from "./words.js";

test("shares are per cents with an interval, scores and counts are numbers", () => {
  const metric = (name: string, value: number, low: number, high: number) => ({ name, value, low, high });
  expect(metricWords(metric("wrong_among_answered", 0.041, 0.02, 0.079))).toBe("4.1 % (2.0–7.9 %)");
  expect(metricWords(metric("confidence_auroc", 0.912, 0.87, 0.948))).toBe("0.912 (0.870–0.948)");
  expect(metricWords(metric("reply_words", 31, 28, 36.5))).toBe("31.0 (28.0–36.5)");
  expect(valueWords("outcome_accuracy", 1)).toBe("100 %");
});

test("a metric is known by its own name, or by that which it goes on from", () => {
  expect(metricName("citation_hit_at_3")).toBe("Right article among the first 3");
  expect(metricName("packet_errors")).toBe("Packet errors");
  expect(writtenOf("turns")).toBe("count");
  expect(writtenOf("oos_auroc")).toBe("score");
});

test("changes have a sign, and none has none", () => {
  const change = (name: string, change: number, low: number, high: number) => ({ name, change, low, high });
  expect(changeWords(change("answered_share", 0.032, -0.004, 0.069))).toBe("+3.2 points (−0.4 to +6.9)");
  expect(changeWords(change("answered_share", 0, 0, 0))).toBe("no change (0.0 to 0.0)");
  expect(changeWords(change("reply_words", -2, -3.5, -1))).toBe("−2.0 (−3.5 to −1.0)");
});

test("verdicts that are not known here are said as they are", () => {
  expect(verdictOf("too_few_changes")).toEqual({ words: "Too few changes", tone: "grey" });
});

test("what goes on is told with how far it is, where that is known", () => {
  const run = { kind: "measure", state: "running", stage: "cases", done: 12, total: 42, suites: [{ id: "s", name: "mine" }] } as Run;
  expect(progressWords(run)).toBe("Going through the cases: 12 of 42");
  expect(progressWords({ ...run, kind: "replay" })).toBe("Taking the turns again: 12 of 42");
  expect(progressWords({ ...run, stage: "preparing", total: 0 })).toBe("Getting ready");
  expect(runTitle(run)).toBe("Run of mine");
  expect(runTitle({ ...run, suites: [] })).toBe("Run of a deleted suite");
});

import { expect, test } from "vitest";
import type { FigureAnswer, Figures } from "../api/types.js";
import { cell, csvOf } from "./csv.js";
import { askedOf, daysOf, rangeOf } from "./range.js";
import { duration, FIGURES } from "./words.js";

const nothing = { mean: null, median: null, p90: null, count: 0 };
const none = { share: null, of: 0, hits: 0 };
const EMPTY: Figures = {
  handoffs: 0,
  taken: 0,
  missed: 0,
  abandoned: 0,
  resolved: 0,
  speed_of_answer_s: nothing,
  first_response_s: nothing,
  resolution_s: nothing,
  first_contact_resolution: none,
  csat: { ...none, mean: null },
  reasked: none,
  suggestions: { accepted: 0, edited: 0, discarded: 0 },
  chats_per_agent: null,
  concurrency_peak: 0,
};
const NOW = Date.parse("2026-11-21T17:00:00Z");

test.each([
  [42.4, "42 s"],
  [60, "1 min"],
  [200, "3 min 20 s"],
  [7500, "2 h 5 min"],
  [273_600, "3 d 4 h"],
])("%d seconds are %s", (seconds, words) => expect(duration(seconds)).toBe(words));

test("what was not measured has no number, what was counted has one", () => {
  const values = Object.fromEntries(FIGURES.map(({ key, main }) => [key, main(EMPTY)]));
  expect(values.handoffs).toBe("0");
  for (const key of ["speed_of_answer_s", "csat", "first_contact_resolution", "suggestions", "chats_per_agent"])
    expect(values[key]).toBeNull();
  expect(FIGURES.map(({ more }) => more?.(EMPTY) ?? null).filter(Boolean)).toEqual([]);
});

test("every figure of the contract is shown once", () => {
  expect(FIGURES.map(({ key }) => key).sort()).toEqual(Object.keys(EMPTY).sort());
});

test("a preset is whole days up to today, in UTC", () => {
  const range = rangeOf({ days: "7" }, NOW);
  expect([range.from, range.to]).toEqual(["2026-11-15", "2026-11-21"]);
  expect(askedOf(range)).toMatchObject({ from: "2026-11-15T00:00:00.000Z", to: "2026-11-22T00:00:00.000Z" });
  expect(daysOf(range)).toHaveLength(7);
  expect(rangeOf({ days: "nonsense", by: "moon" }, NOW)).toMatchObject({ days: "7", by: "day" });
});

test("a time of one's own is checked before it is asked for", () => {
  expect(rangeOf({ from: "2026-11-03", to: "2026-11-03" }, NOW).wrong).toBeNull();
  expect(rangeOf({ from: "2026-11-04", to: "2026-11-03" }, NOW).wrong).toMatch(/after the last/);
  expect(rangeOf({ from: "nonsense" }, NOW).wrong).toMatch(/Choose/);
  expect(rangeOf({ from: "2025-11-21", to: "2026-11-21" }, NOW).wrong).toBeNull();
  expect(rangeOf({ from: "2025-11-20", to: "2026-11-21" }, NOW).wrong).toMatch(/longer/);
});

test("a file has one line a group, the total, and empty cells for what is not known", () => {
  const groups = [{ key: "ben", name: "Ben", figures: { ...EMPTY, handoffs: 3 } }];
  const answer = { total: EMPTY, groups, definitions: {}, from: "", to: "" } as unknown as FigureAnswer;
  const lines = csvOf(answer, "agent", (_, name) => name).split("\r\n");
  expect(lines[0]).toMatch(/^agent,name,handoffs,taken,missed,/);
  expect(lines[0]).toContain("speed_of_answer_s.p90");
  expect(lines[1]).toMatch(/^ben,Ben,3,0,0,0,0,,,,0,/);
  expect(lines[2]).toMatch(/^total,/);
});

test.each([
  ["plain", "plain"],
  ['with "quotes", and commas', '"with ""quotes"", and commas"'],
  ["=1+1", "'=1+1"],
  ["-2", "'-2"],
  [-2, "-2"],
  [null, ""],
])("%j in a file is %s", (value, expected) => expect(cell(value)).toBe(expected));

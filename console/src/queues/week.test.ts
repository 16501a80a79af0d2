import { expect, test } from "vitest";
import type { Span } from "../api/types.js";
import { another, fromField, inWords, problemsOf, tidy, toField, USUAL, wrongWith } from "./week.js";

const zones = ["Europe/Berlin"];

test.each<[string, Span[], RegExp | null]>([
  ["nothing is closed", [], null],
  ["touching spans", [["09:00", "12:00"], ["12:00", "24:00"]], null],
  ["out of order is put in order", [["13:00", "17:00"], ["09:00", "12:00"]], null],
  ["overlapping", [["09:00", "12:00"], ["11:59", "13:00"]], /overlap/],
  ["backwards", [["22:00", "02:00"]], /ends before it begins/],
  ["empty", [["", "12:00"]], /missing/],
])("a day: %s", (_, spans, expected) => {
  const wrong = wrongWith(spans);
  if (expected) expect(wrong).toMatch(expected);
  else expect(wrong).toBeNull();
});

test("midnight at the end is the day's end", () => {
  expect(fromField("00:00")).toBe("24:00");
  expect(toField("24:00")).toBe("00:00");
  expect(inWords([["00:00", "24:00"]])).toBe("All day");
  expect(inWords([])).toBe("Closed");
});

test("what is wrong is said where it is", () => {
  const hours = USUAL("Mars/Olympus");
  hours.week.tue = [["10:00", "09:00"]];
  hours.holidays = [
    { date: "2026-12-25", name: "Christmas", open: [] },
    { date: "2026-12-25", name: "Again", open: [] },
    { date: "", name: "No day", open: [] },
  ];
  expect([...problemsOf(hours, zones).keys()]).toEqual(["zone", "tue", "holiday 1", "holiday 2"]);
});

test("what is sent is in order, and holds what the server knows and no more", () => {
  const read = { ...USUAL("Europe/Berlin"), inbox: "main" };
  read.week.mon = [["13:00", "17:00"], ["09:00", "12:00"]];
  read.holidays = [{ date: "2027-01-01", name: " ", open: [] }, { date: "2026-12-25", name: "Christmas", open: [] }];
  const sent = tidy(read);
  expect(Object.keys(sent)).toEqual(["time_zone", "week", "holidays"]);
  expect(sent.week.mon[0]).toEqual(["09:00", "12:00"]);
  expect(sent.holidays.map(({ name }) => name)).toEqual(["Christmas", "2027-01-01"]);
});

test("one more span begins after the last, while the day has room", () => {
  expect(another([])).toEqual([["09:00", "17:30"]]);
  expect(another([["09:00", "12:00"]])[1]).toEqual(["13:00", "17:00"]);
  expect(another([["09:00", "22:30"]])[1]).toEqual(["23:00", "24:00"]);
  expect(another([["09:00", "24:00"]])).toHaveLength(1);
});

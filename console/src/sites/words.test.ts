import { expect, test } from "vitest";
import type { Site, SiteResult } from "../api/types.js";
import { addressOf, resultWords, scheduleWords, scopeWords, standing } from "./words.js";

const LAST: SiteResult = { at: "", changed: 0, unchanged: 0, retired: 0, vanished: 0, requests: 1, bytes: 1, changes: [], passed: [], stopped: null };
const last = (more: Partial<SiteResult>): SiteResult => ({ ...LAST, ...more });

test.each<[number | null, string]>([
  [null, "Only when somebody asks"],
  [1, "Every hour"],
  [6, "Every 6 hours"],
  [24, "Every day"],
  [36, "Every 36 hours"],
  [72, "Every 3 days"],
  [168, "Every week"],
])("every %s hours: %s", (hours, words) => {
  expect(scheduleWords(hours)).toBe(words);
});

test("what came of the last reading", () => {
  expect(resultWords(last({ changed: 3, unchanged: 41 }))).toBe("3 articles are new or changed and 41 as they were");
  expect(resultWords(last({ unchanged: 1 }))).toBe("1 article is as it was");
  expect(resultWords(last({ changed: 1, unchanged: 1, vanished: 1, retired: 2 }))).toBe(
    "1 article is new or changed and 1 as it was; 1 page has vanished, and its article stays for now; 2 articles were taken away, since their pages stayed away",
  );
  expect(resultWords(last({}))).toBe("Nothing was found to read");
});

test("what a site is at", () => {
  const of = (more: Partial<Site>) => standing({ state: "idle", last: LAST, problem: null, ...more }).words;
  expect(of({ state: "reading", problem: "before" })).toBe("Reading");
  expect(of({ state: "waiting" })).toBe("Waiting for its turn");
  expect(of({ problem: "no robots.txt" })).toBe("Not read");
  expect(of({ last: null })).toBe("Never read");
  expect(of({ last: last({ stopped: "its time was up" }) })).toBe("Read in part");
  expect(of({})).toBe("Read");
});

test("which pages are wanted", () => {
  expect(scopeWords({ prefix: "", within: [], without: [] })).toEqual([]);
  expect(scopeWords({ prefix: "/docs/", within: ["/a*", "/b*"], without: ["/a/old*"] })).toEqual([
    "paths that begin with /docs/",
    "like /a* and /b*",
    "not like /a/old*",
  ]);
});

test("an address may be typed without its scheme", () => {
  expect(addressOf(" help.example.com/docs/ ")).toBe("https://help.example.com/docs/");
  expect(addressOf("localhost:8080/docs")).toBe("https://localhost:8080/docs");
  for (const text of ["http://help.example.com", "ftp://a", ""]) expect(addressOf(text)).toBe(text);
});

import { expect, test } from "vitest";
import { A_DAY, BETWEEN, createCaps, QUIET } from "./caps.js";

const DAY = 24 * 3600_000;

function begin(kept: string | null = null) {
  let time = 5 * DAY;
  const stored = new Map(kept === null ? [] : [["k", kept]]);
  const local = { get: (key: string) => stored.get(key) ?? null, set: (key: string, value: string | null) => void stored.set(key, value!), keys: () => [] };
  const made = () => createCaps({ local, now: () => time, parse: JSON.parse, stringify: JSON.stringify }, "k");
  return { caps: made(), reload: made, pass: (milliseconds: number) => (time += milliseconds) };
}

test("never twice the same, also after a page load and a year", () => {
  const { caps, reload, pass } = begin();
  caps.offered("a");
  caps.ended(true);
  pass(365 * DAY);
  expect(reload().allows("a")).toBe(false);
  expect(reload().allows("b")).toBe(true);
});

test("one in ten minutes, three in a day", () => {
  const { caps, pass } = begin();
  for (let at = 0; at < A_DAY; at++) {
    expect(caps.allows(`h${at}`)).toBe(true);
    caps.offered(`h${at}`);
    caps.ended(true);
    pass(BETWEEN - 1);
    expect(caps.allows("next")).toBe(false);
    pass(1);
  }
  expect(caps.allows("next")).toBe(false);
  pass(DAY - A_DAY * BETWEEN);
  expect(caps.allows("next")).toBe(true);
});

test("refused twice, none for seven days; taken in between, it does not count", () => {
  const { caps, pass } = begin();
  for (const [id, taken] of [["a", false], ["b", true], ["c", false]] as const) {
    caps.offered(id);
    caps.ended(taken);
    pass(DAY);
  }
  expect(caps.allows("d")).toBe(true);
  caps.offered("d");
  caps.ended(false);
  pass(QUIET - 1);
  expect(caps.allows("e")).toBe(false);
  pass(1);
  expect(caps.allows("e")).toBe(true);
});

test("what is broken in storage is nothing", () => {
  expect(begin("{").caps.allows("a")).toBe(true);
});

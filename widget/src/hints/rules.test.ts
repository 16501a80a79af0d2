import { expect, test } from "vitest";
import type { Hint } from "../api/types.js";
import { CLICKS_WITHIN, createRules, IDLE } from "./rules.js";

const hint = (id: string, after: Hint["after"], route: string | null = null): Hint => ({ id, route, after, text: id, ask: null, guide: null });

function begin(hints: Hint[], { route = "/invoices", begun = null as string | null } = {}) {
  let time = 1_000_000;
  const rules = createRules(hints, () => time, route, begun);
  const later = (seconds: number) => {
    let found: Hint | null = null;
    for (let at = 0; at < seconds; at++) {
      time += 1000;
      found ??= rules.second();
    }
    return found?.id;
  };
  return { rules, later, pass: (milliseconds: number) => (time += milliseconds) };
}

test("the same control, three times in half a minute", () => {
  const { rules } = begin([hint("c", { clicks: 3 })]);
  const [save, other] = [{}, {}];
  expect([save, other, save, other, save].map((at) => rules.click(at)?.id)).toEqual([undefined, undefined, undefined, undefined, "c"]);
});

test("clicks that are far apart are work", () => {
  const { rules, pass } = begin([hint("c", { clicks: 3 })]);
  const save = {};
  for (let at = 0; at < 6; at++) {
    expect(rules.click(save)).toBeNull();
    pass(CLICKS_WITHIN / 2 + 1);
  }
});

test("another page is another count", () => {
  const { rules } = begin([hint("c", { clicks: 2 }), hint("e", { errors: 2 })]);
  const save = {};
  rules.click(save);
  rules.error("IMP-104");
  rules.moved("/customers");
  expect(rules.click(save)).toBeNull();
  expect(rules.error("IMP-104")).toBeNull();
});

test("the same words twice, but not where they are only drawn again", () => {
  const { rules } = begin([hint("e", { errors: 2 })]);
  expect(rules.error("IMP-104")).toBeNull();
  expect(rules.error("IMP-104")).toBeNull();
  rules.click({});
  expect(rules.error("another")).toBeNull();
  expect(rules.error("IMP-104")?.id).toBe("e");
});

test("a form that is sent again and fails again", () => {
  const { rules } = begin([hint("e", { errors: 2 })]);
  rules.finished();
  rules.error("Enter a date");
  rules.finished();
  expect(rules.error("Enter a date")?.id).toBe("e");
});

test("so many seconds on the page, counted anew on the next", () => {
  const { rules, later } = begin([hint("s", { seconds: 30 }, "/invoices/*")], { route: "/invoices/7" });
  expect(later(29)).toBeUndefined();
  rules.moved("/invoices/8");
  expect(later(29)).toBeUndefined();
  expect(later(1)).toBe("s");
  rules.moved("/invoices");
  expect(later(60)).toBeUndefined();
});

test("a form that was begun, and left for another page", () => {
  const { rules, later } = begin([hint("a", { abandoned: true }, "/invoices")]);
  rules.typed();
  expect(later(5)).toBeUndefined();
  rules.moved("/customers");
  expect(later(1)).toBe("a");
  expect(later(100)).toBeUndefined();
});

test("a form that was begun, and lies there", () => {
  const { rules, later } = begin([hint("a", { abandoned: true })]);
  rules.typed();
  expect(later(IDLE / 1000 - 1)).toBeUndefined();
  rules.click({});
  expect(later(IDLE / 1000 - 1)).toBeUndefined();
  expect(later(1)).toBe("a");
});

test("a form that was sent is not abandoned, nor one on a page that the rule does not name", () => {
  const { rules, later } = begin([hint("a", { abandoned: true }, "/customers")]);
  rules.typed();
  rules.moved("/customers");
  expect(later(2)).toBeUndefined();
  rules.typed();
  rules.finished();
  rules.moved("/invoices");
  expect(later(2)).toBeUndefined();
});

test("a form of the page before, after a full load", () => {
  expect(begin([hint("a", { abandoned: true }, "/invoices/new")], { route: "/invoices", begun: "/invoices/new" }).later(1)).toBe("a");
});

test("who is being helped begins anew", () => {
  const { rules, later } = begin([hint("s", { seconds: 3 }), hint("c", { clicks: 2 })]);
  const save = {};
  rules.click(save);
  later(2);
  rules.reset();
  expect(rules.click(save)).toBeNull();
  expect(later(2)).toBeUndefined();
});

import { expect, test } from "vitest";
import type { Consequence, Proposal } from "../api/types.js";
import { budgetWords, casesAt, changeOf, curveOf, inOneSentence, ofHundred, startIndex, topicsAt } from "./choice.js";

const share = (value: number) => ({ value, low: Math.max(0, value - 0.02), high: value + 0.03, n: 100 });
const at = (budget: number | null, answered: number, wrong: number | null, more: Partial<Consequence> = {}): Consequence => ({
  budget,
  threshold: answered > 0 ? 0.8 : null,
  answered: share(answered),
  wrong: wrong === null ? null : share(wrong),
  bound: wrong,
  topics: [],
  ...more,
});

test("the choice begins at what is in use, else at 5 %, else where anything is answered", () => {
  const some = [at(0.01, 0, null), at(0.05, 0.5, 0.02), at(0.1, 0.7, 0.05)];
  expect(startIndex(some, 0.1)).toBe(2);
  expect(startIndex(some, 0.07)).toBe(1);
  expect(startIndex(some, null)).toBe(1);
  expect(startIndex([at(0.01, 0, null), at(0.2, 0.4, 0.1)], null)).toBe(1);
  expect(startIndex([at(0.01, 0, null)], null)).toBe(0);
  expect(startIndex([], 0.05)).toBe(0);
});

test("cases are told by what would become of them: wrongly answered, held back, newly answered", () => {
  const case_ = (id: string, right: boolean, now: boolean, ...answered: boolean[]) => ({ id, right, now, answered }) as Proposal;
  const proposals = [
    case_("right-stays", true, true, true, true),
    case_("wrong-stays", false, true, true, true),
    case_("right-held", true, true, false, true),
    case_("wrong-held", false, true, false, true),
    case_("right-new", true, false, false, true),
    case_("wrong-new", false, false, false, true),
    case_("never", false, false, false, false),
  ];
  const ids = (list: Proposal[]) => list.map(({ id }) => id);
  const strict = casesAt({ proposals }, 0);
  expect(ids(strict.wrong)).toEqual(["wrong-stays"]);
  expect(ids(strict.held)).toEqual(["right-held", "wrong-held"]);
  expect(strict.fresh).toEqual([]);
  const loose = casesAt({ proposals }, 1);
  expect(ids(loose.wrong)).toEqual(["wrong-stays", "wrong-held", "wrong-new"]);
  expect(ids(loose.fresh)).toEqual(["right-new", "wrong-new"]);
  expect(casesAt({ proposals }, 9)).toMatchObject({ wrong: [], fresh: [] });
});

test("topics stand beside what they are now, the largest first", () => {
  const topic = (name: string, cases: number, answered: number) => ({ topic: name, cases, answered, wrong: 1, threshold: 0.8, own: false });
  const lines = topicsAt(at(0.05, 0.5, 0.02, { topics: [topic("a", 5, 2), topic("b", 9, 4), topic("new", 9, 1)] }), at(null, 0.6, 0.1, { topics: [topic("b", 9, 7)] }));
  expect(lines.map(({ topic: name, now }) => [name, now.answered])).toEqual([["b", 7], ["new", 0], ["a", 0]]);
});

test("a hundred questions are answered, answered wrongly, or go to a person", () => {
  expect(ofHundred(at(0.05, 0.633, 0.021))).toEqual({ answers: 63, people: 37, wrongs: 1 });
  expect(ofHundred(at(0.01, 0.3, 0.01))).toMatchObject({ wrongs: "fewer than 1" });
  expect(ofHundred(at(0.01, 0, null))).toEqual({ answers: 0, people: 100, wrongs: 0 });
});

test("the consequences are one sentence, and a budget at which nothing is answered says so", () => {
  expect(budgetWords(0.05)).toBe("At most 5 % of automatic answers may be wrong");
  expect(inOneSentence(at(0.05, 0.6, 0.04), at(null, 0.7, 0.1))).toBe(
    "60.0 % (58.0–63.0 %) of questions would be answered without a person instead of 70.0 %, and 4.0 % (2.0–7.0 %) of those answers are expected to be wrong instead of 10.0 %.",
  );
  expect(inOneSentence(at(0.05, 0.6, 0.04), at(null, 0.6, 0.04))).toMatch(/without a person as now, .* wrong as now\.$/);
  expect(inOneSentence(at(0.01, 0, null), at(null, 0.7, 0.1))).toMatch(/^No question would be answered/);
  expect(inOneSentence(at(0.05, 0.6, null), at(null, 0, null))).toMatch(/without a person, and none of them was wrong/);
  expect(changeOf(share(0.6), share(0.7))).toBeCloseTo(-0.1);
  expect(changeOf(null, share(0.7))).toBeNull();
});

test("the curve leaves out where nothing is answered, and its scale has room for every interval", () => {
  const { points, now, top } = curveOf({ at: [at(0.01, 0, null), at(0.1, 0.7, 0.08), at(0.05, 0.5, 0.02)], now: at(null, 0.6, 0.1) });
  expect(points.map(({ index }) => index)).toEqual([2, 1]);
  expect(now?.x).toBe(0.6);
  expect(top).toBeCloseTo(0.15);
});

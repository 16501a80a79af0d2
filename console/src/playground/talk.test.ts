import { describe, expect, test } from "vitest";
import type { ProposalTrace, Tried, WholeTurn } from "../api/types.js";
import { cost, duration, percent } from "../store/numbers.js";
import { fatesOf } from "./fate.js";
import { measured } from "./features.js";
import { bodyOf, NOBODY, saidSoFar, type Round } from "./talk.js";

const proposal = (kind: string, confidence: number): ProposalTrace => ({ kind, summary: "", articles: [], confidence, dropped: [], features: {} });
const turn = (more: Partial<WholeTurn>, proposals: ProposalTrace[] = []) =>
  ({ outcome: "answer", reason: "confident", confidence: 0.9, ...more, trace: { proposals } }) as WholeTurn;
const round = (text: string, reply: string): Round => ({
  id: 1,
  body: { inbox: "main", text },
  tried: { turn: { reply: { text: reply } } } as Tried,
});

describe("what is asked", () => {
  const wish = { inbox: "main", text: " Why? ", who: NOBODY, page: null, model: true };

  test("is as little as was filled in", () => {
    expect(bodyOf(wish, [])).toEqual({ inbox: "main", text: "Why?", model: true });
    const full = { ...wish, who: { ...NOBODY, plan: " plus " }, page: { route: "/a" }, model: false };
    expect(bodyOf(full, [])).toEqual({ inbox: "main", text: "Why?", contact: { plan: "plus" }, page: { route: "/a" }, model: false });
  });

  test("goes on with what was said, and what said nothing does not go along", () => {
    const rounds = [round("One?", "One."), round("Two?", "")];
    expect(saidSoFar(rounds)).toEqual([
      { author: "contact", text: "One?" },
      { author: "ai_agent", text: "One." },
      { author: "contact", text: "Two?" },
    ]);
    expect(bodyOf(wish, rounds).earlier).toHaveLength(3);
  });
});

describe("what became of proposals", () => {
  const all = [proposal("answer", 0.9), proposal("answer", 0.4), proposal("guide", 0.95)];
  const words = (made: WholeTurn, threshold: number | null = 0.7) => fatesOf(made, threshold).map((fate) => fate.words);

  test("the one of the outcome was taken, the others say why not", () => {
    expect(words(turn({}, all))).toEqual(["This is the reply", "Below the 70 % that is needed", "Another answer was preferred"]);
  });

  test("where people take it over none was, because of the reason or the threshold", () => {
    const withheld = turn({ outcome: "escalate", reason: "asks_for_person", confidence: 0.9 }, all);
    expect(words(withheld)[0]).toBe("Held back because the contact asked for a person");
    const unsure = turn({ outcome: "escalate", reason: "low_confidence", confidence: 0.4 }, [proposal("answer", 0.4)]);
    expect(words(unsure)).toEqual(["Below the 70 % that is needed"]);
    expect(words(unsure, null)).toEqual(["No confidence is enough here"]);
  });
});

test("measures stand on their side, the greatest first, and what is not there is not shown", () => {
  const { speaksFor, speaksAgainst, also } = measured({ bm25: 0.4, word_match: 0.8, opposites: 1, led: -0.3, topic: 0, length: 2, new_one: 0.5, intercept: 1 });
  expect(speaksFor.map(({ name }) => name)).toEqual(["word_match", "bm25"]);
  expect(speaksAgainst.map(({ words }) => words)).toEqual([
    "The passage says the opposite of a word of the question",
    "Not so: known questions lead to this article",
  ]);
  expect(also.map(({ words }) => words)).toEqual(["Length of the question", "new one"]);
});

test("numbers are honest at their ends", () => {
  expect([0, 0.001, 0.42, 0.996, 1].map(percent)).toEqual(["0 %", "< 1 %", "42 %", "> 99 %", "100 %"]);
  expect([312, 1850, 24_000].map(duration)).toEqual(["312 ms", "1.9 s", "24 s"]);
  expect([0, 40, 1234].map(cost)).toEqual(["–", "< 0.0001", "0.0012"]);
});

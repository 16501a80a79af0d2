import { describe, expect, test } from "vitest";
import type { ProposalTrace, Tried, WholeTurn } from "../api/types.js";
import { cost, duration, percent } from "../store/numbers.js";
import { ending } from "../store/model-words.js";
import { fatesOf, pairOf } from "./fate.js";
import { measured } from "./features.js";
import { apart } from "./support.js";
import { bodyOf, NOBODY, saidSoFar, type Round } from "./talk.js";

const proposal = (kind: string, confidence: number): ProposalTrace => ({ kind, summary: "", articles: [], confidence, dropped: [], features: {} });
const turn = (more: Partial<WholeTurn>, proposals: ProposalTrace[] = [], calls: [prompt: string, outcome: string][] = []) =>
  ({
    outcome: "answer",
    reason: "confident",
    confidence: 0.9,
    ...more,
    trace: { proposals, calls: calls.map(([prompt, outcome]) => ({ prompt, outcome })) },
  }) as WholeTurn;
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

describe("the model’s wording of an answer", () => {
  const all = [proposal("answer", 0.9), proposal("written", 0.9), proposal("guide", 0.95)];
  const words = (made: WholeTurn, threshold = 0.7) => fatesOf(made, threshold).map((fate) => fate.words);

  test("is the reply where the call was used, and stands for the articles’ own words", () => {
    const made = turn({}, all, [["query", "used"], ["answer", "used"], ["answer", "sample"]]);
    expect(words(made)).toEqual(["Said in the model’s words instead", "This is the reply", "Another answer was preferred"]);
    expect(pairOf(all)).toEqual([0, 1]);
  });

  test("is not where the call was not, or people have it", () => {
    const unused = turn({}, all, [["answer", "unused: what is left does not answer as the evidence does"]]);
    expect(words(unused).slice(0, 2)).toEqual(["This is the reply", "The articles’ own words were preferred"]);
    const withheld = turn({ outcome: "escalate", reason: "low_confidence" }, [proposal("answer", 0.4), proposal("written", 0.4)], [["answer", "used"]]);
    expect(words(withheld)).toEqual(["Below the 70 % that is needed", "Below the 70 % that is needed"]);
    expect(pairOf([proposal("guide", 1), proposal("answer", 1)])).toBeNull();
  });
});

test("what sets a sentence apart is said in words, with its sign", () => {
  expect(apart([{ name: "number_missing", log_odds: -1.476 }, { name: "unnegated", log_odds: 0.06 }, { name: "new_one", log_odds: -0.2 }])).toEqual([
    { words: "A number is not in the passage", odds: "−1.5", adds: false },
    { words: "It says what the passage denies", odds: "+0.1", adds: true },
    { words: "New one", odds: "−0.2", adds: false },
  ]);
});

test("a call’s end is one word, with more after a colon", () => {
  expect(ending("unused: no sentence is supported")).toMatchObject({ name: "Not used", detail: "no sentence is supported" });
  expect(ending("limit: the day’s: 20")).toMatchObject({ name: "Limit reached", detail: "the day’s: 20" });
  expect(ending("started")).toMatchObject({ name: "No end yet", detail: "" });
  expect(ending("something_new")).toMatchObject({ name: "Something new", detail: "" });
  expect(ending("prompt `answer/system.md.j2`: undefined value")).toMatchObject({ name: "Failed", detail: "prompt `answer/system.md.j2`: undefined value" });
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

import { expect, test } from "vitest";
import { kindWords } from "./words.js";

test("why questions count as unanswered, the most frequent first", () => {
  expect(kindWords({ kinds: { no_evidence: 2, escalated: 0, unhelpful: 1, asked_person: 5 } })).toEqual([
    "5 asked for a person",
    "2 found nothing",
    "1 got an answer that did not help",
  ]);
});

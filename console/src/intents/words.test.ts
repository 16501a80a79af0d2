import { expect, test } from "vitest";
import type { Intent } from "../api/types.js";
import { byTopic, examplesWords, found, harderWords, shareWords, titleIn } from "./words.js";

const intent = (id: string, topic: string, more: Partial<Intent> = {}): Intent => ({
  id, title: id.replace("_", " "), topic, guide: null, source: "tallybook", examples: 30, added: [], ...more,
});
const ALL = [intent("send_invoice", "invoices"), intent("refund_customer", "payments"), intent("credit_note", "invoices"), intent("other", "")];

test("topics stand in the order of their first intent, and none is lost", () => {
  expect(byTopic(ALL).map(([topic, list]) => [topic, list.length])).toEqual([
    ["Invoices", 2],
    ["Payments", 1],
    ["Without a topic", 1],
  ]);
});

test("an intent is found by all its words, those of added examples as well", () => {
  const taught = intent("payout", "payments", { guide: "change-payout", added: [{ id: "e1", text: "we moved banks", by: null, at: "" }] });
  for (const q of ["", "pay", "PAYOUT banks", "change-payout"]) expect(found(taught, q)).toBe(true);
  expect(found(taught, "payout refund")).toBe(false);
});

test("in words", () => {
  expect(examplesWords(1)).toBe("1 example");
  expect(examplesWords(1412)).toMatch(/^1.?412 examples$/);
  const titleOf = titleIn(ALL);
  expect(titleOf("gone_since")).toBe("Gone since");
  expect(shareWords({ a: "x", b: "y", examples: 12, of: 61 })).toBe("12 of 61 (20 %)");
  expect(harderWords({ a: "send_invoice", b: "credit_note", examples: 9, of: 61 }, titleOf)).toBe(
    "“send invoice” and “credit note” become harder to tell apart: 9 of their 61 examples would be taken for the other.",
  );
});

import { expect, test } from "vitest";
import { indent, newLine, outdent, spanOf, type Selected } from "./indent.js";

/** `|` is the cursor, or both ends of what is chosen. */
const at = (marked: string): Selected => {
  const [a = "", b, c] = marked.split("|");
  return c === undefined
    ? { text: a + b, start: a.length, end: a.length }
    : { text: a + b + c, start: a.length, end: a.length + b!.length };
};
const shown = ({ text, start, end }: Selected) =>
  start === end ? `${text.slice(0, start)}|${text.slice(start)}` : `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;
const check = (change: (selected: Selected) => Selected, from: string, to: string) => expect(shown(change(at(from)))).toBe(to);

test("Tab goes to the next level, or moves what is chosen", () => {
  check(indent, "a:\n|", "a:\n  |");
  check(indent, "a:\n |b", "a:\n  |b");
  check(indent, "|a\n\nb|\nc", "  |a\n\n  b|\nc");
  check(indent, "|a\n|b", "  |a\n|b");
});

test("Shift Tab goes back, as far as there is something to take away", () => {
  check(outdent, "    a|b", "  a|b");
  check(outdent, " |a", "|a");
  check(outdent, "a|b", "a|b");
  check(outdent, "x\n  |a\n    b|", "x\n|a\n  b|");
  check(outdent, "\ta|", "a|");
});

test("a new line begins where the one before it did", () => {
  check(newLine, "  - a|", "  - a\n  |");
  check(newLine, "  a|bc|d", "  a\n  |d");
  check(newLine, "|", "\n|");
});

test("where a line is", () => {
  expect(spanOf("ab\ncd\n", 1)).toEqual([0, 2]);
  expect(spanOf("ab\ncd\n", 2)).toEqual([3, 5]);
  expect(spanOf("ab\ncd\n", 3)).toEqual([6, 6]);
});

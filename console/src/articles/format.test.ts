import { expect, test } from "vitest";
import { around, lines, link, type Selected } from "./format.js";

/** `|` stands where the choice begins and ends. */
function read(shown: string): Selected {
  const [before = "", chosen = "", after = ""] = shown.split("|");
  return { text: before + chosen + after, start: before.length, end: before.length + chosen.length };
}
const show = ({ text, start, end }: Selected) => `${text.slice(0, start)}|${text.slice(start, end)}|${text.slice(end)}`;

test("marks go around what is chosen, and come off again", () => {
  expect(show(around(read("a |b| c"), "**"))).toBe("a **|b|** c");
  expect(show(around(read("a **|b|** c"), "**"))).toBe("a |b| c");
  expect(show(around(read("a |**b**| c"), "**"))).toBe("a |b| c");
  expect(show(around(read("a || c"), "_"))).toBe("a _||_ c");
});

test("a link keeps what is chosen, as words or as an address", () => {
  expect(show(link(read("see |plans| now")))).toBe("see [plans](||) now");
  expect(show(link(read("see |https://a.example| now")))).toBe("see [||](https://a.example) now");
  expect(show(link(read("see ||")))).toBe("see [||]()");
});

test("lines become headings, items and steps, and plain again", () => {
  expect(show(lines(read("x\na|b\nc|d\ny"), "list"))).toBe("x\n|- ab\n- cd|\ny");
  expect(show(lines(read("|- a\n- b|"), "steps"))).toBe("|1. a\n2. b|");
  expect(show(lines(read("|1. a\n\n2. b|"), "steps"))).toBe("|a\n\nb|");
  expect(show(lines(read("Ti||tle"), "heading"))).toBe("|## Title|");
  expect(show(lines(read("||"), "list"))).toBe("|- |");
});

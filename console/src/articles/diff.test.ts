import { expect, test } from "vitest";
import { diff, fold, lcs, tally, wordDiff } from "./diff.js";

const shown = (before: string, after: string) =>
  diff(before, after).map((row) =>
    row.kind === "same"
      ? `  ${row.text}`
      : `${row.kind === "added" ? "+ " : "- "}${row.parts.map(({ text, same }) => (same ? text : `[${text}]`)).join("")}`,
  );

test("what stands in both is found, in order", () => {
  expect(lcs([], ["a"])).toEqual([]);
  expect(lcs(["a", "b", "c"], ["a", "c"])).toEqual([
    [0, 0],
    [2, 1],
  ]);
  expect(lcs(["x", "a", "y", "b"], ["a", "q", "b", "z"])).toEqual([
    [1, 0],
    [3, 2],
  ]);
});

test("the same text has no difference, whatever its lines end with", () => {
  expect(tally(diff("a\nb\n", "a\r\nb"))).toEqual({ added: 0, removed: 0 });
  expect(diff("", "")).toEqual([]);
});

test("a changed line is shown with the words that changed; a new one is new", () => {
  expect(shown("One\nA draft keeps no number.\nEnd", "One\nA draft keeps its number.\nNew here\nEnd")).toEqual([
    "  One",
    "- A draft keeps [no] number.",
    "+ A draft keeps [its] number.",
    "+ [New here]",
    "  End",
  ]);
});

test("lines that share nothing are replaced whole", () => {
  expect(shown("Nothing alike here", "Quite other words")).toEqual(["- [Nothing alike here]", "+ [Quite other words]"]);
});

test("words between that changed as well are one change", () => {
  const { added } = wordDiff("send the invoice to them", "send a reminder to them");
  expect(added).toEqual([
    { text: "send ", same: true },
    { text: "a reminder", same: false },
    { text: " to them", same: true },
  ]);
});

test("lines are numbered as in each text", () => {
  expect(diff("a\nb\nc", "a\nc\nd")).toMatchObject([
    { kind: "same", a: 1, b: 1 },
    { kind: "removed", a: 2 },
    { kind: "same", a: 3, b: 2 },
    { kind: "added", b: 3 },
  ]);
});

test("what is far from a change is folded away", () => {
  const lines = Array.from({ length: 20 }, (_, at) => `line ${at}`);
  const pieces = fold(diff(lines.join("\n"), lines.with(10, "other").join("\n")), 2);
  expect(pieces.map(({ folded, rows }) => [folded, rows.length])).toEqual([
    [true, 8],
    [false, 6],
    [true, 7],
  ]);
  expect(fold(diff("a", "a"))).toEqual([{ folded: false, rows: [{ kind: "same", a: 1, b: 1, text: "a" }] }]);
});

test("every line of both texts is there once", () => {
  let seed = 7;
  const random = () => (seed = (seed * 1103515245 + 12345) % 2147483648) / 2147483648;
  for (let round = 0; round < 60; round++) {
    const make = () => Array.from({ length: Math.floor(random() * 12) }, () => `w${Math.floor(random() * 5)} x`).join("\n");
    const [a, b] = [make(), make()];
    const rows = diff(a, b);
    const side = (skip: string) =>
      rows
        .filter(({ kind }) => kind !== skip)
        .map((row) => (row.kind === "same" ? row.text : row.parts.map(({ text }) => text).join("")))
        .join("\n");
    expect(side("added")).toBe(a);
    expect(side("removed")).toBe(b);
  }
});

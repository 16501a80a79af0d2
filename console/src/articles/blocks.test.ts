import { expect, test } from "vitest";
import type { Chunk, PassageKind } from "../api/types.js";
import { blocksOf, cellsOf, quotedIn } from "./blocks.js";

const chunk = (headings: string[], passages: [PassageKind, string, number][]): Chunk => ({
  headings,
  tokens: 10,
  is_questions: passages.every(([kind]) => kind === "question"),
  passages: passages.map(([kind, text, block]) => ({ kind, text, block })),
});
const shape = (chunks: Chunk[]) =>
  blocksOf(chunks).map((block) =>
    block.kind === "heading"
      ? `${"#".repeat(block.level)} ${block.text}`
      : block.kind === "table"
        ? block
        : `${block.kind} ${block.passages.length}`,
  );

test("headings stand where they change, and blocks are put together", () => {
  expect(
    shape([
      chunk(
        [],
        [
          ["sentence", "One.", 0],
          ["sentence", "Two.", 0],
          ["sentence", "Three.", 1],
        ],
      ),
      chunk(["A"], [["step", "First", 2]]),
      chunk(
        ["A"],
        [
          ["step", "Second", 2],
          ["item", "This", 3],
        ],
      ),
      chunk(["A", "B"], [["code", "x", 4]]),
      chunk(["C"], [["sentence", "End.", 5]]),
      chunk([], [["question", "why", 6]]),
    ]),
  ).toEqual(["paragraph 2", "paragraph 1", "## A", "steps 2", "list 1", "### B", "code 1", "## C", "paragraph 1"]);
});

test("rows become a table with the columns that they name", () => {
  expect(cellsOf("Plan: Free; Note: one; two; Price: £0: gratis")).toEqual([
    ["Plan", "Free"],
    ["Note", "one; two"],
    ["Price", "£0: gratis"],
  ]);
  const [table] = blocksOf([
    chunk(
      [],
      [
        ["row", "Plan: Free; Invoices: 10", 0],
        ["row", "Plan: Plus; Invoices: 250; Seats: 3", 0],
      ],
    ),
  ]);
  expect(table).toMatchObject({
    header: ["Plan", "Invoices", "Seats"],
    rows: [{ cells: ["Free", "10", ""] }, { cells: ["Plus", "250", "3"] }],
  });
});

test("rows whose words only look like columns stay as they are", () => {
  const rows = ["a: 1", "b: 2", "c: 3", "d: 4"].map((text): [PassageKind, string, number] => ["row", text, 0]);
  expect(blocksOf([chunk([], rows)])[0]).toMatchObject({ header: [], rows: [{ cells: ["a: 1"] }, {}, {}, {}] });
});

test("a quote is found in its passage, or over several", () => {
  const chunks = [
    chunk(
      ["A"],
      [
        ["sentence", "Drafts do not  count.", 0],
        ["sentence", "Sent invoices count once.", 0],
        ["sentence", "Yes.", 0],
      ],
    ),
  ];
  const found = (quote: string) => [...quotedIn(chunks, quote)].map(({ text }) => text);
  expect(found("drafts do not count.")).toEqual(["Drafts do not  count."]);
  expect(found("Drafts do not count. Sent invoices count once.")).toEqual(["Drafts do not  count.", "Sent invoices count once."]);
  expect(found("count once")).toEqual(["Sent invoices count once."]);
  expect(found("never said")).toEqual([]);
  expect(found("")).toEqual([]);
});

// A page out of chunks: what search sees, put together again as a reader would see it.

import type { Chunk, Passage } from "../api/types.js";

export type Block =
  | { kind: "heading"; level: number; text: string }
  | { kind: "paragraph" | "list" | "steps" | "code"; passages: Passage[] }
  | { kind: "table"; header: string[]; rows: { passage: Passage; cells: string[] }[] };

const KIND = { sentence: "paragraph", item: "list", step: "steps", code: "code" } as const;

/** Headings where they change, and passages of one block together, also where a chunk ends within it. */
export function blocksOf(chunks: readonly Chunk[]): Block[] {
  const blocks: Block[] = [];
  let path: string[] = [];
  let block: number | null = null;
  for (const chunk of chunks) {
    if (chunk.is_questions) continue;
    const same = chunk.headings.findIndex((text, at) => text !== path[at]);
    const from = same < 0 ? chunk.headings.length : same;
    if (from < chunk.headings.length || path.length > chunk.headings.length) block = null;
    chunk.headings.slice(from).forEach((text, at) => blocks.push({ kind: "heading", level: from + at + 2, text }));
    path = chunk.headings;
    for (const passage of chunk.passages) {
      add(blocks, passage, passage.block === block);
      block = passage.block;
    }
  }
  return blocks.map((one) => (one.kind === "table" ? columns(one) : one));
}

function add(blocks: Block[], passage: Passage, goesOn: boolean) {
  const last = blocks.at(-1);
  if (passage.kind === "row") {
    const row = { passage, cells: [] };
    if (goesOn && last?.kind === "table") last.rows.push(row);
    else blocks.push({ kind: "table", header: [], rows: [row] });
    return;
  }
  if (passage.kind === "question") return;
  const kind = KIND[passage.kind];
  if (goesOn && last?.kind === kind) last.passages.push(passage);
  else blocks.push({ kind, passages: [passage] });
}

/** A row reads `Plan: Free; Invoices: 10`, empty cells left out; a cell may hold a semicolon of its own. */
export function cellsOf(row: string): [name: string, value: string][] {
  const cells: [string, string][] = [];
  for (const part of row.split("; ")) {
    const [, name, value] = /^([^:]{1,60}): (.*)$/s.exec(part) ?? [];
    const last = cells.at(-1);
    if (name !== undefined && value !== undefined) cells.push([name, value]);
    else if (last) last[1] += `; ${part}`;
    else cells.push(["", part]);
  }
  return cells;
}

function columns(table: Extract<Block, { kind: "table" }>): Block {
  const all = table.rows.map(({ passage }) => cellsOf(passage.text));
  const header = [...new Set(all.flat().map(([name]) => name))];
  // Where names differ from row to row they are no columns but words with a colon.
  const regular = header.length <= Math.max(...all.map((cells) => cells.length)) + 1;
  if (!regular) return { kind: "table", header: [], rows: table.rows.map(({ passage }) => ({ passage, cells: [passage.text] })) };
  const rows = table.rows.map(({ passage }, at) => {
    const cells = new Map(all[at]);
    return { passage, cells: header.map((name) => cells.get(name) ?? "") };
  });
  return { kind: "table", header, rows };
}

const plain = (text: string) => text.replace(/\s+/g, " ").trim().toLowerCase();
/** A passage this short stands in many quotes by chance. */
const SHORT = 12;

/** The passages that a quote is made of; a citation quotes one of them, or several in a row. */
export function quotedIn(chunks: readonly Chunk[], quote: string): Set<Passage> {
  const wanted = plain(quote);
  if (!wanted) return new Set();
  const all = chunks.flatMap(({ is_questions, passages }) => (is_questions ? [] : passages));
  const exact = all.filter(({ text }) => plain(text) === wanted);
  if (exact.length > 0) return new Set(exact);
  return new Set(
    all.filter((passage) => {
      const text = plain(passage.text);
      return text.includes(wanted) || (text.length >= SHORT && wanted.includes(text));
    }),
  );
}

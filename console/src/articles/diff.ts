// What differs between two texts: lines first, then the words within lines that were changed rather than replaced.

/** A part of a line; `same` stands in both. */
export interface Part {
  text: string;
  same: boolean;
}

export type DiffRow =
  | { kind: "same"; a: number; b: number; text: string }
  | { kind: "removed"; a: number; parts: Part[] }
  | { kind: "added"; b: number; parts: Part[] };

/** Above so many pairs of lines the middle counts as replaced: no article is that long, and the page must not stand still. */
const MOST_CELLS = 16_000_000;
/** Two lines are one that was changed where they share at least so much of their words. */
const ALIKE = 0.35;

/** The longest common subsequence as pairs of places. What both begin and end with is taken off first. */
export function lcs(a: readonly string[], b: readonly string[]): [number, number][] {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail++;
  const rows = a.length - head - tail;
  const columns = b.length - head - tail;
  const pairs: [number, number][] = [];
  for (let at = 0; at < head; at++) pairs.push([at, at]);
  if (rows * columns > 0 && rows * columns <= MOST_CELLS) {
    for (const [i, j] of middle(a, b, head, rows, columns)) pairs.push([i, j]);
  }
  for (let at = tail; at > 0; at--) pairs.push([a.length - at, b.length - at]);
  return pairs;
}

function middle(a: readonly string[], b: readonly string[], head: number, rows: number, columns: number): [number, number][] {
  const width = columns + 1;
  const longest = new Uint32Array((rows + 1) * width);
  for (let i = rows - 1; i >= 0; i--)
    for (let j = columns - 1; j >= 0; j--)
      longest[i * width + j] =
        a[head + i] === b[head + j]
          ? longest[(i + 1) * width + j + 1]! + 1
          : Math.max(longest[(i + 1) * width + j]!, longest[i * width + j + 1]!);
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < rows && j < columns;) {
    if (a[head + i] === b[head + j]) pairs.push([head + i++, head + j++]);
    else if (longest[(i + 1) * width + j]! >= longest[i * width + j + 1]!) i++;
    else j++;
  }
  return pairs;
}

/** Line by line, the removed before the added of the same place. Lines count from 1. */
export function diff(before: string, after: string): DiffRow[] {
  const a = linesOf(before);
  const b = linesOf(after);
  const rows: DiffRow[] = [];
  let [i, j] = [0, 0];
  for (const [x, y] of [...lcs(a, b), [a.length, b.length] as const]) {
    rows.push(...changed(a, i, x, b, j, y));
    const text = a[x];
    if (text !== undefined) rows.push({ kind: "same", a: x + 1, b: y + 1, text });
    [i, j] = [x + 1, y + 1];
  }
  return rows;
}

/** The line's end is no line, and which sort of end it is no difference. */
const linesOf = (text: string) => (text === "" ? [] : text.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n"));

function changed(a: string[], from: number, to: number, b: string[], start: number, end: number): DiffRow[] {
  const removed: Part[][] = a.slice(from, to).map(whole);
  const added: Part[][] = b.slice(start, end).map(whole);
  let next = 0;
  for (let i = from; i < to; i++) {
    for (let j = start + next; j < end; j++) {
      const words = wordDiff(a[i]!, b[j]!);
      if (words.share < ALIKE) continue;
      removed[i - from] = words.removed;
      added[j - start] = words.added;
      next = j - start + 1;
      break;
    }
  }
  return [
    ...removed.map((parts, at): DiffRow => ({ kind: "removed", a: from + at + 1, parts })),
    ...added.map((parts, at): DiffRow => ({ kind: "added", b: start + at + 1, parts })),
  ];
}

const whole = (text: string): Part[] => [{ text, same: false }];

/** Both lines in parts, and which share of their letters they have in common. */
export function wordDiff(before: string, after: string): { removed: Part[]; added: Part[]; share: number } {
  const a = wordsOf(before);
  const b = wordsOf(after);
  const pairs = lcs(a, b);
  const inA = new Set(pairs.map(([at]) => at));
  const inB = new Set(pairs.map(([, at]) => at));
  const kept = pairs.reduce((sum, [at]) => sum + (a[at]!.trim() ? a[at]!.length : 0), 0);
  const letters = (words: string[]) => words.reduce((sum, word) => sum + (word.trim() ? word.length : 0), 0);
  return { removed: joined(a, inA), added: joined(b, inB), share: (2 * kept) / Math.max(1, letters(a) + letters(b)) };
}

const wordsOf = (line: string) => line.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];

function joined(words: string[], same: Set<number>): Part[] {
  const parts: Part[] = [];
  words.forEach((text, at) => {
    const last = parts.at(-1);
    // A space between two changed words belongs to the change.
    const kept = same.has(at) && !(text.trim() === "" && last && !last.same && at + 1 < words.length && !same.has(at + 1));
    if (last?.same === kept) last.text += text;
    else parts.push({ text, same: kept });
  });
  return parts;
}

/** Rows with what is far from any change folded away: `folded` rows stand where `rows` is. */
export type Piece = { folded: false; rows: DiffRow[] } | { folded: true; rows: DiffRow[] };

export function fold(rows: DiffRow[], around = 3): Piece[] {
  const near = new Array<boolean>(rows.length).fill(false);
  rows.forEach((row, at) => {
    if (row.kind === "same") return;
    for (let by = -around; by <= around; by++) if (at + by >= 0 && at + by < rows.length) near[at + by] = true;
  });
  const pieces: Piece[] = [];
  rows.forEach((row, at) => {
    const folded = !near[at];
    const last = pieces.at(-1);
    if (last?.folded === folded) last.rows.push(row);
    else pieces.push({ folded, rows: [row] });
  });
  // One line says as much as the words that it is folded away.
  return pieces.map((piece) => (piece.folded && piece.rows.length < 2 ? { folded: false, rows: piece.rows } : piece));
}

/** How much was added and removed, in lines. */
export const tally = (rows: DiffRow[]) => ({
  added: rows.filter(({ kind }) => kind === "added").length,
  removed: rows.filter(({ kind }) => kind === "removed").length,
});

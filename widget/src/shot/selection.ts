// The part of the picture that is marked: moved and resized by pointer and by arrow keys, as values.

import type { Rect } from "./pixels.js";

export interface Point {
  x: number;
  y: number;
}

/** What a press takes hold of: a corner is drawn against the opposite one, the inside moves, elsewhere a new one begins. */
export type Hold = { anchor: Point } | { offset: Point };

export const corners = ({ x, y, width, height }: Rect): [Point, Point, Point, Point] => [
  { x, y },
  { x: x + width, y },
  { x: x + width, y: y + height },
  { x, y: y + height },
];

export function hold(marked: Rect | null, at: Point, reach: number): Hold {
  if (!marked) return { anchor: at };
  const all = corners(marked);
  const near = all.findIndex(({ x, y }) => Math.hypot(x - at.x, y - at.y) <= reach);
  if (near >= 0) return { anchor: all[(near + 2) % 4]! };
  const inside = at.x > marked.x && at.y > marked.y && at.x < marked.x + marked.width && at.y < marked.y + marked.height;
  return inside ? { offset: { x: at.x - marked.x, y: at.y - marked.y } } : { anchor: at };
}

const between = (value: number, most: number) => Math.min(Math.max(value, 0), Math.max(0, most));

export function drawn(by: Hold, marked: Rect | null, at: Point, size: { width: number; height: number }): Rect {
  if ("offset" in by && marked) return inside({ ...marked, x: at.x - by.offset.x, y: at.y - by.offset.y }, size);
  const from = "anchor" in by ? by.anchor : at;
  const [x, y] = [between(at.x, size.width), between(at.y, size.height)];
  return { x: Math.min(x, from.x), y: Math.min(y, from.y), width: Math.abs(x - from.x), height: Math.abs(y - from.y) };
}

/** An arrow key: the middle half where nothing is marked yet; else it moves, or with `resize` the far edge does. */
export function nudged(marked: Rect | null, dx: number, dy: number, resize: boolean, size: { width: number; height: number }): Rect {
  const { width, height } = size;
  if (!marked) return { x: width / 4, y: height / 4, width: width / 2, height: height / 2 };
  if (!resize) return inside({ ...marked, x: marked.x + dx, y: marked.y + dy }, size);
  const grown = (length: number, by: number, most: number) => Math.min(Math.max(length + by, Math.abs(dx + dy)), most);
  return { ...marked, width: grown(marked.width, dx, width - marked.x), height: grown(marked.height, dy, height - marked.y) };
}

const inside = (rect: Rect, { width, height }: { width: number; height: number }): Rect => ({
  ...rect,
  x: between(rect.x, width - rect.width),
  y: between(rect.y, height - rect.height),
});

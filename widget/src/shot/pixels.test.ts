import { expect, test } from "vitest";
import { changed, crop, hide, whole, type Pixels } from "./pixels.js";
import { drawn, hold, nudged } from "./selection.js";

/** Each pixel says where it is. */
function picture(width: number, height: number): Pixels {
  const data = new Uint8ClampedArray(width * height * 4);
  for (let at = 0; at < width * height; at++) data.set([at % width, Math.floor(at / width), 200, 255], at * 4);
  return { width, height, data };
}
const at = ({ data, width }: Pixels, x: number, y: number) => [...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 4)];

test("what is blacked out is black and opaque, every pixel of it and no other", () => {
  const before = picture(8, 6);
  const after = hide(before, { x: 2, y: 1, width: 3, height: 2 });
  for (let y = 0; y < 6; y++)
    for (let x = 0; x < 8; x++) {
      const inside = x >= 2 && x < 5 && y >= 1 && y < 3;
      expect(at(after, x, y)).toEqual(inside ? [0, 0, 0, 255] : [x, y, 200, 255]);
    }
  expect(at(before, 3, 2)).toEqual([3, 2, 200, 255]);
});

test("half a pixel is none that may be seen", () => {
  expect(whole({ x: 1.6, y: 1.2, width: 1, height: 1 }, picture(8, 6))).toEqual({ x: 1, y: 1, width: 2, height: 2 });
  expect(whole({ x: -5, y: 4, width: 100, height: 100 }, picture(8, 6))).toEqual({ x: 0, y: 4, width: 8, height: 2 });
});

test("what is cut away is not there any more", () => {
  const after = crop(picture(8, 6), { x: 3, y: 2, width: 4, height: 3 });
  expect([after.width, after.height, after.data.length]).toEqual([4, 3, 48]);
  expect(at(after, 0, 0)).toEqual([3, 2, 200, 255]);
  expect(at(after, 3, 2)).toEqual([6, 4, 200, 255]);
});

test("undoing the last change restores what was before it, to the pixel", () => {
  const original = picture(20, 10);
  const one = { kind: "hide" as const, rect: { x: 0, y: 0, width: 5, height: 5 } };
  const two = { kind: "crop" as const, rect: { x: 2, y: 2, width: 10, height: 6 } };
  const before = changed(original, [one]);
  expect(at(changed(original, [one, two]), 0, 0)).toEqual([0, 0, 0, 255]);
  expect(changed(original, [one])).toEqual(before);
  expect(changed(original, [])).toEqual(picture(20, 10));
});

test("a corner is drawn against the opposite one, the inside moves, elsewhere a new one begins", () => {
  const marked = { x: 10, y: 10, width: 20, height: 10 };
  const size = { width: 100, height: 50 };
  const corner = hold(marked, { x: 31, y: 21 }, 4);
  expect(drawn(corner, marked, { x: 50, y: 40 }, size)).toEqual({ x: 10, y: 10, width: 40, height: 30 });
  expect(drawn(corner, marked, { x: 5, y: 5 }, size)).toEqual({ x: 5, y: 5, width: 5, height: 5 });
  const inside = hold(marked, { x: 20, y: 15 }, 4);
  expect(drawn(inside, marked, { x: 200, y: -10 }, size)).toEqual({ x: 80, y: 0, width: 20, height: 10 });
  expect(drawn(hold(marked, { x: 60, y: 40 }, 4), marked, { x: 70, y: 60 }, size)).toEqual({ x: 60, y: 40, width: 10, height: 10 });
});

test("arrow keys begin in the middle, move within the picture, and resize", () => {
  const size = { width: 100, height: 50 };
  const first = nudged(null, 8, 0, false, size);
  expect(first).toEqual({ x: 25, y: 12.5, width: 50, height: 25 });
  expect(nudged(first, -800, 0, false, size).x).toBe(0);
  expect(nudged(first, 8, 0, true, size)).toEqual({ ...first, width: 58 });
  expect(nudged(first, 0, -800, true, size).height).toBeGreaterThan(0);
  expect(nudged(first, 800, 0, true, size).width).toBe(75);
});

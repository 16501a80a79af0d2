import { expect, test } from "vitest";
import { contrast, onColor, parseColor, READABLE, readableOn, toHex, type Rgb } from "./contrast.js";
import { themeCss } from "./theme.js";

const STEPS = [0, 51, 102, 153, 204, 255];
const ALL: Rgb[] = STEPS.flatMap((r) => STEPS.flatMap((g) => STEPS.map((b): Rgb => [r, g, b])));

test("WCAG's own examples", () => {
  expect(contrast([255, 255, 255], [0, 0, 0])).toBeCloseTo(21);
  expect(contrast(parseColor("#777")!, [255, 255, 255])).toBeCloseTo(4.48, 2);
});

test("whatever the brand, what is written on it can be read", () => {
  for (const color of ALL) expect(contrast(color, onColor(color))).toBeGreaterThanOrEqual(READABLE);
});

test("whatever the brand, a link can be read on light and on dark", () => {
  for (const paper of [[255, 255, 255], [23, 25, 31]] as Rgb[])
    for (const color of ALL) expect(contrast(readableOn(color, paper), paper)).toBeGreaterThanOrEqual(READABLE);
});

test("what is no colour is the default's, and never becomes CSS", () => {
  expect(parseColor("red;}*{display:none")).toBeNull();
  expect(themeCss({ color: "url(x)" })).toBe(themeCss({}));
  expect(toHex(parseColor("#0aF")!)).toBe("#00aaff");
});

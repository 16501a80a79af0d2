// The configured looks as one stylesheet of custom properties, light and dark.

import type { Theme } from "../api/types.js";
import { onColor, parseColor, readableOn, toHex, type Rgb } from "./contrast.js";

const DEFAULT: Rgb = [63, 81, 214];

/** The paper, and the softer surface upon it that is harder to read on; src/theme/style.ts has the same `--soft`. */
const LIGHT: [Rgb, Rgb] = [
  [255, 255, 255],
  [242, 243, 246],
];
const DARK: [Rgb, Rgb] = [
  [23, 25, 31],
  [37, 41, 50],
];

/**
 * `:host` rules: where it sits, `--brand` with `--on-brand` upon it, and `--link` to be read on the `--paper`. The
 * other colours are in src/theme/style.ts and follow the color scheme that this sets.
 */
export function themeCss(theme: Theme, rtl = false): string {
  const brand = parseColor(theme.color) ?? DEFAULT;
  const light = properties(brand, LIGHT, "light");
  const dark = properties(brand, DARK, "dark");
  const offset = Math.min(Math.max(theme.offset ?? 20, 0), 200);
  const [side, other] = (theme.position ?? (rtl ? "left" : "right")) === "left" ? ["left", "right"] : ["right", "left"];
  const place = `--gap:${offset}px;--${side}:var(--gap);--${other}:auto;`;
  const rules = `:host{${place}${theme.scheme === "dark" ? dark : light}}`;
  return /dark|light/.test(theme.scheme ?? "") ? rules : `${rules}@media(prefers-color-scheme:dark){:host{${dark}}}`;
}

function properties(brand: Rgb, [paper, soft]: [Rgb, Rgb], scheme: string): string {
  // The brand itself may vanish on the paper; its border and the focus ring use the readable one.
  const link = readableOn(brand, soft);
  const colors = { paper, brand, "on-brand": onColor(brand), link };
  return Object.entries(colors)
    .map(([name, color]) => `--${name}:${toHex(color)};`)
    .join("")
    .concat(`--scheme:${scheme};color-scheme:${scheme}`);
}

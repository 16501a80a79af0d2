import type { Theme } from "../api/types.js";
/**
 * `:host` rules: where it sits, `--brand` with `--on-brand` upon it, and `--link` to be read on the `--paper`. The
 * other colours are in src/panel/style.ts and follow the color scheme that this sets.
 */
export declare function themeCss(theme: Theme): string;

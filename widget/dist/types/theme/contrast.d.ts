export type Rgb = [number, number, number];
export declare const READABLE = 4.5;
/** `#rgb` and `#rrggbb`; null for anything else. */
export declare function parseColor(text: string | undefined): Rgb | null;
export declare const toHex: (color: Rgb) => string;
export declare function luminance(color: Rgb): number;
export declare function contrast(a: Rgb, b: Rgb): number;
/** White where it can be read, else black: one of the two always reaches 4.5. */
export declare const onColor: (color: Rgb) => Rgb;
/** The colour, mixed with white or black just so far that it can be read on `background`. */
export declare function readableOn(color: Rgb, background: Rgb, floor?: number): Rgb;

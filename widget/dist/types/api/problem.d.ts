import type { Problem } from "./types.js";
/** The last part of a problem's type, such as `rate-limited`. */
export declare const slugOf: (problem: Problem) => string;

import type { Problem } from "./types.js";

/** The last part of a problem's type, such as `rate-limited`. */
export const slugOf = (problem: Problem) => `${problem.type}`.split("/").pop()!;

// Suites in words.

import { count } from "../store/numbers.js";

export const KINDS: [kind: string, name: string][] = [
  ["resolve", "Replies: what comes of a turn (resolve)"],
  ["retrieve", "Search: which articles are found (retrieve)"],
];

export const casesWords = (cases: number) => `${count(cases)} ${cases === 1 ? "case" : "cases"}`;
export const leftOut = (lines: number) => `${lines === 1 ? "1 line is" : `${count(lines)} lines are`} left out`;

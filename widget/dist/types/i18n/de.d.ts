import type { Strings } from "./strings.js";
export declare const strings: Strings;

import type { Target } from "../api/types";
/**
 * What it says for an element that an attribute is the same, that it is another, that the element has none: evidence as
 * logarithms of odds, in nats, after Fellegi and Sunter, "A Theory for Record Linkage" (1969). What is only alike lies
 * between `other` and `same`, by the likeness to the power of `bend`. Chosen by `tests/guide/refind.js` on one seed and
 * reported on another.
 */
export declare const EVIDENCE: {
    test_id: {
        same: number;
        other: number;
        none: number;
        bend: number;
    };
    name: {
        same: number;
        other: number;
        none: number;
        bend: number;
    };
    text: {
        same: number;
        other: number;
        none: number;
        bend: number;
    };
    role: {
        same: number;
        other: number;
        none: number;
        bend: number;
    };
    heading: {
        same: number;
        other: number;
        none: number;
        bend: number;
    };
    css: {
        same: number;
        other: number;
        none: number;
        bend: number;
    };
};
/** The least evidence to point at an element, and the least lead on the second best. */
export declare const FLOOR = 2.35;
export declare const MARGIN = 1.1;
type Attribute = keyof typeof EVIDENCE;
export interface Hit {
    element: Element;
    score: number;
}
export type Finding = {
    kind: "found";
    element: Element;
    score: number;
    second: number;
} | {
    kind: "ambiguous";
    candidates: Hit[];
} | {
    kind: "missing";
    best: number;
};
/** Looks through the page, its open shadow roots and its same-origin frames. */
export declare function find(target: Target, root?: ParentNode): Finding;
/** How alike each named attribute is, the cheap ones first; undefined where the element has none. */
export declare function compare(target: Target, el: Element, heading: string): Generator<[Attribute, number | undefined]>;
export {};

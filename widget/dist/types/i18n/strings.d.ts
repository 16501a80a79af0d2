import type { en } from "./en.js";
type Texts<T> = {
    readonly [K in keyof T]: T[K] extends string ? string : Texts<T[K]>;
};
export type Strings = Texts<typeof en>;
/** Fills `{name}` in. */
export declare function fill(text: string, values: Record<string, string | number>): string;
export {};

import type { AllStrings } from "./strings";
export interface Shown {
    instruction: string;
    index: number;
    /** How it goes: the line below the instruction. */
    note?: string | undefined;
    /** The note leads to the instruction. */
    leads?: boolean | undefined;
    busy?: boolean | undefined;
    /** The button that goes on, where the contact must say so. */
    main?: string | undefined;
    show?: boolean | undefined;
    differs?: boolean | undefined;
}
export interface Handlers {
    main(): void;
    back(): void;
    skip(): void;
    stop(): void;
    differs(): void;
    show(): void;
}
export interface Bubble {
    node: HTMLElement;
    show(what: Shown): void;
    /** The last words: no buttons any more. */
    finish(words: string): void;
}
export declare function makeBubble(title: string, total: number, words: AllStrings, on: Handlers): Bubble;

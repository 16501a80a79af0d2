/** Where the panel fills the screen; the stylesheet says the same. */
export declare const FULL = "(max-width:520px),(max-height:420px)";
export interface Keys {
    trap(on: boolean): void;
}
export declare function createKeys(node: HTMLElement, on: {
    escape(): void;
}): Keys;

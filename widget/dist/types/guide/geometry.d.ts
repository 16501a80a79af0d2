export interface Rect {
    left: number;
    top: number;
    right: number;
    bottom: number;
}
export declare const isEmpty: (r: Rect) => boolean;
/** The box of `el` in the coordinates of this window, out of frames; `clipped`: only what is to be seen of it. */
export declare function rectOf(el: Element, clipped?: boolean): Rect;
/** What is to be seen of this window, less an on-screen keyboard. */
export declare function windowRect(): Rect;
export interface Place {
    left: number;
    top: number;
    side: "top" | "bottom" | "left" | "right" | "docked";
    /** Where the tip points along the bubble's edge. */
    tip: number;
}
/** A place for a bubble of this size beside `hole`, never over it; without one, or without room, at the window's edge. */
export declare function placed(hole: Rect | undefined, width: number, height: number, rtl?: boolean): Place;

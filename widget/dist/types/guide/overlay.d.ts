import type { Theme } from "../api/types";
export interface Overlay {
    /** Points at `el`; without one the bubble is docked. */
    point(el: Element | undefined, options?: {
        stay?: boolean;
    }): void;
    /** True where the element is there but scrolled out of sight. */
    isOutOfSight(): boolean;
    scrollTo(): void;
    /** On top again, wherever the page has opened a dialog meanwhile. */
    keep(): void;
    remove(): void;
}
export declare function makeOverlay(bubble: HTMLElement, options: {
    theme?: Theme | undefined;
    locale: string;
}): Overlay;

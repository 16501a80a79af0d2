import type { State } from "../store/state.js";
import type { PanelContext } from "./context.js";
/** The most characters that the server takes. */
export declare const MAX_CHARACTERS = 8000;
export interface Composer {
    node: HTMLElement;
    update(state: State): void;
    focus(): void;
    remove(): void;
}
export declare function createComposer(panel: PanelContext, draftKey: string, on: {
    sees(): void;
}): Composer;

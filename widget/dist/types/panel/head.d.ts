import type { State } from "../store/state.js";
import type { PanelContext } from "./context.js";
export interface Head {
    node: HTMLElement;
    update(state: State): void;
    /** The title of another view, with a way back; null for the conversation's. */
    title(text: string | null): void;
    focus(): void;
}
export declare function createHead(panel: PanelContext, on: {
    close(): void;
    list(): void;
    fresh(): void;
    back(): void;
}): Head;

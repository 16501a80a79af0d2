import type { State } from "../store/state.js";
import type { PanelContext } from "./context.js";
export interface Talk {
    node: HTMLElement;
    update(state: State): void;
    /** Shows the newest. */
    toEnd(): void;
    remove(): void;
}
export declare function createTalk(panel: PanelContext, judged: ReadonlySet<string>): Talk;
/** What a new entry says to those who cannot see it. */
export declare function spoken(state: State, panel: PanelContext): string;

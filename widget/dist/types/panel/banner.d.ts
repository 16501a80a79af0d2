import type { State } from "../store/state.js";
import type { PanelContext } from "./context.js";
export interface Banner {
    node: HTMLElement;
    update(state: State): void;
    remove(): void;
}
export declare function createBanner({ strings, client, env }: PanelContext): Banner;

import type { PanelContext } from "./context.js";
/** Where the choice is kept; the loader reads the same key. */
export declare const pageKey: (inbox: string) => string;
export declare function seesView(panel: PanelContext, inbox: string): HTMLElement;

import type { PanelContext } from "./context.js";
export declare function listView(panel: PanelContext, choose: (id: string | null, lastSeq?: number) => void): HTMLElement;

import type { Citation } from "../api/types.js";
import type { PanelContext } from "./context.js";
export interface Sources {
    node: HTMLElement;
    /** The number behind a sentence; it unfolds its source. */
    mark(at: number): Node;
}
export declare function sourceList(citations: readonly Citation[], { strings }: PanelContext): Sources;

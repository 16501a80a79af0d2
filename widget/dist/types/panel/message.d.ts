import type { Row } from "../store/rows.js";
import type { PanelContext } from "./context.js";
import type { View } from "./keyed.js";
type MessageRow = Extract<Row, {
    kind: "message";
}>;
export declare function messageView(row: MessageRow, panel: PanelContext): View<MessageRow>;
export declare const authorName: (author: string, panel: PanelContext) => string;
export declare function typingView(author: string, panel: PanelContext): View<never>;
/** A reply while it is made; the message that follows takes its place. */
export declare function draftView(first: string, panel: PanelContext): View<{
    text: string;
}>;
export {};

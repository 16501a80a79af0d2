import type { Client } from "../core/client.js";
import type { Row } from "../store/rows.js";
import type { PanelContext } from "./context.js";
import type { View } from "./keyed.js";
/** The one place that knows how a rating is sent. */
export declare function sendRating(client: Client, stars: number, comment: string): Promise<"sent" | "missing">;
/** Not twice for a conversation, and not where nobody would hear it. */
export declare const asksForRating: ({ env, client, prefix }: PanelContext) => boolean;
export declare function ratingView(panel: PanelContext): View<Row>;

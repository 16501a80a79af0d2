import type { PageContext } from "../api/types";
export interface PageOptions {
    /** What is private beside `[data-usher-private]`. */
    privateSelector?: string;
    maxBytes?: number;
    /** What the host or the watcher says: any field of the context but `controls`; others are left out. */
    extra?: Record<string, unknown>;
}
/** What the contact has before them now. */
export declare function collectPage(options?: PageOptions): PageContext;

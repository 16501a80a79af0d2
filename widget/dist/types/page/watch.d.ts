import { type PageError, type PageEvent } from "../api/types";
export interface PageWatch {
    /** Oldest first. */
    recent(): {
        events: PageEvent[];
        errors: PageError[];
    };
    /** The host product announced something. */
    host(name: string): void;
    remove(): void;
}
/** Begins to watch; `remove` ends it and puts everything back. */
export declare function watchPage(privateSelector?: string): PageWatch;

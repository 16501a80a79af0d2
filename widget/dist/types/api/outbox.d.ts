import type { Env } from "../env.js";
import type { ClientFrame } from "./types.js";
export interface Waiting {
    frame: ClientFrame;
    /** Where it goes; null where its conversation has not begun. */
    conversation: string | null;
    /** When it was written, milliseconds since 1970; the order of sending. */
    at: number;
}
export interface Outbox {
    add(waiting: Waiting): void;
    remove(clientId: string): void;
    /** All in the order of writing. */
    all(): Waiting[];
    /** What waited for a conversation to begin now belongs to this one. */
    assign(conversation: string): void;
    /** The frame that a storage event of another tab is about. */
    read(key: string): Waiting | null;
}
export declare function createOutbox(env: Env, prefix: string): Outbox;

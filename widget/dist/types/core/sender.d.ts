import type { Line, LinkState } from "../api/line.js";
import type { Outbox } from "../api/outbox.js";
import { type Rest } from "../api/rest.js";
import type { Problem } from "../api/types.js";
import type { Env } from "../env.js";
import type { Action } from "../store/state.js";
export interface SenderOptions {
    env: Env;
    rest: Rest;
    outbox: Outbox;
    inbox: string;
    conversation(): string | null;
    line(): Line | null;
    begun(conversation: string): void;
    dispatch(action: Action): void;
}
export interface Sender {
    /** Sends the next one where nothing is under way. */
    push(): void;
    /** The server has it. */
    settled(clientId: string): void;
    refused(clientId: string, problem: Problem): void;
    /** The line is open, or no longer. */
    moved(link: LinkState): void;
    reset(): void;
    remove(): void;
}
export declare function createSender(options: SenderOptions): Sender;

import type { Env } from "../env.js";
import { ProblemError, type Rest } from "./rest.js";
import type { Tokens } from "./tokens.js";
import type { ClientFrame, ServerFrame } from "./types.js";
export type LinkState = "idle" | "connecting" | "open" | "waiting" | "refused";
export interface LineOptions {
    env: Env;
    server: string;
    conversation: string;
    rest: Rest;
    tokens: Tokens;
    after(): number;
    onFrame(frame: ServerFrame): void;
    /** `refused` comes with the reason and ends the line. */
    onState(state: LinkState, problem?: ProblemError): void;
}
export interface Line {
    /** False where it is not open. */
    send(frame: ClientFrame | {
        type: "typing";
    }): boolean;
    /** Drops what may be dead and connects at once. */
    reset(): void;
    remove(): void;
}
export declare function createLine(options: LineOptions): Line;

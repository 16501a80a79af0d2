import type { LogEvent } from "../api/types.js";
import type { Env } from "../env.js";
export interface KeepUpOptions {
    env: Env;
    server: string;
    prefix: string;
    token(): Promise<string | null>;
    unread(count: number): void;
    /** What this device did not have before. */
    onEvent(event: LogEvent): void;
}
export declare function keepUp({ env, server, prefix, token, unread, onEvent }: KeepUpOptions): () => void;

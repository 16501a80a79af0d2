import type { TokenSource } from "../api/tokens.js";
import type { PageContext } from "../api/types.js";
import type { Env } from "../env.js";
import type { InitOptions, UsherEvents } from "../public.js";
import type { Parts } from "./parts.js";
export interface RunningOptions {
    env: Env;
    parts: Parts;
    /** Where the script came from. */
    home: string;
    options: InitOptions;
    emit<K extends keyof UsherEvents>(event: K, detail: UsherEvents[K]): void;
}
export interface Running {
    identify(token: TokenSource | null): void;
    context(extra: Record<string, unknown>): void;
    track(name: string): void;
    open(): Promise<void>;
    close(): void;
    startGuide(id: string): Promise<boolean>;
    page(): Promise<PageContext | null>;
    remove(): void;
}
export declare function createRunning({ env, parts, home, options, emit }: RunningOptions): Running;

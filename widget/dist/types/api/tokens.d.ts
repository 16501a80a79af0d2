import type { Env } from "../env.js";
/** The host's token, or what gets a fresh one each time that one is needed. */
export type TokenSource = string | (() => string | Promise<string>);
export interface Tokens {
    get(): Promise<string>;
    /** The server refused it: the next `get` gets another. */
    forget(): void;
}
export declare function createTokens(env: Env, server: string, inbox: string, key: string, source: TokenSource | null): Tokens;

import type { Env } from "../env.js";
import type { Tokens } from "./tokens.js";
import type { Problem } from "./types.js";
export declare class ProblemError extends Error {
    readonly problem: Problem;
    constructor(problem: Problem);
}
export interface Rest {
    call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T>;
}
export declare function createRest(env: Env, server: string, tokens: Tokens): Rest;
export declare function request<T>(env: Env, server: string, method: string, path: string, body?: unknown, token?: string): Promise<T>;

// REST calls with the contact's token; a problem of the server becomes a ProblemError, no network a TypeError.

import type { Env } from "../env.js";
import type { Tokens } from "./tokens.js";
import type { Problem } from "./types.js";

export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail);
  }
}

export interface Rest {
  call<T>(method: "GET" | "POST", path: string, body?: unknown): Promise<T>;
}

export function createRest(env: Env, server: string, tokens: Tokens): Rest {
  return {
    call: <T>(method: "GET" | "POST", path: string, body?: unknown) =>
      withToken(tokens, (token) => request<T>(env, server, method, path, body, token)),
  };
}

/** Asks, and once more with another token where the first was refused. */
export async function withToken<T>(tokens: Tokens, ask: (token: string) => Promise<T>): Promise<T> {
  try {
    return await ask(await tokens.get());
  } catch (error) {
    if (!(error instanceof ProblemError) || error.problem.status !== 401) throw error;
    tokens.forget();
    return ask(await tokens.get());
  }
}

/** What an answer says; a problem is thrown. */
export function answered<T>(env: Env, status: number, text: string): T {
  let answer: unknown = null;
  try {
    answer = env.parse(text);
  } catch {
    // A proxy's page, or nothing.
  }
  if (status < 300 && answer !== null) return answer as T;
  throw new ProblemError({ type: "", title: "", detail: "", ...(answer as Partial<Problem> | null), status });
}

export async function request<T>(
  env: Env,
  server: string,
  method: string,
  path: string,
  body?: unknown,
  token?: string,
): Promise<T> {
  const response = await env.fetch(`${server}/v1/${path}`, {
    method,
    credentials: "omit",
    headers: {
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body !== undefined && { body: env.stringify(body) }),
  });
  return answered(env, response.status, await response.text());
}

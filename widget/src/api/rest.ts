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
    async call<T>(method: "GET" | "POST", path: string, body?: unknown) {
      try {
        return await request<T>(env, server, method, path, body, await tokens.get());
      } catch (error) {
        if (!(error instanceof ProblemError) || error.problem.status !== 401) throw error;
        tokens.forget();
        return request<T>(env, server, method, path, body, await tokens.get());
      }
    },
  };
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
  const text = await response.text();
  let answer: unknown = null;
  try {
    answer = env.parse(text);
  } catch {
    // A proxy's page, or nothing.
  }
  if (response.ok && answer !== null) return answer as T;
  const { status } = response;
  throw new ProblemError({ type: "", title: "", detail: "", ...(answer as Partial<Problem> | null), status });
}

// One way to call the server: the session's cookie goes along by itself, the CSRF token by header, and whatever is not
// well comes back as a ProblemError.

import type { Problem } from "./types.js";

export const BASE = "/v1/people";

/** A call that failed, with the server's words; `status` 0 where the server was not reached. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(problem.detail || problem.title);
  }
  /** The stable name: `taken`, `code-needed`, … */
  get slug(): string {
    return this.problem.type.replace(/^.*\//, "");
  }
  get status(): number {
    return this.problem.status;
  }
  /** Worth the same call again: nothing was decided. */
  get passing(): boolean {
    return this.status === 0 || this.status === 408 || this.status === 429 || this.status >= 500;
  }
}

export const UNREACHED: Problem = {
  type: "/problems/unreached",
  title: "The server cannot be reached",
  status: 0,
  detail: "Usher cannot be reached. Check your connection; what you wrote is kept here.",
};

let csrf = "";
let onSessionOver = () => {};

export const setCsrf = (token: string) => void (csrf = token);
export const csrfToken = () => csrf;
/** Called when any call finds that the session is over. */
export const whenSessionOver = (call: () => void) => void (onSessionOver = call);

type Method = "GET" | "POST" | "PUT" | "PATCH" | "DELETE";

function headers(method: Method, type: string | null): HeadersInit {
  return { ...(type && { "content-type": type }), ...(method !== "GET" && csrf && { "x-csrf-token": csrf }) };
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const problem = (await response.json()) as Partial<Problem>;
    if (typeof problem.type === "string") return { title: "", detail: "", ...problem, status: response.status } as Problem;
  } catch {
    // No JSON: something between us and the server answered.
  }
  const detail = `The answer had the status ${response.status} and no explanation. Try again in a moment.`;
  return { type: "/problems/internal", title: "Something failed", status: response.status, detail };
}

async function send(method: Method, path: string, body: BodyInit | null, type: string | null): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(BASE + path, { method, body, headers: headers(method, type), credentials: "same-origin" });
  } catch {
    throw new ProblemError(UNREACHED);
  }
  if (response.ok) return response;
  throw await failure(response);
}

/** What an answer that is not well says; everybody hears of a session that is over. */
export async function failure(response: Response): Promise<ProblemError> {
  const error = new ProblemError(await problemOf(response));
  if (error.slug === "session-missing") onSessionOver();
  return error;
}

export async function call<T>(method: Method, path: string, body?: unknown): Promise<T> {
  const json = body === undefined ? null : JSON.stringify(body);
  const response = await send(method, path, json, json === null ? null : "application/json");
  return (response.status === 204 ? undefined : await response.json()) as T;
}

/** Sends a file's bytes as they are. */
export async function upload<T>(path: string, file: Blob): Promise<T> {
  const response = await send("POST", path, file, file.type || "application/octet-stream");
  return (await response.json()) as T;
}

/** `?a=b` of what is set; empty strings are not. */
export function query(values: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(values))
    if (value !== undefined && value !== null && value !== "") search.set(key, `${value}`);
  const text = search.toString();
  return text && `?${text}`;
}

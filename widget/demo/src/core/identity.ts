// Tells the widget who is at the desk, as a host product's back end would: with a token that the server signs.

import type { Plan, Role } from "./types";

type Call = [method: string, ...rest: unknown[]];

let signedIn = "";

/** Signs a person in at the widget; nothing happens while it is the same one. */
export function signIn(name: string, role: Role, plan: Plan): void {
  const query = new URLSearchParams({ name, role, plan }).toString();
  if (query === signedIn) return;
  signedIn = query;
  const host = window as unknown as { UsherQueue?: { push(call: Call): unknown } };
  host.UsherQueue ??= [] as Call[];
  host.UsherQueue.push(["identify", () => token(query)]);
}

async function token(query: string): Promise<string> {
  const answer = await fetch(`/demo/session?${query}`);
  if (!answer.ok) throw new Error(`no session: ${answer.status}`);
  return ((await answer.json()) as { token: string }).token;
}

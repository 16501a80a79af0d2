// Who asks: the host's token for the person who is signed in, or a visitor's, kept on the device.

import type { Env } from "../env.js";
import { request } from "./rest.js";

/** The host's token, or what gets a fresh one each time that one is needed. */
export type TokenSource = string | (() => string | Promise<string>);

export interface Tokens {
  get(): Promise<string>;
  /** The server refused it: the next `get` gets another. */
  forget(): void;
}

export function createTokens(
  env: Env,
  server: string,
  inbox: string,
  key: string,
  source: TokenSource | null,
): Tokens {
  const kept = () => (source === null ? env.local.get(key) : typeof source === "string" ? source : null);
  const fetched = async () => {
    if (typeof source === "function") return source();
    if (typeof source === "string") return source;
    const { token } = await request<{ token: string }>(env, server, "POST", "visitors", { inbox });
    env.local.set(key, token);
    return token;
  };
  let current: Promise<string> | null = null;
  return {
    get() {
      if (current) return current;
      const known = kept();
      const getting = known ? Promise.resolve(known) : fetched();
      current = getting;
      getting.catch(() => {
        if (current === getting) current = null;
      });
      return getting;
    },
    forget() {
      current = null;
      if (source === null) env.local.set(key, null);
    },
  };
}

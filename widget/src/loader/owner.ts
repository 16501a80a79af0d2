// Whose data on this device is whose.

import type { TokenSource } from "../api/tokens.js";

export interface Identity {
  /** A short name of the token's `sub`, so that two people on one device never see each other's. */
  owner: string;
  source: TokenSource | null;
}

/** Asks the host's callback once where there is one: whose device it is must be known before anything is read. */
export async function identify(source: TokenSource | null): Promise<Identity> {
  if (source === null) return { owner: "v", source };
  if (typeof source === "string") return { owner: ownerOf(source), source };
  let first: string | null = await source();
  const owner = ownerOf(first);
  const next = () => {
    const token = first ?? source();
    first = null;
    return token;
  };
  return { owner, source: next };
}

function ownerOf(token: string): string {
  let who = token;
  try {
    const claims = token.split(".")[1]!.replace(/-/g, "+").replace(/_/g, "/");
    who = String((JSON.parse(atob(claims)) as { sub: unknown }).sub);
  } catch {
    // Not readable: each token is its own.
  }
  let hash = 0x811c9dc5;
  for (let at = 0; at < who.length; at++) hash = Math.imul(hash ^ who.charCodeAt(at), 0x01000193);
  return `c${(hash >>> 0).toString(36)}`;
}

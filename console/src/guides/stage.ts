// The demo product, where one is served beside the console, and how a guide comes into it: the widget there goes on with the
// guide that this tab was playing, and keeps it as widget/src/core/guides.ts says.

import type { Audience, WrittenGuide } from "../api/types.js";

const PRODUCT = "/tallybook/";
const PEOPLE = "/demo/people";
const SESSION = "/demo/session";

/** Who is at its desk. */
export interface Cast {
  role: string;
  plan: string;
}

export interface Stage extends Cast {
  inbox: string;
  /** Under which name the widget keeps what is theirs. */
  owner: string;
}

const ROLES = ["owner", "admin", "accountant", "member", "read-only"];
const PLANS = ["plus", "business", "free"];

/** Somebody whom the guide is for: an owner on Plus, as the product begins, where they may. */
export function castFor({ roles = [], plans = [] }: Partial<Audience> = {}): Cast {
  const first = (known: string[], allowed: string[]) => known.find((one) => allowed.includes(one)) ?? known[0]!;
  return { role: first(ROLES, roles), plan: first(PLANS, plans) };
}

/** Null where no demo product is served. */
export async function findStage({ role, plan }: Cast): Promise<Stage | null> {
  const { inbox } = (await json<{ inbox: string }>(PEOPLE)) ?? {};
  const { token } = (inbox && (await json<{ token: string }>(`${SESSION}?${new URLSearchParams({ name: "Content team", role, plan })}`))) || {};
  return inbox && token ? { inbox, role, plan, owner: ownerOf(token) } : null;
}

/** Anything but an answer in JSON says that there is none. */
async function json<T>(path: string): Promise<T | null> {
  try {
    const answer = await fetch(path);
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}

/** As widget/src/loader/owner.ts names whose data on a device is whose. */
export function ownerOf(token: string): string {
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

export const keyOf = ({ inbox, owner }: Pick<Stage, "inbox" | "owner">) => `usher.${inbox}.${owner}.guide`;

/** The widget looks for what was being played only where somebody has a conversation; this is nobody's. */
const markOf = ({ inbox }: Pick<Stage, "inbox">) => `usher.${inbox}.console.conversation`;

interface Surroundings {
  sessionStorage: Pick<Storage, "setItem" | "removeItem">;
  localStorage: Pick<Storage, "setItem">;
  open(url: string, target: string): { opener: unknown } | null;
}

/** Opens the product in a new tab, which begins with a copy of what this one keeps. */
export function play(guide: WrittenGuide, stage: Stage, { sessionStorage, localStorage, open }: Surroundings): "playing" | "blocked" | "refused" {
  const { id, title, summary, steps } = guide;
  try {
    localStorage.setItem(markOf(stage), "");
    sessionStorage.setItem(keyOf(stage), JSON.stringify({ guide: { id, title, summary, steps }, step: 0, at: Date.now() }));
  } catch {
    return "refused";
  }
  const opened = open(`${PRODUCT}?${new URLSearchParams({ role: stage.role, plan: stage.plan })}`, "_blank");
  sessionStorage.removeItem(keyOf(stage));
  if (!opened) return "blocked";
  // It is a page like any other: it has no business with this one.
  opened.opener = null;
  return "playing";
}

// How often help may be offered unasked: seldom, never twice the same, and not to who does not want it. It is kept on
// the device, so that a page load or another tab is no second chance.

import type { Env } from "../env.js";
import type { KeptHints } from "../kept.js";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
export const BETWEEN = 10 * MINUTE;
export const A_DAY = 3;
/** Refused so often in a row, no hint is offered for so long. */
export const REFUSALS = 2;
export const QUIET = 7 * DAY;

export interface Caps {
  /** Whether this one may be offered now. */
  allows(id: string): boolean;
  offered(id: string): void;
  ended(taken: boolean): void;
}

export function createCaps({ local, now, parse, stringify }: Pick<Env, "local" | "now" | "parse" | "stringify">, key: string): Caps {
  function read(): KeptHints {
    const none: KeptHints = { ids: [], at: [], refused: 0, until: 0 };
    try {
      return { ...none, ...(parse(local.get(key) ?? "null") as KeptHints | null) };
    } catch {
      return none;
    }
  }
  const change = (by: (kept: KeptHints) => Partial<KeptHints>) => {
    const kept = read();
    local.set(key, stringify({ ...kept, ...by(kept) }));
  };
  return {
    allows(id) {
      const { ids, at, until } = read();
      const ago = (time: number) => now() - time;
      return !ids.includes(id) && now() >= until && at.every((t) => ago(t) >= BETWEEN) && at.filter((t) => ago(t) < DAY).length < A_DAY;
    },
    offered: (id) => change(({ ids, at }) => ({ ids: [...ids, id], at: [...at, now()].slice(-A_DAY) })),
    ended: (taken) =>
      change(({ refused, until }) => {
        const count = taken ? 0 : refused + 1;
        return count < REFUSALS ? { refused: count } : { refused: 0, until: Math.max(until, now() + QUIET) };
      }),
  };
}

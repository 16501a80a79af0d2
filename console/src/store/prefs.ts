// What a person chose for this browser: looks, sound, notifications, quiet hours.

import { effect, signal, type Signal } from "@preact/signals";
import type { Env } from "../live/env.js";

export type Theme = "system" | "light" | "dark";

export interface Prefs {
  theme: Signal<Theme>;
  sound: Signal<boolean>;
  notifications: Signal<boolean>;
  /** `["22:00", "07:00"]` in local time; null where there are none. */
  quiet: Signal<[string, string] | null>;
  contactPanel: Signal<boolean>;
  /** Whether notifications were offered; never twice. */
  asked: Signal<boolean>;
}

const KEY = "usher.console.prefs";

export function createPrefs({ local }: Env): Prefs {
  const kept = read(local.get(KEY));
  const prefs: Prefs = {
    theme: signal(kept.theme ?? "system"),
    sound: signal(kept.sound ?? true),
    notifications: signal(kept.notifications ?? false),
    quiet: signal(kept.quiet ?? null),
    contactPanel: signal(kept.contactPanel ?? true),
    asked: signal(kept.asked ?? false),
  };
  effect(() => {
    const values = Object.fromEntries(Object.entries(prefs).map(([name, one]) => [name, (one as Signal<unknown>).value]));
    local.set(KEY, JSON.stringify(values));
  });
  return prefs;
}

type Kept = { [Name in keyof Prefs]?: Prefs[Name] extends Signal<infer Value> ? Value : never };

function read(text: string | null): Kept {
  try {
    return JSON.parse(text ?? "{}") as Kept;
  } catch {
    return {};
  }
}

/** True within the hours, which may go over midnight. */
export function isQuiet(quiet: [string, string] | null, now: Date): boolean {
  if (!quiet) return false;
  const [from, to] = quiet;
  const at = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
  return from <= to ? at >= from && at < to : at >= from || at < to;
}

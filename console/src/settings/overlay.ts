// What differs from usher.toml: absent is as the file has it.

import type { InboxSettings, Settings } from "../api/types.js";

export type Name = keyof Settings;

/** What counts: what is set, else what the file says. */
export const valueOf = <N extends Name>({ settings, defaults }: Pick<InboxSettings, "settings" | "defaults">, name: N) =>
  settings[name] ?? defaults[name];

/** With `value` set; empty words, or what the file says anyway, set nothing. */
export function withValue<N extends Name>(settings: Settings, defaults: Settings, name: N, value: Settings[N] | null): Settings {
  const { [name]: _, ...rest } = settings;
  const same = JSON.stringify(value) === JSON.stringify(defaults[name]);
  const empty = value === null || value === undefined || (typeof value === "string" && !value.trim());
  return same || empty ? (rest as Settings) : { ...settings, [name]: value };
}

export const differs = (one: Settings, other: Settings) => sorted(one) !== sorted(other);
const sorted = (settings: Settings) => JSON.stringify(Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1)));

/** What is written on a colour so that it can be read (WCAG 2.2, 1.4.3): white where it suffices, else near black. */
export function inkOn(color: string): string | null {
  const hex = /^#([0-9a-f]{3}|[0-9a-f]{6})$/i.exec(color)?.[1];
  if (!hex) return null;
  const full = hex.length === 3 ? [...hex].map((digit) => digit + digit).join("") : hex;
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((at) => light(parseInt(full.slice(at, at + 2), 16) / 255));
  const luminance = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return 1.05 / (luminance + 0.05) >= 4.5 ? "#ffffff" : "#111111";
}

const light = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);

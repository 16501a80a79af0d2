// What may be attached, asked before a byte is sent; the server looks at the bytes themselves and has the last word.

import type { FileLimits } from "../api/types.js";

/** The most that go with one message. */
export const MOST_FILES = 5;

/** Systems do not agree on the types of these, or know none; the server calls them so. */
const BY_ENDING: Record<string, string> = {
  csv: "text/csv",
  json: "application/json",
  log: "text/plain",
  md: "text/plain",
  txt: "text/plain",
  zip: "application/zip",
};

export type Refusal = "large" | "type" | "many";

export const typeOf = ({ name, type }: Pick<File, "name" | "type">): string =>
  BY_ENDING[/[^.]*$/.exec(name.toLowerCase())![0]] ?? type;

/** Why a file may not be attached to what already has `count`; null where it may. */
export function refusal(file: Pick<File, "name" | "type" | "size">, limits: FileLimits, count: number): Refusal | null {
  if (!limits.media_types.includes(typeOf(file))) return "type";
  if (file.size > limits.max_bytes) return "large";
  return count >= MOST_FILES ? "many" : null;
}

/** For a file input: the types, and the endings of those that systems do not know. */
export function accepted({ media_types }: FileLimits): string {
  const endings = Object.keys(BY_ENDING).filter((ending) => media_types.includes(BY_ENDING[ending]!));
  return [...media_types, ...endings.map((ending) => `.${ending}`)].join();
}

/** `PNG, JPEG, TXT`, as people call them. */
export const kinds = ({ media_types }: FileLimits): string =>
  media_types.map((type) => type.replace(/.*\//, "").replace("plain", "txt").toUpperCase()).join(", ");

/** `1.2 MB` in the contact's language. */
export function sizeOf(bytes: number, language: string): string {
  const [unit, by, digits] = bytes < 2 ** 20 ? (["kilobyte", 2 ** 10, 0] as const) : (["megabyte", 2 ** 20, 1] as const);
  const format = new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: digits });
  return format.format(Math.max(1, bytes / by));
}

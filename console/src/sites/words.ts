// Sites in words: how often they are read, what came of it, and what people type for an address.

import type { Site, SiteResult } from "../api/types.js";
import { count } from "../store/numbers.js";
import { listed } from "../store/words.js";

export const DAY = 24;
export const WEEK = 7 * DAY;

export function scheduleWords(hours: number | null): string {
  if (hours === null) return "Only when somebody asks";
  if (hours === 1) return "Every hour";
  if (hours === DAY) return "Every day";
  if (hours === WEEK) return "Every week";
  return hours % DAY === 0 ? `Every ${hours / DAY} days` : `Every ${count(hours)} hours`;
}

/** What it is at, or what became of it last. */
export function standing({ state, last, problem }: Pick<Site, "state" | "last" | "problem">): { words: string; tone: string } {
  if (state === "reading") return { words: "Reading", tone: "blue" };
  if (state === "waiting") return { words: "Waiting for its turn", tone: "grey" };
  if (problem) return { words: "Not read", tone: "bad" };
  if (!last) return { words: "Never read", tone: "grey" };
  return last.stopped ? { words: "Read in part", tone: "warn" } : { words: "Read", tone: "green" };
}

const many = (n: number, one: string, more: string) => (n === 1 ? `1 ${one}` : `${count(n)} ${more}`);

/** `3 articles are new or changed and 41 as they were; 2 pages have vanished, and their articles stay for now`. */
export function resultWords({ changed, unchanged, vanished, retired }: SiteResult): string {
  const articles = [
    changed > 0 && `${many(changed, "article is", "articles are")} new or changed`,
    unchanged > 0 && `${changed > 0 ? count(unchanged) : many(unchanged, "article is", "articles are")} as ${unchanged === 1 ? "it was" : "they were"}`,
  ].filter((words) => words !== false);
  const gone = [
    vanished > 0 &&
      `${many(vanished, "page has", "pages have")} vanished, and ${vanished === 1 ? "its article stays" : "their articles stay"} for now`,
    retired > 0 && `${many(retired, "article was", "articles were")} taken away, since ${retired === 1 ? "its page" : "their pages"} stayed away`,
  ].filter((words) => words !== false);
  return [listed(articles) || "Nothing was found to read", ...gone].join("; ");
}

/** Which of its pages are wanted; nothing where all are. */
export function scopeWords({ prefix, within, without }: Pick<Site, "prefix" | "within" | "without">): string[] {
  return [
    ...(prefix ? [`paths that begin with ${prefix}`] : []),
    ...(within.length > 0 ? [`like ${listed(within)}`] : []),
    ...(without.length > 0 ? [`not like ${listed(without)}`] : []),
  ];
}

/** People leave `https://` out. */
export const addressOf = (typed: string) => {
  const text = typed.trim();
  return !text || /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
};

// Where the console is: everything after `#`, so that the server has one page and no link ever tells it more.
// `#/inbox/mine/<conversation>?topic=billing` is a place; `#welcome=<token>` is an invitation.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import { VIEWS } from "../store/views.js";
import type { Filters, View } from "../api/types.js";

export type PageName =
  | "inbox"
  | "search"
  | "live"
  | "contact"
  | "team"
  | "queues"
  | "canned"
  | "figures"
  | "audit"
  | "settings"
  | "knows"
  | "playground"
  | "left"
  | "articles"
  | "guides"
  | "uploads"
  | "gaps"
  | "intents"
  | "sites"
  | "suites"
  | "runs"
  | "budget"
  | "replay"
  | "you"
  | "help"
  | "unknown";

export interface Place {
  page: PageName;
  view: View;
  /** The conversation that is open, the contact on the contact's page, the canned reply, the article, the guide, the upload, the
   * intent, the suite or the run. */
  id: string | null;
  query: Record<string, string>;
}

const hash = signal(location.hash);
window.addEventListener("hashchange", () => void (hash.value = location.hash));

export const place: ReadonlySignal<Place> = computed(() => parse(hash.value));
export const invitation = () => /^#welcome=(.+)$/.exec(location.hash)?.[1] ?? null;

const FILTERS = ["inbox", "queue", "assignee", "topic", "rating", "outcome", "from", "to"] as const;

export function filtersOf({ query }: Place): Filters {
  const given = FILTERS.flatMap((name) => (query[name] ? [[name, query[name]] as const] : []));
  return Object.fromEntries(given) as Filters;
}

export function parse(text: string): Place {
  const [path = "", search = ""] = text.replace(/^#\/?/, "").split("?");
  const [page, first, second] = path.split("/").map(decode);
  const query = Object.fromEntries(new URLSearchParams(search));
  const at = (name: PageName, id: string | undefined, view: View = "all"): Place => ({ page: name, view, id: id || null, query });
  switch (page) {
    case "":
    case undefined:
      return at("inbox", undefined, "mine");
    case "inbox":
      return isView(first) ? at("inbox", second, first) : at("unknown", undefined);
    case "search":
    case "live":
    case "canned":
    case "articles":
    case "guides":
    case "uploads":
    case "intents":
    case "suites":
      return at(page, first);
    case "contacts":
      return first ? at("contact", first) : at("unknown", undefined);
    case "runs":
      return first ? at("runs", first) : at("unknown", undefined);
    case "team":
    case "queues":
    case "figures":
    case "audit":
    case "settings":
    case "knows":
    case "playground":
    case "left":
    case "gaps":
    case "sites":
    case "budget":
    case "replay":
    case "you":
    case "help":
      return at(page, undefined);
    default:
      return at("unknown", undefined);
  }
}

const isView = (text: string | undefined): text is View => text === "all" || VIEWS.some(({ view }) => view === text);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function href(to: Partial<Place> & { page: PageName }): string {
  const query = new URLSearchParams(to.query ?? {}).toString();
  const id = to.id ? `/${encodeURIComponent(to.id)}` : "";
  const path =
    to.page === "inbox" ? `inbox/${to.view ?? "mine"}${id}` : to.page === "contact" ? `contacts${id}` : `${to.page}${id}`;
  return `#/${path}${query && `?${query}`}`;
}

/** An article with what was quoted of it; in that very version, where it is known. */
export const hrefOfQuote = (article: string, quote: string, version?: number) =>
  href({ page: "articles", id: article, query: { ...(version !== undefined && { version: `${version}` }), quote } });

/** Goes there; `replace` leaves no step to go back to. */
export function go(to: Partial<Place> & { page: PageName }, replace = false): void {
  const target = href(to);
  if (target === location.hash) return;
  if (replace) history.replaceState(null, "", target);
  else history.pushState(null, "", target);
  hash.value = target;
}

const WITH_CONVERSATIONS: PageName[] = ["inbox", "search", "live"];

/** The conversation that the address names, whether it is drawn yet or not. */
export function openConversation(): string | null {
  const { page, id } = place.peek();
  return WITH_CONVERSATIONS.includes(page) ? id : null;
}

/** The same place with another conversation open, or none. */
export const openHere = (id: string | null, replace = false) => {
  const { page, view, query } = place.peek();
  if (WITH_CONVERSATIONS.includes(page)) go({ page, view, query, id }, replace);
  else go({ page: "inbox", view: "all", id: id ?? null }, replace);
};
window.addEventListener("popstate", () => void (hash.value = location.hash));

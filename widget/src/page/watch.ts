// The last few things that happened: where the contact went, which controls they clicked, which errors came. No keys.

import { HOST_TAG, type PageError, type PageEvent } from "../api/types";
import { routeNow } from "./route";
import { masked } from "./mask";

const KEPT = 20;
const CONTROL = "a[href],button,summary,label,input,select,textarea,[role]";

export interface PageWatch {
  /** Oldest first. */
  recent(): { events: PageEvent[]; errors: PageError[] };
  /** Where the contact is, as far as it was told. */
  route(): string;
  /** The host product announced something. */
  host(name: string): void;
  /** Who is told as it happens, also of what is not kept: the control itself, an error that is there already. */
  on(listener: PageListener | null): void;
  remove(): void;
}

export interface PageListener {
  click(control: Element): void;
  error(words: string): void;
  moved(route: string): void;
}

/** Begins to watch; `remove` ends it and puts everything back. */
export function watchPage(privateSelector = "[data-usher-private]"): PageWatch {
  const events: PageEvent[] = [];
  const errors: PageError[] = [];
  const undo = new AbortController();
  let told: PageListener | null = null;
  const listen = { capture: true, passive: true, signal: undo.signal };
  const at = (): string => new Date().toISOString();
  const keep = <T>(list: T[], item: T): void => {
    list.push(item);
    if (list.length > KEPT) list.shift();
  };
  const happened = (kind: PageEvent["kind"], text: string): void => keep(events, { kind, text: masked(text), at: at() });
  const failed = (text: string): void => {
    const code = /\b[A-Z]{2,6}-\d{2,5}\b/.exec(text)?.[0];
    if (text && errors.at(-1)?.text !== masked(text)) keep(errors, { ...(code ? { code } : {}), text: masked(text), at: at() });
  };

  let route = routeNow();
  const moved = (): void => {
    if (route === (route = routeNow())) return;
    happened("navigation", route);
    told?.moved(route);
  };
  const unpatch = (["pushState", "replaceState"] as const).map((key) => patched(key, moved));
  addEventListener("popstate", moved, listen);
  addEventListener("hashchange", moved, listen);

  const clicked = (event: Event): void => {
    const path = event.composedPath().filter((at): at is Element => at instanceof Element);
    if (path.some((at) => at.matches(privateSelector) || at.localName === HOST_TAG)) return;
    const control = path.find((at) => at.matches(CONTROL));
    if (control) told?.click(control);
    const name = control?.querySelector(privateSelector) ? "" : nameOf(control);
    if (name) happened("click", name);
  };
  addEventListener("click", clicked, listen);
  addEventListener("error", (event) => event instanceof ErrorEvent && failed(event.message), listen);
  const reason = (e: PromiseRejectionEvent): string => String((e.reason as Error)?.message ?? e.reason);
  addEventListener("unhandledrejection", (event) => failed(reason(event)), listen);

  const alerts = new MutationObserver((changes) => {
    for (const alert of alertsIn(changes)) {
      const text = (!alert.closest(privateSelector) && alert.textContent?.trim()) || "";
      failed(text);
      // What fails without a word says nothing to the contact, and is no reason to speak to them.
      if (text) told?.error(masked(text));
    }
  });
  alerts.observe(document, { childList: true, subtree: true, characterData: true });

  return {
    recent: () => ({ events: [...events], errors: [...errors] }),
    route: () => route,
    host: (name) => happened("host", name),
    on: (listener) => void (told = listener),
    remove() {
      undo.abort();
      alerts.disconnect();
      for (const back of unpatch) back();
    },
  };
}

/** A short name for what was clicked: this loads on every page, and the full computation of names does not. */
function nameOf(el: Element | undefined): string {
  if (!el) return "";
  const label = (el as HTMLInputElement).labels?.[0];
  // The words in a field are the contact's own; those on a button are the page's.
  const own = /^(input|select|textarea)$/.test(el.localName) ? "" : (el as HTMLElement).innerText;
  const name = el.getAttribute("aria-label") || label?.innerText || own || el.getAttribute("title") || "";
  return name.replace(/\s+/g, " ").trim().slice(0, 100);
}

function alertsIn(changes: MutationRecord[]): Set<Element> {
  const found = new Set<Element>();
  for (const { target, addedNodes } of changes) {
    const around = (target instanceof Element ? target : target.parentElement)?.closest("[role=alert]");
    if (around) found.add(around);
    for (const node of addedNodes)
      if (node instanceof Element) {
        if (node.matches("[role=alert]")) found.add(node);
        for (const alert of node.querySelectorAll("[role=alert]")) found.add(alert);
      }
  }
  return found;
}

/** Calls `after` whenever the host calls `history[key]`; the function returned undoes that. */
function patched(key: "pushState" | "replaceState", after: () => void): () => void {
  const original = history[key];
  const own = Object.hasOwn(history, key);
  let on = true;
  const ours: History["pushState"] = function (this: History, ...args) {
    original.apply(this, args);
    if (on) after();
  };
  history[key] = ours;
  return () => {
    on = false;
    // Somebody else may have wrapped ours since: then it stays, and only passes on.
    if (history[key] !== ours) return;
    if (own) history[key] = original;
    else delete (history as Partial<History>)[key];
  };
}

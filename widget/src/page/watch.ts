// The last few things that happened: where the contact went, which controls they clicked, which errors came. No keys.

import type { PageError, PageEvent } from "../api/types";
import { parentOf, routeNow } from "./dom";
import { masked } from "./mask";
import { nameOf } from "./name";
import { ACTED_ON, roleOf } from "./role";

const KEPT = 20;

export interface PageWatch {
  /** Oldest first. */
  recent(): { events: PageEvent[]; errors: PageError[] };
  /** The host product announced something. */
  host(name: string): void;
  remove(): void;
}

/** Begins to watch; `remove` ends it and puts everything back. */
export function watchPage(privateSelector = "[data-usher-private]"): PageWatch {
  const events: PageEvent[] = [];
  const errors: PageError[] = [];
  const undo = new AbortController();
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
    if (route !== (route = routeNow())) happened("navigation", route);
  };
  const unpatch = (["pushState", "replaceState"] as const).map((key) => patched(key, moved));
  addEventListener("popstate", moved, listen);
  addEventListener("hashchange", moved, listen);

  const clicked = (event: Event): void => {
    let el = event.composedPath()[0] as Element | null;
    if (!(el instanceof Element) || closest(el, privateSelector)) return;
    while (el && !ACTED_ON.test(roleOf(el))) el = parentOf(el);
    const name = el && nameOf(el, roleOf(el));
    if (name) happened("click", name);
  };
  addEventListener("click", clicked, listen);
  addEventListener("error", (event) => event instanceof ErrorEvent && failed(event.message), listen);
  const reason = (e: PromiseRejectionEvent): string => String((e.reason as Error)?.message ?? e.reason);
  addEventListener("unhandledrejection", (event) => failed(reason(event)), listen);

  const alerts = new MutationObserver((changes) => {
    for (const alert of alertsIn(changes)) if (!closest(alert, privateSelector)) failed(alert.textContent?.trim() ?? "");
  });
  alerts.observe(document, { childList: true, subtree: true, characterData: true });

  return {
    recent: () => ({ events: [...events], errors: [...errors] }),
    host: (name) => happened("host", name),
    remove() {
      undo.abort();
      alerts.disconnect();
      for (const back of unpatch) back();
    },
  };
}

function closest(el: Element, selector: string): boolean {
  for (let at: Element | null = el; at; at = parentOf(at)) if (at.matches(selector)) return true;
  return false;
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

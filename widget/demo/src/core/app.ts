// What every page is given.

import { refusal, type Feature, type Task } from "./access";
import type { Child } from "./dom";
import { announce } from "./events";
import type { Store } from "./store";
import type { State } from "./types";

export interface View {
  /** The `h1` and the start of the document's title. */
  title: string;
  lead?: Child;
  actions?: Child;
  body: Child;
  /** `bare` is a page outside the product's own menu. */
  frame?: "settings" | "bare";
}

export type Page = (app: App, params: Record<string, string>) => View;

export interface Navigation {
  readonly path: string;
  readonly query: URLSearchParams;
  href(path: string): string;
  go(path: string): void;
  /** Draws the page anew; the focus stays where it was. */
  refresh(): void;
  /** Leaves by a full page load, as to another site. */
  leave(path: string): void;
}

export interface App {
  readonly state: State;
  readonly nav: Navigation;
  /** Edits, keeps and draws anew. */
  change(edit: (state: State) => void): void;
  /** Edits and keeps; the page stays as it is drawn. */
  keep(edit: (state: State) => void): void;
  startOver(): void;
  /** Says a short sentence in the status region and shows it. */
  say(text: string): void;
  announce(event: string, detail?: Record<string, unknown>): void;
  refusal(task: Task | undefined, feature?: Feature): string | undefined;
  /** What a page remembers until another page opens. */
  local<T extends object>(init: () => T): T;
  /** `build()` after `ms` the first time in this page load, then at once. */
  slow(what: string, ms: number, build: () => Child): HTMLElement;
}

export interface Parts {
  store: Store;
  nav: Navigation;
  say: App["say"];
  slow: App["slow"];
}

export function makeApp({ store, nav, say, slow }: Parts): App & { forget(): void } {
  let local: object | undefined;
  return {
    get state() {
      return store.state;
    },
    nav,
    change(edit) {
      store.change(edit);
      nav.refresh();
    },
    keep: store.change,
    startOver() {
      store.startOver();
      nav.go("/dashboard");
    },
    say,
    announce,
    refusal: (task, feature) => refusal(store.state, task, feature),
    local<T extends object>(init: () => T): T {
      local ??= init();
      return local as T;
    },
    slow,
    forget() {
      local = undefined;
    },
  };
}

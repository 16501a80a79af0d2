// One list on the screen: what the server gave of a view so far, kept true by every row that changes.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Filters, Row, Sort, View } from "../api/types.js";
import type { RowPage } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { Rows } from "./rows.js";
import { compare, inView, matches } from "./views.js";

/** After a break so many rows are read again at most; further ones when they are scrolled to. */
const MOST_AGAIN = 500;

export interface ListOptions {
  view: View;
  filters: Filters;
  sort: Sort;
  me: string;
  rows: Rows;
  now(): number;
  fetch(before: string | null): Promise<RowPage>;
  /** Collects changes into one sorting; the next frame in a browser. */
  soon(call: () => void): void;
}

export interface List {
  view: View;
  ids: ReadonlySignal<string[]>;
  loading: ReadonlySignal<boolean>;
  /** True once the first page is there. */
  ready: ReadonlySignal<boolean>;
  problem: ReadonlySignal<string | null>;
  /** There is more on the server. */
  more: ReadonlySignal<boolean>;
  /** The next page, where there is one and none is coming. */
  load(): Promise<void>;
  /** Anew from the first page; what is shown stays until it is there. */
  refresh(): Promise<void>;
  /** Into the list though its row does not say so: mentions. */
  include(id: string): void;
  exclude(id: string): void;
  remove(): void;
}

export function createList({ view, filters, sort, me, rows, now, fetch, soon }: ListOptions): List {
  const ids = signal<string[]>([]);
  const loading = signal(false);
  const ready = signal(false);
  const problem = signal<string | null>(null);
  const more = signal(true);
  const members = new Set<string>();
  let next: string | null = null;
  let waiting = false;
  let generation = 0;

  const belongs = (row: Row) => (view === "mentions" ? members.has(row.id) : inView(row, view, me)) && matches(row, filters);

  function sortAgain() {
    waiting = false;
    const known = [...members].map((id) => rows.get(id)).filter((row) => row !== undefined);
    const sorted = known.sort(compare(sort, now())).map((row) => row.id);
    const same = sorted.length === ids.peek().length && sorted.every((id, at) => id === ids.peek()[at]);
    if (!same) ids.value = sorted;
  }

  function changed(id: string) {
    const row = rows.get(id);
    const wanted = row !== undefined && belongs(row);
    if (!wanted && !members.has(id)) return;
    if (wanted) members.add(id);
    else members.delete(id);
    if (waiting) return;
    waiting = true;
    soon(sortAgain);
  }
  const stop = rows.onChange(changed);

  /** Pages from there on until there are so many rows, put in at once: nobody's place in the list jumps. */
  async function read(before: string | null, atLeast: number) {
    const mine = ++generation;
    loading.value = true;
    try {
      const found: Row[] = [];
      let from = before;
      do {
        const page = await fetch(from);
        if (mine !== generation) return;
        found.push(...page.conversations);
        from = page.next;
      } while (from !== null && found.length < atLeast);
      // The server's word on what belongs here counts, until a row changes.
      for (const row of found) rows.put(row);
      if (before === null) members.clear();
      for (const { id } of found) members.add(id);
      next = from;
      more.value = from !== null;
      problem.value = null;
      ready.value = true;
      sortAgain();
    } catch (error) {
      if (mine === generation) problem.value = inWords(error);
    } finally {
      if (mine === generation) loading.value = false;
    }
  }

  return {
    view,
    ids,
    loading,
    ready,
    problem,
    more,
    load: async () => (loading.peek() || !more.peek() || !ready.peek() ? undefined : read(next, 0)),
    refresh: () => read(null, Math.min(ids.peek().length, MOST_AGAIN)),
    include(id) {
      members.add(id);
      changed(id);
    },
    exclude(id) {
      if (members.delete(id)) sortAgain();
    },
    remove() {
      generation++;
      stop();
    },
  };
}

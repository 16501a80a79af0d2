// A list that comes in pages: more at its end, and read again from its beginning when something changed.

import { useEffect, useRef, useState } from "preact/hooks";
import { inWords } from "../api/problem.js";

export interface Paged<T, A> {
  /** null until the first page is there. */
  items: T[] | null;
  /** The latest first page whole, for what it says beside its items. */
  first: A | null;
  next: string | null;
  busy: boolean;
  problem: string | null;
  more: () => void;
  again: () => void;
}

interface Asked<T, A> {
  read: (after: string | null) => Promise<A & { next: string | null }>;
  items: (page: A) => T[];
  key: (item: T) => string;
}

/** `deps` make another list of it; `changed` the same one, read again. */
export function usePaged<T, A>({ read, items, key }: Asked<T, A>, deps: readonly unknown[], changed?: unknown): Paged<T, A> {
  const [state, setState] = useState<Omit<Paged<T, A>, "more" | "again">>({
    items: null,
    first: null,
    next: null,
    busy: true,
    problem: null,
  });
  const asked = useRef(0);

  function ask(after: string | null, keep: boolean) {
    const mine = ++asked.current;
    setState((was) => ({ ...was, busy: true, problem: null }));
    read(after).then(
      (page) => {
        if (mine !== asked.current) return;
        const fresh = items(page);
        setState((was) => {
          const before = was.items ?? [];
          if (after !== null) return { ...was, items: [...before, ...fresh], next: page.next, busy: false };
          // What was shown beyond the first page stays shown; its place in the list may have moved.
          const seen = new Set(fresh.map(key));
          const rest = keep && page.next !== null ? before.slice(fresh.length).filter((one) => !seen.has(key(one))) : [];
          return {
            items: [...fresh, ...rest],
            first: page,
            next: rest.length > 0 ? was.next : page.next,
            busy: false,
            problem: null,
          };
        });
      },
      (error: unknown) => mine === asked.current && setState((was) => ({ ...was, busy: false, problem: inWords(error) })),
    );
  }

  const list = useRef(changed);
  useEffect(() => {
    list.current = changed;
    ask(null, false);
    return () => void asked.current++;
  }, deps);
  useEffect(() => {
    if (list.current === changed) return;
    list.current = changed;
    ask(null, true);
  }, [changed]);
  return { ...state, more: () => state.next !== null && !state.busy && ask(state.next, true), again: () => ask(null, true) };
}

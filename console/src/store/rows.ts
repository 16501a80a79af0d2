// Every row that is known, each a signal of its own, so that one that changes draws one line of the list.

import { signal, type Signal } from "@preact/signals";
import type { Row } from "../api/types.js";

export interface Rows {
  get(id: string): Row | undefined;
  signal(id: string): Signal<Row> | undefined;
  /** What is older than what is known is left out: answers and frames overtake each other. */
  put(row: Row): void;
  remove(id: string): void;
  onChange(listener: (id: string) => void): () => void;
}

export function createRows(): Rows {
  const rows = new Map<string, Signal<Row>>();
  const listeners = new Set<(id: string) => void>();
  const tell = (id: string) => listeners.forEach((listener) => listener(id));
  const older = (row: Row, known: Row) =>
    row.last_seq < known.last_seq || (row.last_seq === known.last_seq && row.updated_at < known.updated_at);
  return {
    get: (id) => rows.get(id)?.peek(),
    signal: (id) => rows.get(id),
    put(row) {
      const known = rows.get(row.id);
      if (known && older(row, known.peek())) return;
      if (known) known.value = row;
      else rows.set(row.id, signal(row));
      tell(row.id);
    },
    remove(id) {
      if (rows.delete(id)) tell(id);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

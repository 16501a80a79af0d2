// What rings for this person: offered to them, or open to everybody. An offer ends with the row that says otherwise.

import { computed, signal, type ReadonlySignal } from "@preact/signals";
import type { Person, Row } from "../api/types.js";
import type { Rows } from "./rows.js";
import { isOfferedTo, isOpenToAll } from "./views.js";

export interface Offers {
  /** One's own first, then the most pressing. */
  ringing: ReadonlySignal<Row[]>;
  add(row: Row): void;
  remove(): void;
}

/** One's own first, for it runs out; then what presses most. */
const order = (a: Row, b: Row) => Number(b.stage === "assigned") - Number(a.stage === "assigned") || b.priority - a.priority;

export function createOffers(rows: Rows, me: ReadonlySignal<Person>): Offers {
  const offered = signal<string[]>([]);
  const version = signal(0);
  const rings = (row: Row | undefined): row is Row => row !== undefined && (isOfferedTo(row, me.value.id) || isOpenToAll(row));
  const stop = rows.onChange((id) => {
    if (offered.peek().includes(id)) version.value++;
  });
  return {
    ringing: computed(() => {
      void version.value;
      return offered.value
        .map((id) => rows.get(id))
        .filter(rings)
        .sort(order);
    }),
    add(row) {
      rows.put(row);
      // What is long over is let go with the next that comes.
      offered.value = [...offered.peek().filter((id) => id !== row.id && rings(rows.get(id))), row.id];
    },
    remove: stop,
  };
}

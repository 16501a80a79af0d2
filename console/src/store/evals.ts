// What goes on among suites and runs, wherever one looks meanwhile: the latest word on each run, and that something changed.

import { signal, type ReadonlySignal } from "@preact/signals";
import type { Run } from "../api/types.js";

export interface Evals {
  /** The latest word on each run of this session. */
  runs: ReadonlySignal<ReadonlyMap<string, Run>>;
  /** Goes up whenever suites, the budget or the list of runs changed: look again. */
  changed: ReadonlySignal<number>;
  took(run: Run): void;
  change(): void;
}

export const isUnderWay = ({ state }: Pick<Run, "state">) => state === "queued" || state === "running";

export function createEvals(): Evals {
  const runs = signal<ReadonlyMap<string, Run>>(new Map());
  const changed = signal(0);
  const change = () => void changed.value++;
  return {
    runs,
    changed,
    change,
    took(run) {
      const before = runs.peek().get(run.id);
      // What was on its way when the run ended is older than its end.
      if (before && !isUnderWay(before) && isUnderWay(run)) return;
      runs.value = new Map([...runs.peek(), [run.id, run]]);
      if (!before || isUnderWay(before) !== isUnderWay(run)) change();
    },
  };
}

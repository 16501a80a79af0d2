// A run as it goes on: what the socket says of it, and every two seconds what the server says where the socket is silent.

import { useEffect, useRef } from "preact/hooks";
import { runs } from "../api/evals.js";
import type { RunDetail } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { isUnderWay } from "../store/evals.js";
import { useLoad } from "../ui/load.js";

const POLL = 2000;

export interface FollowedRun {
  run: RunDetail | null;
  problem: string | null;
  again: () => void;
}

/** `id` null: none is followed. */
export function useRun(id: string | null): FollowedRun {
  const { evals } = useDesk();
  const told = id ? evals.runs.value.get(id) : undefined;
  const ended = told !== undefined && !isUnderWay(told);
  // What was found is read once more when the run has ended.
  const { value, problem, again } = useLoad(() => (id ? runs.get(id) : Promise.resolve(null)), [id, ended]);
  const read = value?.id === id ? value : null;
  const run = read && told && isUnderWay(read) ? { ...read, ...told } : read;
  const busy = run !== null && isUnderWay(run);

  const heard = useRef(0);
  useEffect(() => void (heard.current = Date.now()), [told]);
  useEffect(() => {
    if (!busy) return;
    const timer = window.setInterval(() => Date.now() - heard.current >= POLL && again(), POLL);
    return () => window.clearInterval(timer);
  }, [busy, again]);
  // The rest of the console hears of an end that the socket did not tell.
  useEffect(() => {
    if (read && !isUnderWay(read) && told && isUnderWay(told)) evals.took(read);
  }, [read, told]);
  return { run, problem: read ? null : problem, again };
}

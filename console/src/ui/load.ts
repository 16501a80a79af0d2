// Something read from the server for a screen: there, on its way, or in trouble. What was there stays while it is read again.

import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { inWords } from "../api/problem.js";

export interface Loaded<T> {
  value: T | null;
  problem: string | null;
  busy: boolean;
  again: () => void;
  set: (value: T) => void;
}

/** Reads when it is first shown and whenever `deps` change; the last question's answer counts. */
export function useLoad<T>(read: () => Promise<T>, deps: readonly unknown[]): Loaded<T> {
  const [value, setValue] = useState<T | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(true);
  const asked = useRef(0);
  const again = useCallback(() => {
    const mine = ++asked.current;
    const last = () => mine === asked.current;
    setBusy(true);
    read().then(
      (found) => last() && (setValue(() => found), setProblem(null), setBusy(false)),
      (error: unknown) => last() && (setProblem(inWords(error)), setBusy(false)),
    );
  }, deps);
  useEffect(() => {
    again();
    return () => void asked.current++;
  }, [again]);
  /** What is set is newer than what is being read. */
  const set = (next: T) => {
    asked.current++;
    setBusy(false);
    setValue(() => next);
  };
  return { value, problem, busy, again, set };
}

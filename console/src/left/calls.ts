// Pages of the log of what left, newest first.

import { useEffect, useRef, useState } from "preact/hooks";
import { modelCalls } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { ModelCall } from "../api/types.js";

export interface Asked {
  prompt: string;
  conversation: string;
}

interface Calls {
  calls: ModelCall[] | null;
  before: string | null;
  busy: boolean;
  problem: string | null;
}

/** `more` reads on, or anew where nothing is there yet. */
export function useCalls({ prompt, conversation }: Asked): Calls & { more: () => void } {
  const [state, setState] = useState<Calls>({ calls: null, before: null, busy: true, problem: null });
  const asked = useRef(0);
  function read(before: string | null) {
    const mine = ++asked.current;
    setState((was) => ({ ...was, ...(!before && { calls: null }), busy: true, problem: null }));
    modelCalls({ before, prompt, conversation }).then(
      (page) =>
        mine === asked.current &&
        setState(({ calls }) => ({ calls: [...(before ? (calls ?? []) : []), ...page.calls], before: page.before, busy: false, problem: null })),
      (error: unknown) => mine === asked.current && setState((was) => ({ ...was, busy: false, problem: inWords(error) })),
    );
  }
  useEffect(() => {
    read(null);
    return () => void asked.current++;
  }, [prompt, conversation]);
  return { ...state, more: () => read(state.calls ? state.before : null) };
}

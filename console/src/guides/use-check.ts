// What a text says, asked a moment after the last key.

import { useEffect, useRef, useState } from "preact/hooks";
import { guides } from "../api/guides.js";
import { inWords } from "../api/problem.js";
import type { WrittenGuide } from "../api/types.js";

const PAUSE = 400;

export interface Check {
  /** Of what is written now; null where it cannot be read, or was not yet. */
  guide: WrittenGuide | null;
  /** What it last was when it could be read. */
  last: WrittenGuide | null;
  /** Why it could not be published, and the cure. */
  problem: string | null;
  /** Why nothing can be said of it right now. */
  trouble: string | null;
}

interface Answer extends Omit<Check, "guide"> {
  guide: WrittenGuide | null;
  /** The text that it is about. */
  of: string | null;
}

export function useCheck(id: string, text: string): Check {
  const [answer, setAnswer] = useState<Answer>({ guide: null, last: null, problem: null, trouble: null, of: null });
  const asked = useRef(0);
  useEffect(() => {
    const mine = ++asked.current;
    const timer = window.setTimeout(
      () =>
        guides.check(id, text).then(
          ({ guide, problem }) =>
            mine === asked.current && setAnswer((was) => ({ guide, problem, trouble: null, last: guide ?? was.last, of: text })),
          (error: unknown) => mine === asked.current && setAnswer((was) => ({ ...was, guide: null, trouble: inWords(error), of: text })),
        ),
      mine === 1 ? 0 : PAUSE,
    );
    return () => window.clearTimeout(timer);
  }, [id, text]);
  const { of, ...check } = answer;
  return { ...check, guide: of === text ? check.guide : null };
}

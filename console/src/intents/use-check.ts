// What Usher makes of an example before it is added: how it is read now, at once; and whether it would make two intents
// harder to tell apart, which takes seconds and is asked only of what rests.

import { useEffect, useState } from "preact/hooks";
import { intents } from "../api/intents.js";
import type { Confusion, IntentCheck } from "../api/types.js";
import { useLoad } from "../ui/load.js";

const SOON = 400;
const LATER = 1200;

export interface Checked {
  /** How it is read; of an earlier text while a later one is read. */
  read: IntentCheck | null;
  /** `read` is of the very text. */
  current: boolean;
  /** The intent that is chosen, or the likeliest. */
  intent: string;
  /** null: not known yet. */
  harder: Confusion[] | null;
  weighing: boolean;
  /** Why it could not be read, and why it could not be weighed. */
  unread: string | null;
  unweighed: string | null;
  again: () => void;
  /** Who leaves the field waits for no pause. */
  left: () => void;
}

export function useCheck(given: string, chosen: string): Checked {
  const text = given.trim();
  const [soon, soonNow] = useRest(text, SOON);
  const [later, laterNow] = useRest(text, LATER);
  const reading = useLoad(async () => (soon ? { of: soon, check: await intents.check(soon) } : null), [soon]);
  const read = text && reading.value ? reading.value.check : null;
  const current = reading.value?.of === text;
  const intent = chosen || (read?.likeliest[0]?.intent ?? "");
  const of = current && read?.known === null && intent && later === text ? `${intent} ${text}` : "";
  const weighing = useLoad(async () => (of ? { of, harder: await intents.harder(text, intent) } : null), [of]);
  const harder = of && weighing.value?.of === of ? weighing.value.harder : null;
  const unweighed = of && !harder && !weighing.busy ? weighing.problem : null;
  return {
    read,
    current,
    intent,
    harder,
    weighing: of !== "" && !harder && !unweighed,
    unread: current || reading.busy ? null : reading.problem,
    unweighed,
    again: unweighed ? weighing.again : reading.again,
    left: () => (soonNow(), laterNow()),
  };
}

/** A text once nobody has changed it for so many milliseconds; what it begins with rests already. */
function useRest(text: string, pause: number): [rested: string, now: () => void] {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = window.setTimeout(() => setRested(text), pause);
    return () => window.clearTimeout(timer);
  }, [text]);
  return [rested, () => setRested(text)];
}

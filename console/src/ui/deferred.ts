// A value that follows another one paint later: what was pressed is seen to be pressed before the heavy part is drawn, and
// what is passed over quickly is never drawn at all.

import { useEffect, useState } from "preact/hooks";

export function useDeferred<T>(value: T): T {
  const [shown, setShown] = useState(value);
  useEffect(() => {
    if (value === shown) return;
    let timer = 0;
    const frame = requestAnimationFrame(() => void (timer = window.setTimeout(() => setShown(() => value))));
    return () => {
      cancelAnimationFrame(frame);
      window.clearTimeout(timer);
    };
  }, [value, shown]);
  return shown;
}

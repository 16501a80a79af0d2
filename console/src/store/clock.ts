// The time as a signal that ticks once a second while somebody looks, so that all countdowns move together.

import { signal } from "@preact/signals";

export const now = signal(Date.now());
/** For what changes by the minute: fewer lines drawn. */
export const minute = signal(Date.now());

const MINUTE = 60_000;

function tick() {
  if (document.hidden) return;
  const at = Date.now();
  now.value = at;
  if (Math.floor(at / MINUTE) !== Math.floor(minute.peek() / MINUTE)) minute.value = at;
}

export function startClock(): () => void {
  const timer = window.setInterval(tick, 1000);
  document.addEventListener("visibilitychange", tick);
  return () => {
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", tick);
  };
}

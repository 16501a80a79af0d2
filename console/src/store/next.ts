// Where to go on after a conversation has left the list.

/**
 * The nearest below its old place that is still listed, else the nearest above, else the first of the list. `before` is
 * the list as it was when the conversation was last seen in it (empty where it never was), `now` as it is.
 */
export function nextAfter(id: string, before: readonly string[], now: readonly string[]): string | null {
  const left = now.filter((other) => other !== id);
  const at = before.indexOf(id);
  const nearest = [...before.slice(at + 1), ...before.slice(0, Math.max(at, 0)).reverse()];
  return nearest.find((other) => left.includes(other)) ?? left[0] ?? null;
}

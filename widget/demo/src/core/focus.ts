// Where the focus was, in words that still hold after the page has been drawn again.

export type Place = { element: HTMLElement; testid?: string; index: number };

export function rememberFocus(): Place | undefined {
  const element = document.activeElement;
  if (!(element instanceof HTMLElement) || element === document.body) return undefined;
  const testid = element.dataset["testid"];
  const alike = testid ? twins(testid) : [];
  return { element, testid, index: alike.indexOf(element) };
}

export function restoreFocus(place: Place | undefined): void {
  if (!place) return;
  const again = place.testid ? twins(place.testid) : [];
  const element = place.element.isConnected ? place.element : (again[place.index] ?? again[0]);
  (element ?? document.querySelector<HTMLElement>("h1"))?.focus({ preventScroll: true });
}

/** What Tab can reach inside `root`, in order. */
export function reachable(root: Element): HTMLElement[] {
  const all = root.querySelectorAll<HTMLElement>("a[href], button, input, select, textarea, [tabindex]");
  return [...all].filter((e) => !e.matches(":disabled, [tabindex='-1']") && e.getClientRects().length > 0);
}

function twins(testid: string): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>(`[data-testid="${CSS.escape(testid)}"]`)];
}

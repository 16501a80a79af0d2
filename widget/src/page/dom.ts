// Walking a page as people see it: through open shadow roots and same-origin frames, past what is Usher's own.

import { HOST_TAG } from "../api/types";

const OURS = new Set([HOST_TAG, "usher-guide"]);

export const HEADING = "h1,h2,h3,h4,h5,h6,[role=heading]";

/** The document in a frame of this origin, else undefined. */
export function framed(el: Element): Document | undefined {
  if (el.localName !== "iframe" && el.localName !== "frame") return undefined;
  try {
    return (el as HTMLIFrameElement).contentDocument ?? undefined;
  } catch {
    return undefined;
  }
}

/** Calls `visit` for every element in document order; where it returns false, what lies in it is passed over. */
export function walk(root: ParentNode, visit: (el: Element) => boolean | void): void {
  for (let el = root.firstElementChild; el; el = el.nextElementSibling) {
    if (OURS.has(el.localName) || visit(el) === false) continue;
    if (el.shadowRoot) walk(el.shadowRoot, visit);
    const inner = framed(el)?.documentElement;
    if (inner) walk(inner, visit);
    walk(el, visit);
  }
}

/** The element around this one, out of shadow roots and frames too. */
export function parentOf(el: Element): Element | null {
  if (el.assignedSlot) return el.assignedSlot;
  if (el.parentElement) return el.parentElement;
  const root = el.getRootNode();
  if ("host" in root) return root.host as Element;
  return (root as Document).defaultView?.frameElement ?? null;
}

export function isInside(el: Element, outer: Element): boolean {
  for (let at: Element | null = el; at; at = parentOf(at)) if (at === outer) return true;
  return false;
}

/** True where it is drawn, wherever the page is scrolled to. */
export function isVisible(el: Element): boolean {
  if (!el.checkVisibility({ visibilityProperty: true })) return false;
  const { width, height } = el.getBoundingClientRect();
  return width * height > 0;
}

/** What people see of a control: itself, or its label where the control is hidden behind one; undefined if neither. */
export function surfaceOf(el: Element): Element | undefined {
  const { width, height } = el.getBoundingClientRect();
  const labels = (el as HTMLInputElement).labels;
  const drawn = isVisible(el);
  if (drawn && (!labels?.length || (width * height > 16 && getComputedStyle(el).opacity !== "0"))) return el;
  return [...(labels ?? [])].find(isVisible) ?? (drawn ? el : undefined);
}

export function isEnabled(el: Element): boolean {
  return !el.matches(":disabled,[aria-disabled=true]") && !el.closest("[inert]");
}

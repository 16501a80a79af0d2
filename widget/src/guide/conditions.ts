// What can be checked in the live page.

import type { Condition } from "../api/types";
import { framed, isVisible, walk } from "../page/dom";
import { routeMatches } from "../page/match";
import { routeNow } from "../page/route";
import { find } from "./fingerprint";

/** True where all hold; `heard` are the host events since the step began. */
export function hold(conditions: readonly Condition[], heard: ReadonlySet<string>): boolean {
  // The cheap ones decide first.
  const cost = (c: Condition): number => (c.route || c.event ? 0 : c.element ? 2 : 1);
  return [...conditions].sort((a, b) => cost(a) - cost(b)).every((c) => holds(c, heard));
}

function holds({ route, element, text, event }: Condition, heard: ReadonlySet<string>): boolean {
  if (route != null) return routeMatches(route, routeNow());
  if (event != null) return heard.has(event);
  if (text != null) return isOnPage(text);
  return !element || find(element).kind !== "missing";
}

const plain = (text: string | null): string => (text ?? "").replace(/\s+/g, " ").toLowerCase();

/** True where people can read this text on the page, in whatever case. */
export function isOnPage(text: string): boolean {
  const want = plain(text).trim();
  const has = (node: Node): boolean => plain(node.textContent).includes(want);
  const roots: ParentNode[] = [document.body];
  walk(document, (el) => {
    const inner = el.shadowRoot ?? framed(el)?.body;
    if (inner) roots.push(inner);
  });
  // Down to the smallest element that holds all of it: that one must be visible.
  const reads = (at: ParentNode): boolean => {
    const parts = [...at.children].filter((el) => !/^(script|style|template|noscript)$/.test(el.localName));
    const inside = parts.filter(has);
    if (inside.length) return inside.some(reads);
    if (at.nodeType !== Node.ELEMENT_NODE) return true;
    const el = at as HTMLElement;
    return isVisible(el) && plain(el.innerText ?? el.textContent).includes(want);
  };
  return has(document.head.querySelector("title") ?? document.createTextNode("")) || roots.some((r) => has(r) && reads(r));
}

// Finding the element that a fingerprint describes, on a page that may have changed since it was written.

import type { Target } from "../api/types";
import { HEADING, isEnabled, isInside, isVisible, surfaceOf, walk } from "../page/dom";
import { nameOf, ownText, testIdOf } from "../page/name";
import { roleOf } from "../page/role";
import { similar, similarIds } from "./similar";

/** What each attribute counts; chosen by `tests/guide/refind.js` on one seed and reported on another. */
export const WEIGHTS = { test_id: 0.3, role: 0.2, name: 0.4, text: 0.3, heading: 0.15, css: 0.1 };
/** Credit for an attribute that the element does not have at all: less known than a wrong one. */
export const ABSENT = { test_id: 0.35, name: 0.2, heading: 0.3 };
/** The least score, and the least lead on the second best, to point at an element. */
export const FLOOR = 0.62;
export const MARGIN = 0.06;
const BEHIND_A_DIALOG = 0.1;
const DISABLED = 0.05;

type Attribute = keyof typeof WEIGHTS;

export interface Hit {
  element: Element;
  score: number;
}

export type Finding =
  | { kind: "found"; element: Element; score: number; second: number }
  | { kind: "ambiguous"; candidates: Hit[] }
  | { kind: "missing"; best: number };

const GROUPS = [
  ["button", "link", "menuitem", "tab", "option", "treeitem", ""],
  ["textbox", "searchbox", "combobox", "spinbutton"],
  ["combobox", "listbox", "button"],
  ["checkbox", "switch", "radio", "menuitemcheckbox", "menuitemradio"],
  ["dialog", "alertdialog"],
  ["img", ""],
];

const relatedRoles = (a: string, b: string): number =>
  a === b ? 1 : GROUPS.some((g) => g.includes(a) && g.includes(b)) ? 0.5 : 0;

/** Looks through the page, its open shadow roots and its same-origin frames. */
export function find(target: Target, root: ParentNode = document): Finding {
  const hits = ranked(target, root);
  const best = hits[0];
  if (!best || best.score < FLOOR) return { kind: "missing", best: best?.score ?? 0 };
  const rival = hits.find((hit) => hit !== best && !isSame(best.element, hit.element));
  const second = rival?.score ?? 0;
  if (best.score - second < MARGIN)
    return { kind: "ambiguous", candidates: hits.filter((h) => best.score - h.score < MARGIN) };
  return { kind: "found", element: best.element, score: best.score, second };
}

/** Every element that could be meant, best first. */
export function ranked(target: Target, root: ParentNode = document): Hit[] {
  const hits: Hit[] = [];
  let top: Element | undefined;
  let heading = "";
  walk(root, (el) => {
    if (el.matches(HEADING)) heading = nameOf(el, "heading");
    if (el.matches("dialog[open],[role=dialog],[role=alertdialog]") && isVisible(el)) {
      top = el;
      heading = el.getAttribute("aria-label") ?? heading;
    }
    const score = scoreOf(target, el, heading);
    if (score > 0 && surfaceOf(el)) hits.push({ element: el, score: isEnabled(el) ? score : score - DISABLED });
  });
  for (const hit of hits) if (top && !isInside(hit.element, top)) hit.score -= BEHIND_A_DIALOG;
  return hits.sort((a, b) => b.score - a.score || depthFirst(a.element, b.element));
}

/** The score of one element; 0 as soon as it cannot reach the floor. */
function scoreOf(target: Target, el: Element, heading: string): number {
  const parts = compare(target, el, heading);
  let total = 0;
  for (const [key, want] of Object.entries(target)) if (want && key in WEIGHTS) total += WEIGHTS[key as Attribute];
  let lost = 0;
  for (const [key, alike] of parts) {
    lost += (WEIGHTS[key] * (1 - alike)) / total;
    if (lost > 1 - FLOOR + MARGIN) return 0;
  }
  return total ? 1 - lost : 0;
}

/** How alike each named attribute is, the cheap ones first. */
export function* compare(target: Target, el: Element, heading: string): Generator<[Attribute, number]> {
  const role = roleOf(el);
  const related = target.role ? relatedRoles(target.role, role) : 1;
  // Another sort of thing altogether, unless the host says that it is this one.
  if (!related && (!target.test_id || testIdOf(el) !== target.test_id)) return yield ["role", -9];
  if (target.role) yield ["role", related];
  if (target.test_id) {
    const id = testIdOf(el);
    yield ["test_id", id ? similarIds(target.test_id, id) : el.id === target.test_id ? 1 : ABSENT.test_id];
  }
  if (target.css) yield ["css", matches(el, target.css) ? 1 : 0];
  if (target.heading) yield ["heading", heading ? similar(target.heading, heading) : ABSENT.heading];
  // A text alone can be on anything; but not on a whole part of the page.
  if (!role && !target.test_id && el.childElementCount > 3) return yield ["name", 0], yield ["text", 0];
  if (target.name) {
    const name = nameOf(el, role);
    const text = ownText(el);
    const alike = Math.max(similar(target.name, name), text && text !== name ? 0.9 * similar(target.name, text) : 0);
    yield ["name", name || text ? alike : ABSENT.name];
  }
  if (target.text) yield ["text", Math.max(similar(target.text, ownText(el)), 0.9 * similar(target.text, nameOf(el, role)))];
}

function matches(el: Element, css: string): boolean {
  try {
    return el.matches(css);
  } catch {
    return false;
  }
}

/** Two elements that are one for whoever points: one in the other, a label and its control, links to the same place. */
function isSame(a: Element, b: Element): boolean {
  const control = (el: Element): Element | null => (el.localName === "label" ? (el as HTMLLabelElement).control : null);
  if (a.contains(b) || b.contains(a) || control(a) === b || control(b) === a) return true;
  const [to, also] = [a, b].map((el) => (el as HTMLAnchorElement).href);
  return !!to && to === also && similar(a.textContent ?? "", b.textContent ?? "") === 1;
}

/** Of two that score the same, one of which holds the other, the control goes before what is in it or around it. */
function depthFirst(a: Element, b: Element): number {
  const rank = (el: Element): number => (roleOf(el) ? 0 : 1);
  return rank(a) - rank(b) || (a.contains(b) ? 1 : b.contains(a) ? -1 : 0);
}

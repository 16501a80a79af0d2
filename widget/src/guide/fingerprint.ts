// Finding the element that a fingerprint describes, on a page that may have changed since it was written.

import type { Target } from "../api/types";
import { HEADING, isEnabled, isInside, isVisible, surfaceOf, walk } from "../page/dom";
import { nameOf, ownText, testIdOf } from "../page/name";
import { roleOf } from "../page/role";
import { similar, similarIds } from "./similar";

/**
 * What it says for an element that an attribute is the same, that it is another, that the element has none: evidence as
 * logarithms of odds, in nats, after Fellegi and Sunter, "A Theory for Record Linkage" (1969). What is only alike lies
 * between `other` and `same`, by the likeness to the power of `bend`. Chosen by `tests/guide/refind.js` on one seed and
 * reported on another.
 */
export const EVIDENCE = {
  test_id: { same: 4.4, other: -2.5, none: -0.1, bend: 4 },
  name: { same: 4.2, other: -1.4, none: -1.4, bend: 4 },
  text: { same: 3.4, other: -1.4, none: -1.4, bend: 4 },
  role: { same: 0.7, other: -0.75, none: 0, bend: 1 },
  heading: { same: 1.2, other: -2, none: 0.1, bend: 2 },
  css: { same: 1, other: 0, none: 0, bend: 1 },
};
/** The least evidence to point at an element, and the least lead on the second best. */
export const FLOOR = 2.35;
export const MARGIN = 1.1;
/** Targets that name little need less: so much of all that they could have, for the floor and for the margin. */
const OF_ALL = { floor: 0.7, margin: 0.3 };
const BEHIND_A_DIALOG = 1.5;
const DISABLED = 0.5;

type Attribute = keyof typeof EVIDENCE;
const ATTRIBUTES = Object.keys(EVIDENCE) as Attribute[];

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
  const all = most(target);
  const margin = Math.min(MARGIN, all * OF_ALL.margin);
  // An element with the very test id can be so good that none without it comes near: then only those are looked at.
  const { same, none } = EVIDENCE.test_id;
  let hits = target.test_id ? ranked(target, root, (el) => testIdOf(el) === target.test_id) : [];
  if (!hits[0] || hits[0].score < all - (same - none) + margin) hits = ranked(target, root);
  const best = hits[0];
  if (!best || best.score < Math.min(FLOOR, all * OF_ALL.floor)) return { kind: "missing", best: best?.score ?? 0 };
  const second = hits.find((hit) => hit !== best && !isSame(best.element, hit.element))?.score ?? -Infinity;
  if (best.score - second < margin)
    return { kind: "ambiguous", candidates: hits.filter((h) => best.score - h.score < margin) };
  return { kind: "found", element: best.element, score: best.score, second };
}

/** Every element that could be meant, best first. */
function ranked(target: Target, root: ParentNode, only?: (el: Element) => boolean): Hit[] {
  const hits: Hit[] = [];
  let top: Element | undefined;
  let heading = "";
  walk(root, (el) => {
    if (el.matches(HEADING)) heading = nameOf(el, "heading");
    if (el.matches("dialog[open],[role=dialog],[role=alertdialog]") && isVisible(el)) {
      top = el;
      heading = el.getAttribute("aria-label") ?? heading;
    }
    const score = only && !only(el) ? 0 : scoreOf(target, el, heading);
    if (score > 0 && surfaceOf(el)) hits.push({ element: el, score: isEnabled(el) ? score : score - DISABLED });
  });
  for (const hit of hits) if (top && !isInside(hit.element, top)) hit.score -= BEHIND_A_DIALOG;
  return hits.sort((a, b) => b.score - a.score || controlFirst(a.element, b.element));
}

/** The most evidence that there can be for this target. */
const most = (target: Target): number => ATTRIBUTES.reduce((sum, key) => sum + (target[key] ? EVIDENCE[key].same : 0), 0);

/** The evidence for one element; 0 as soon as there cannot be any. */
function scoreOf(target: Target, el: Element, heading: string): number {
  let score = most(target);
  for (const [key, alike] of compare(target, el, heading)) {
    const { same, other, none, bend } = EVIDENCE[key];
    score -= same - (alike === undefined ? none : other + (same - other) * alike ** bend);
    if (score <= 0) return 0;
  }
  return score;
}

/** How alike each named attribute is, the cheap ones first; undefined where the element has none. */
export function* compare(target: Target, el: Element, heading: string): Generator<[Attribute, number | undefined]> {
  const role = roleOf(el);
  const testId = testIdOf(el);
  const related = target.role ? relatedRoles(target.role, role) : 1;
  // Another sort of thing altogether, or a part of the page around things, unless the host says that it is this one.
  const unlike = !related || (!role && el.childElementCount > 0 && !el.matches("[tabindex],[onclick],label"));
  if (unlike && (!target.test_id || testId !== target.test_id)) return yield ["role", -9];
  if (target.role) yield ["role", related];
  if (target.test_id) yield ["test_id", testId ? similarIds(target.test_id, testId) : undefined];
  if (target.css) yield ["css", matches(el, target.css) ? 1 : 0];
  if (target.heading) yield ["heading", heading ? similar(target.heading, heading) : undefined];
  if (!target.name && !target.text) return;
  const text = ownText(el);
  // Of what has no role the words are the name.
  const name = nameOf(el, role) || (role ? "" : text);
  // What a name says may stand as text now, and the other way round.
  const alike = (want: string, first: string, then: string): number | undefined => {
    if (!first && !then) return undefined;
    const straight = similar(want, first);
    return straight === 1 || !then || first === then ? straight : Math.max(straight, 0.9 * similar(want, then));
  };
  if (target.name) yield ["name", alike(target.name, name, text)];
  if (target.text) yield ["text", alike(target.text, text, name)];
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
  if (isInside(a, b) || isInside(b, a) || control(a) === b || control(b) === a) return true;
  const [to, also] = [a, b].map((el) => (el as HTMLAnchorElement).href);
  return !!to && to === also && similar(a.textContent ?? "", b.textContent ?? "") === 1;
}

/** Of two that score the same, one of which holds the other, the control goes before what is in it or around it. */
function controlFirst(a: Element, b: Element): number {
  const rank = (el: Element): number => (roleOf(el) ? 0 : 1);
  return rank(a) - rank(b) || (a.contains(b) ? 1 : b.contains(a) ? -1 : 0);
}

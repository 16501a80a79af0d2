// The page context: the least of the page that helps, and never what somebody typed.

import type { Control, PageContext, PageError, PageEvent } from "../api/types";
import { HEADING, surfaceOf, walk } from "./dom";
import { nameOf, ownText, testIdOf, textOf } from "./name";
import { cut, masked } from "./mask";
import { ACTED_ON, roleOf } from "./role";
import { routeNow } from "./route";

const MOST_CONTROLS = 200;
const MOST_EVENTS = 30;
/** Bytes of JSON; half of what a frame may have. */
const MOST_BYTES = 64 * 1024;
const TOLD_ROLES = /^(heading|alert|status|dialog|alertdialog|img)$/;

export interface PageOptions {
  /** What is private beside `[data-usher-private]`. */
  privateSelector?: string;
  maxBytes?: number;
  /** What the host or the watcher says: any field of the context but `controls`; others are left out. */
  extra?: Record<string, unknown>;
}

/** What the contact has before them now. */
export function collectPage(options: PageOptions = {}): PageContext {
  const extra = (options.extra ?? {}) as Partial<PageContext>;
  const secret = `[data-usher-private]${options.privateSelector ? `,${options.privateSelector}` : ""}`;
  const area = extra.product_area;
  const locale = extra.locale ?? (document.documentElement.lang || navigator.language);
  const page: PageContext = {
    route: masked(extra.route ?? routeNow()).replace(/[\w-]{32,}/g, (s) => (/\d/.test(s) ? "[id]" : s)),
    title: masked(extra.title ?? document.title),
    ...(area ? { product_area: cut(area) } : {}),
    ...(locale ? { locale } : {}),
    viewport: [innerWidth, innerHeight],
    controls: chosen(controlsOf(secret)),
    events: (extra.events ?? ([] as PageEvent[])).slice(-MOST_EVENTS),
    errors: (extra.errors ?? ([] as PageError[])).slice(-MOST_EVENTS),
  };
  return fitted(page, options.maxBytes ?? MOST_BYTES);
}

function controlsOf(secret: string): Control[] {
  const controls: Control[] = [];
  let heading = "";
  walk(document, (el) => {
    if (el.matches(secret)) return false;
    const role = roleOf(el);
    if (!ACTED_ON.test(role) && !TOLD_ROLES.test(role)) return;
    const shown = surfaceOf(el);
    if (!shown || (el.localName === "svg" && !nameOf(el, role))) return;
    const name = masked(nameWithout(el, role, secret));
    if (el.matches(HEADING)) heading = name;
    controls.push(controlOf(el, shown, role, name, heading, secret));
  });
  return controls;
}

/** A name made of content leaves private parts of it out. */
function nameWithout(el: Element, role: string, secret: string): string {
  return el.querySelector(secret) ? textOf(el, { spoken: true, without: secret }) : nameOf(el, role);
}

function controlOf(el: Element, shown: Element, role: string, name: string, heading: string, secret: string): Control {
  const { x, y, width, height } = shown.getBoundingClientRect();
  const text = el.querySelector(secret) ? "" : masked(ownText(el));
  const test = testIdOf(el);
  const attributes: Record<string, string> = {};
  if (el.localName === "input") attributes.type = (el as HTMLInputElement).type;
  if (el.matches(":disabled,[aria-disabled=true]")) attributes.disabled = "true";
  for (const key of ["aria-expanded", "aria-selected", "aria-current"]) {
    const value = el.getAttribute(key);
    if (value) attributes[key] = value;
  }
  return {
    tag: el.localName,
    role,
    name,
    text: text === name ? "" : text,
    ...(test ? { test_id: cut(test) } : {}),
    ...(heading && heading !== name ? { heading } : {}),
    ...(Object.keys(attributes).length ? { attributes } : {}),
    box: [x, y, width, height].map(Math.round) as [number, number, number, number],
    visible: true,
  };
}

/** The most that may be sent, those in the window first; still in document order. */
function chosen(controls: Control[], most = MOST_CONTROLS): Control[] {
  if (controls.length <= most) return controls;
  const outside = ({ box }: Control): number => (box && box[1] + box[3] > 0 && box[1] < innerHeight ? 0 : 1);
  const kept = new Set([...controls].sort((a, b) => outside(a) - outside(b)).slice(0, most));
  return controls.filter((c) => kept.has(c));
}

function fitted(page: PageContext, bytes: number): PageContext {
  const size = (): number => new TextEncoder().encode(JSON.stringify(page)).length;
  for (let now = size(); now > bytes && page.controls.length; now = size())
    page.controls = chosen(page.controls, Math.floor(page.controls.length * Math.min(0.9, bytes / now)));
  return page;
}

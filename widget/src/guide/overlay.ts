// Our node in the page: kept on top of everything, with a ring that follows an element and a bubble beside it.

import { el, sheet } from "../dom";
import { isVisible, parentOf } from "../page/dom";
import { isEmpty, placed, rectOf, windowRect } from "./geometry";
import { GUIDE_CSS } from "./style";
import { COLORS_CSS } from "../theme/style";

const ROOM = 6;
/** What happens in our bubble is no "click outside" to the page's menus and dialogs. */
const KEPT_IN = ["click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart", "keydown", "keyup", "focusin", "focusout"];

const MODAL = "dialog[open],[aria-modal=true]";

export interface Overlay {
  /** Points at `el`; without one the bubble is docked. */
  point(el: Element | undefined, options?: { stay?: boolean }): void;
  /** True where the element is there but scrolled out of sight. */
  isOutOfSight(): boolean;
  scrollTo(): void;
  /** On top again, wherever the page has opened a dialog meanwhile. */
  keep(): void;
  remove(): void;
}

export function makeOverlay(bubble: HTMLElement, options: { looks?: CSSStyleSheet | undefined; locale: string }): Overlay {
  const host = document.createElement("usher-guide");
  const root = host.attachShadow({ mode: "closed" });
  const ring = el("div.ring", { "aria-hidden": "true" });
  root.adoptedStyleSheets = [sheet(COLORS_CSS + GUIDE_CSS), ...(options.looks ? [options.looks] : [])];
  root.append(ring, bubble);
  host.lang = options.locale;
  const rtl = getComputedStyle(document.documentElement).direction === "rtl";
  host.dir = rtl ? "rtl" : "ltr";
  for (const type of KEPT_IN) host.addEventListener(type, (event) => event.stopPropagation());
  const tip = bubble.querySelector<HTMLElement>(".tip");

  let target: Element | undefined;
  let staying = false;
  let hidden = false;
  let drawn = "";
  let frame = 0;
  let beaten: Element | null | undefined;
  const resized = new ResizeObserver(() => (drawn = ""));

  const draw = (): void => {
    frame = requestAnimationFrame(draw);
    const seen = target?.isConnected ? rectOf(target) : undefined;
    const { left, top, right, bottom } = windowRect();
    const now = `${seen && Object.values(seen)}|${left},${top},${right},${bottom}|${staying}`;
    if (now === drawn) return;
    drawn = now;
    const hole = seen && !isEmpty(seen) ? seen : undefined;
    hidden = !!target && !hole;
    ring.classList.toggle("on", !!hole);
    if (hole) {
      set(ring, "transform", `translate(${hole.left - ROOM}px,${hole.top - ROOM}px)`);
      set(ring, "width", `${hole.right - hole.left + 2 * ROOM}px`);
      set(ring, "height", `${hole.bottom - hole.top + 2 * ROOM}px`);
    } else if (staying) return;
    const place = placed(hole, bubble.offsetWidth, bubble.offsetHeight, rtl);
    set(bubble, "transform", `translate(${Math.round(place.left)}px,${Math.round(place.top)}px)`);
    bubble.dataset.side = place.side;
    if (!tip) return;
    const across = place.side === "top" || place.side === "bottom";
    set(tip, "left", across ? `${place.tip}px` : "");
    set(tip, "top", across ? "" : `${place.tip}px`);
  };

  const attach = (): void => {
    const home = modalAround(target) ?? [...document.querySelectorAll(MODAL)].filter(isVisible).at(-1) ?? document.body;
    if (host.parentNode !== home) home.append(host);
    host.popover = "manual";
    if (host.matches(":popover-open")) host.hidePopover();
    host.showPopover();
    drawn = "";
  };
  const overlay: Overlay = {
    point(el, { stay = false } = {}) {
      staying = stay;
      if (el === target) return;
      target = el;
      drawn = "";
      if (el) overlay.scrollTo();
    },
    isOutOfSight: () => hidden,
    scrollTo() {
      if (!target) return;
      const [all, seen] = [rectOf(target, false), rectOf(target)];
      const whole = Math.abs(seen.bottom - seen.top - (all.bottom - all.top)) < 4 && Math.abs(seen.right - seen.left - (all.right - all.left)) < 4;
      const still = matchMedia("(prefers-reduced-motion:reduce)").matches;
      if (!whole) target.scrollIntoView({ block: "center", inline: "nearest", behavior: still ? "instant" : "smooth" });
    },
    keep() {
      const { left, top, width, height } = bubble.getBoundingClientRect();
      const [x, y] = [left + width / 2, top + height / 2];
      const shown = x > 0 && y > 0 && x < innerWidth && y < innerHeight;
      // A dialog opened over us makes us inert: then the point belongs to it.
      const over = shown ? (host.getRootNode() as Document).elementFromPoint?.(x, y) : host;
      if (width && (over === host || over === beaten)) return;
      attach();
      beaten = over;
    },
    remove() {
      cancelAnimationFrame(frame);
      resized.disconnect();
      host.remove();
    },
  };
  resized.observe(bubble);
  attach();
  draw();
  return overlay;
}

/** The modal dialog of this document that an element is in. */
function modalAround(el: Element | undefined): Element | undefined {
  for (let at = el ?? null; at; at = parentOf(at)) if (at.ownerDocument === document && at.matches(MODAL)) return at;
  return undefined;
}

const set = (el: HTMLElement, key: string, value: string): void => el.style.setProperty(key, value);

// Where an element is drawn in this window, and where a bubble goes beside it.

import { framed, parentOf } from "../page/dom";

export interface Rect {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const both = (a: Rect, b: Rect): Rect => ({
  left: Math.max(a.left, b.left),
  top: Math.max(a.top, b.top),
  right: Math.min(a.right, b.right),
  bottom: Math.min(a.bottom, b.bottom),
});

const moved = (r: Rect, x: number, y: number): Rect => ({
  left: r.left + x,
  top: r.top + y,
  right: r.right + x,
  bottom: r.bottom + y,
});

export const isEmpty = (r: Rect): boolean => r.right - r.left < 2 || r.bottom - r.top < 2;

/** The box of `el` in the coordinates of this window, out of frames; `clipped`: only what is to be seen of it. */
export function rectOf(el: Element, clipped = true): Rect {
  const box = el.getBoundingClientRect();
  let rect: Rect = { left: box.left, top: box.top, right: box.right, bottom: box.bottom };
  let fixed = getComputedStyle(el).position === "fixed";
  for (let at = parentOf(el); at; at = parentOf(at)) {
    if (framed(at)) {
      const frame = at.getBoundingClientRect();
      rect = moved(rect, frame.left + at.clientLeft, frame.top + at.clientTop);
      if (clipped) rect = both(rect, frame);
      fixed = false;
    } else if (clipped && !fixed && at !== at.ownerDocument.documentElement && at !== at.ownerDocument.body) {
      const style = getComputedStyle(at);
      if (!/^(visible visible|visible)?$/.test(style.overflow)) rect = both(rect, at.getBoundingClientRect());
    }
    fixed ||= getComputedStyle(at).position === "fixed";
  }
  return clipped ? both(rect, windowRect()) : rect;
}

/** What is to be seen of this window, less an on-screen keyboard. */
export function windowRect(): Rect {
  const view = window.visualViewport;
  if (!view || view.scale !== 1) return { left: 0, top: 0, right: innerWidth, bottom: innerHeight };
  return moved({ left: 0, top: 0, right: view.width, bottom: view.height }, view.offsetLeft, view.offsetTop);
}

const GAP = 20;
const EDGE = 10;
const PHONE = 520;

export interface Place {
  left: number;
  top: number;
  side: "top" | "bottom" | "left" | "right" | "docked";
  /** Where the tip points along the bubble's edge. */
  tip: number;
}

/** A place for a bubble of this size beside `hole`, never over it; without one, or without room, at the window's edge. */
export function placed(hole: Rect | undefined, width: number, height: number, rtl = false): Place {
  const view = windowRect();
  const within = (at: number, least: number, most: number): number => Math.max(least, Math.min(at, most));
  const farLeft = view.left + EDGE;
  const farRight = view.right - EDGE - width;
  const lowest = view.bottom - EDGE - height;
  const wide = view.right - view.left;
  if (!hole || wide < PHONE) {
    // A sheet at the bottom, or at the top where the element is below it.
    const covers = hole && hole.bottom + GAP > lowest && hole.top - view.top > view.bottom - hole.bottom;
    return { left: rtl ? farLeft : farRight, top: covers ? view.top + EDGE : lowest, side: "docked", tip: 0 };
  }
  const midX = (hole.left + hole.right) / 2;
  const midY = (hole.top + hole.bottom) / 2;
  const fits = {
    bottom: hole.bottom + GAP <= lowest,
    top: hole.top - GAP - height >= view.top + EDGE,
    right: hole.right + GAP <= farRight,
    left: hole.left - GAP - width >= farLeft,
  };
  // Beside a menu at the edge or a field nothing of what comes next is hidden.
  const beside = midX < wide * 0.2 || hole.right - hole.left > 240;
  const order = beside ? (["right", "left", "bottom", "top"] as const) : (["bottom", "top", "right", "left"] as const);
  const side = order.find((s) => fits[s]);
  if (side === "bottom" || side === "top") {
    const left = within(midX - width / 2, farLeft, farRight);
    const top = side === "bottom" ? hole.bottom + GAP : hole.top - GAP - height;
    return { left, top, side, tip: within(midX - left, 20, width - 20) };
  }
  if (side) {
    const top = within(midY - Math.min(height / 2, 60), view.top + EDGE, lowest);
    const left = side === "right" ? hole.right + GAP : hole.left - GAP - width;
    return { left, top, side, tip: within(midY - top, 20, height - 20) };
  }
  return { left: rtl ? farLeft : farRight, top: lowest, side: "docked", tip: 0 };
}

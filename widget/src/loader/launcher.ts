// The element that everything of ours lies in, and the button in it.

import { HOST_TAG, type Theme } from "../api/types.js";
import { el, icon, set, sheet } from "../dom.js";
import type { Env } from "../env.js";
import { themeCss } from "../theme/theme.js";
import { LAUNCHER_CSS } from "./style.js";

const CHAT = "M12 4c5 0 9 3.3 9 7.5S17 19 12 19l-3-.4L4.5 20.5l1-3.6A7 7 0 0 1 3 11.5C3 7.3 7 4 12 4Z";
/** A host that removes our element again and again is let be. */
const MOST_RETURNS = 20;

export interface Root {
  node: HTMLElement;
  shadow: ShadowRoot;
  /** Colours and place; guides wear them, too. */
  looks: CSSStyleSheet;
  /** Replaces the looks. */
  theme(theme: Theme): void;
  /** Adds a stylesheet. */
  wear(css: string): Worn;
  /** Makes nodes: what loads before the panel need not bring it along once more. */
  el: typeof el;
  remove(): void;
}

/** A stylesheet that is worn. */
export interface Worn {
  replace(css: string): void;
  remove(): void;
}

/** Hangs our element into the page, and hangs it in again when the host clears its page. */
export function createRoot(env: Env, theme: Theme): Root {
  const node = document.createElement(HOST_TAG);
  // The widget reads as its page does, whichever way an element of it is styled.
  const rtl = getComputedStyle(document.documentElement).direction === "rtl";
  node.dir = rtl ? "rtl" : "ltr";
  const shadow = node.attachShadow({ mode: "open" });
  const looks = sheet(themeCss(theme, rtl));
  // The reset in the first would undo the color scheme that the second sets.
  shadow.adoptedStyleSheets = [sheet(LAUNCHER_CSS), looks];
  const hang = () => document.documentElement.append(node);
  hang();
  let left = MOST_RETURNS;
  let cancel = () => {};
  const observer = new MutationObserver(() => {
    if (node.isConnected || left <= 0) return;
    left--;
    cancel();
    cancel = env.after(0, hang);
  });
  observer.observe(document, { childList: true });
  observer.observe(document.documentElement, { childList: true });
  return {
    node,
    shadow,
    looks,
    theme: (next) => looks.replaceSync(themeCss(next, rtl)),
    wear(css) {
      const worn = sheet(css);
      shadow.adoptedStyleSheets.push(worn);
      return {
        replace: (next) => worn.replaceSync(next),
        remove: () => void (shadow.adoptedStyleSheets = shadow.adoptedStyleSheets.filter((each) => each !== worn)),
      };
    },
    el,
    remove() {
      observer.disconnect();
      cancel();
      node.remove();
    },
  };
}

export interface Launcher {
  node: HTMLButtonElement;
  unread(count: number): void;
  opened(open: boolean): void;
  remove(): void;
}

export interface LauncherWords {
  open: string;
  unread: string;
}

export function createLauncher(
  root: Root,
  words: LauncherWords,
  on: { click(): void; near(): void },
): Launcher {
  const badge = el("span.badge", { "aria-hidden": "true", hidden: true });
  const node = el(
    "button.launcher",
    { "aria-label": words.open, "aria-haspopup": "dialog", "aria-expanded": "false" },
    icon(CHAT),
    badge,
  );
  node.addEventListener("click", on.click);
  node.addEventListener("pointerenter", on.near);
  node.addEventListener("focus", on.near);
  const region = el("div", { role: "region", "aria-label": words.open }, node);
  root.shadow.append(region);
  return {
    node,
    unread(count) {
      badge.hidden = count === 0;
      badge.textContent = count > 9 ? "9+" : `${count}`;
      set(node, "aria-label", count ? `${words.open} (${words.unread.replace("{n}", `${count}`)})` : words.open);
    },
    opened: (open) => set(node, "aria-expanded", `${open}`),
    remove: () => region.remove(),
  };
}

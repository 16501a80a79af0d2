// The hint beside the launcher: said politely, never taking the focus, and gone with one press.

import type { Hint } from "../api/types.js";
import { el, sheet, wear } from "../dom.js";
import type { Strings } from "../i18n/strings.js";
import { HINT_CSS } from "./style.js";

/** Milliseconds after which a reader has seen the empty live region, and says what comes into it. */
const HEARS_AFTER = 100;

export interface HintBubble {
  remove(): void;
}

export interface HintBubbleOptions {
  hint: Hint;
  strings: Strings;
  shadow: ShadowRoot;
  /** The launcher, which it stands beside. */
  beside: HTMLElement;
  after(milliseconds: number, run: () => void): () => void;
  ended(taken: boolean): void;
}

export function showHint({ hint, strings, shadow, beside, after, ended }: HintBubbleOptions): HintBubble {
  const words = el("p", { "aria-live": "polite", dir: "auto" });
  const button = (name: "hint-yes" | "hint-no", label: string, taken: boolean) =>
    el(`button.${name}`, { type: "button", onclick: () => end(taken) }, label);
  const node = el(
    "div.hint",
    { onkeydown: pressed },
    words,
    el("div", {}, button("hint-yes", strings.hint.yes, true), button("hint-no", strings.hint.no, false)),
  );
  const bare = wear(shadow, sheet(HINT_CSS));
  // In the launcher's own region: the stylesheet hides it there as soon as the panel is open.
  beside.after(node);
  const cancel = after(HEARS_AFTER, () => (words.textContent = hint.text));

  function pressed(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") end(false);
  }

  function end(taken: boolean) {
    const focused = node.contains(shadow.activeElement);
    remove();
    if (focused) beside.focus({ preventScroll: true });
    ended(taken);
  }

  function remove() {
    cancel();
    node.remove();
    bare();
  }

  return { remove };
}

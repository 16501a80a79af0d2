// The hint beside the launcher: said politely, never taking the focus, and gone with one press.

import type { Hint } from "../api/types.js";
import type { Root } from "../loader/launcher.js";
import type { Language } from "../loader/words.js";
import { HINT_CSS } from "./style.js";
import { hintWords } from "./words.js";

/** Milliseconds after which a reader has seen the empty live region, and says what comes into it. */
const HEARS_AFTER = 100;

export interface HintBubbleOptions {
  hint: Hint;
  language: Language;
  root: Root;
  /** Which it stands beside. */
  launcher: HTMLElement;
  after(milliseconds: number, run: () => void): () => void;
  ended(taken: boolean): void;
}

/** Returns what takes it away. */
export function showHint({ hint, language, root, launcher, after, ended }: HintBubbleOptions): () => void {
  const { el, shadow } = root;
  const words = el("p", { "aria-live": "polite", dir: "auto" });
  const [yes, no] = hintWords(language).map((label, at) => el("button", { onclick: () => end(!at) }, label));
  const node = el("div.hint", { onkeydown: pressed }, words, el("div", yes, no));
  const worn = root.wear(HINT_CSS);
  // In the launcher's own region: the stylesheet hides it there as soon as the panel is open.
  launcher.after(node);
  const cancel = after(HEARS_AFTER, () => (words.textContent = hint.text));

  function pressed(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Escape") end(false);
  }

  function end(taken: boolean) {
    const focused = node.contains(shadow.activeElement);
    remove();
    if (focused) launcher.focus({ preventScroll: true });
    ended(taken);
  }

  function remove() {
    cancel();
    node.remove();
    worn.remove();
  }

  return remove;
}

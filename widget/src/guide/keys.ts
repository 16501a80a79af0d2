// The keyboard: Escape stops, F6 goes between the bubble and the element.

import { isVisible } from "../page/dom";

const EDITABLE = "input:not([type=button],[type=submit],[type=checkbox],[type=radio]),textarea,select,[contenteditable]";

/** True while the contact's focus is in something that they type in. */
export function isWriting(): boolean {
  let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return !!at && (at.matches(EDITABLE) || at.localName === "iframe");
}

/** An open dialog or menu of the page has the first claim on Escape. */
const isClaimed = (): boolean =>
  [...document.querySelectorAll("dialog[open],[role=dialog],[role=menu],[role=listbox],[aria-expanded=true]")].some(isVisible);

export function listenKeys(bubble: HTMLElement, stop: () => void, target: () => Element | undefined): { remove(): void } {
  const undo = new AbortController();
  const within = (): boolean => !!(bubble.getRootNode() as ShadowRoot).activeElement;
  const pressed = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing) return;
    if (event.key === "Escape" && (within() || !isClaimed())) {
      if (within()) event.stopPropagation();
      stop();
    } else if (event.key === "F6") {
      event.preventDefault();
      const to = within() ? target() : bubble;
      (to as HTMLElement | undefined)?.focus();
    }
  };
  // Keys in the bubble do not leave our node, so it is listened to as well.
  bubble.addEventListener("keydown", (event) => within() && pressed(event), { signal: undo.signal });
  addEventListener("keydown", (event) => !within() && pressed(event), { signal: undo.signal });
  return { remove: () => undo.abort() };
}

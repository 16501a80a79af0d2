// Waiting for the contact's own action. Nothing is done for them, and of a field only this is asked: is it empty?

import type { Step } from "../api/types";
import { isInside } from "../page/dom";
import { roleOf } from "../page/role";

/** Milliseconds without a key after which somebody has paused. */
const PAUSE = 1500;

const isText = (el: Element): boolean => /^(textbox|searchbox|spinbutton|combobox)$/.test(roleOf(el)) && el.localName !== "select";

/** A field for a password or a payment card: pointed at, never listened to. */
export function isSecret(el: Element): boolean {
  const says = `${el.getAttribute("autocomplete")} ${el.getAttribute("name")} ${el.id}`;
  return el.matches("input[type=password]") || /\bcc-|password|card.?num|\b(cvc|cvv|iban|pan)\b/i.test(says);
}

/** True where a field holds something. What, is not looked at. */
export function isFilled(el: Element): boolean {
  if (el.matches("input[type=radio],input[type=checkbox]")) return (el as HTMLInputElement).checked;
  if ("value" in el) return !!(el as HTMLInputElement).value;
  return !!(el.textContent ?? "").trim() || el.getAttribute("aria-checked") === "true";
}

const isValid = (el: Element): boolean =>
  (el as HTMLInputElement).validity?.valid !== false && el.getAttribute("aria-invalid") !== "true";

/** Calls `acted` when the contact did on `el` what the step asks for. `remove` ends the waiting. */
export function awaitAction(action: Step["action"], el: Element, acted: () => void): { remove(): void } {
  const undo = new AbortController();
  let pause = 0;
  const remove = (): void => {
    undo.abort();
    clearTimeout(pause);
  };
  if (action === "observe" || isSecret(el)) return { remove };
  const listen = (type: string, then: (on: Element) => void): void => {
    // Frames have a document of their own; capture on it sees into open shadow roots.
    for (const view of new Set([window, el.ownerDocument.defaultView ?? window]))
      view.addEventListener(type, (event) => then(event.composedPath()[0] as Element), {
        capture: true,
        passive: true,
        signal: undo.signal,
      });
  };
  const labels = [...((el as HTMLInputElement).labels ?? [])];
  const onIt = (on: Element): boolean => !!on && [el, ...labels].some((l) => isInside(on, l));

  if (action === "input" && isText(el)) {
    const check = (): void => {
      clearTimeout(pause);
      if (isFilled(el) && isValid(el)) acted();
    };
    listen("input", (on) => {
      clearTimeout(pause);
      if (onIt(on)) pause = window.setTimeout(check, PAUSE);
    });
    listen("change", (on) => onIt(on) && check());
    let typed = false;
    listen("keydown", (on) => (typed ||= onIt(on)));
    listen("focusout", (on) => typed && onIt(on) && check());
  } else if (action === "select") {
    listen("change", (on) => (onIt(on) || isSibling(el, on)) && acted());
    listen("click", (on) => {
      const chosen = optionAround(on);
      if (chosen && (el.localName !== "select" || chosen === el)) acted();
      else if (onIt(on) && !/^(combobox|listbox)$/.test(roleOf(el)) && el.localName !== "select") acted();
    });
    listen("keyup", (on) => onIt(on) && el.localName !== "select" && el.getAttribute("aria-expanded") === "false" && acted());
  } else {
    listen("click", (on) => onIt(on) && acted());
    if (action === "input") listen("change", (on) => onIt(on) && acted());
  }
  return { remove };
}

/** Another choice of the same group: the guide names one, the contact may want another. */
function isSibling(el: Element, on: Element): boolean {
  const [a, b] = [el as HTMLInputElement, on as HTMLInputElement];
  return a.type === "radio" && b.type === "radio" && a.name !== "" && a.name === b.name && a.form === b.form;
}

function optionAround(on: Element): Element | null {
  return on.closest?.("[role=option],[role=radio],[role=menuitemradio],[role=treeitem]") ?? null;
}

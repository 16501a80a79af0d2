// The region in which a success is said and shown.

import { h, replace } from "../core/dom";
import { icon } from "../ui/icons";

const SHOWN_FOR = 9_000;
const ACROSS_LOADS = "tallybook-say";

export function makeStatus(node: HTMLElement) {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const clear = () => {
    clearTimeout(timer);
    node.replaceChildren();
  };
  const say = (text: string) => {
    clearTimeout(timer);
    replace(node, h("div", { class: "toast" }, icon("check"), h("span", {}, text)));
    timer = setTimeout(clear, SHOWN_FOR);
  };
  return { say, clear };
}

/** Remembers a sentence for the next page load of this tab. */
export function sayNextTime(text: string): void {
  sessionStorage.setItem(ACROSS_LOADS, text);
}

export function saidLastTime(): string | undefined {
  const text = sessionStorage.getItem(ACROSS_LOADS) ?? undefined;
  sessionStorage.removeItem(ACROSS_LOADS);
  return text;
}

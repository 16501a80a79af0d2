// Keys within the panel: Escape leaves, and where the panel is the whole screen, Tab stays inside.

const FOCUSABLE = "a[href],button:not(:disabled),input:not(:disabled),textarea:not(:disabled),summary,[tabindex='0']";

/** Where the panel fills the screen; the stylesheet says the same. */
export const FULL = "(max-width:520px),(max-height:420px)";

export interface Keys {
  trap(on: boolean): void;
}

export function createKeys(node: HTMLElement, on: { escape(): void }): Keys {
  const full = matchMedia(FULL);
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.isComposing) {
      event.preventDefault();
      on.escape();
    }
    if (event.key === "Tab" && full.matches) turn(event);
  });
  // What is typed here is for us; the host's shortcuts are not meant.
  for (const kind of ["keydown", "keyup", "keypress", "paste", "copy", "cut"] as const)
    node.addEventListener(kind, (event) => event.stopPropagation());

  function turn(event: KeyboardEvent) {
    const stops = [...node.querySelectorAll<HTMLElement>(FOCUSABLE)].filter((stop) => stop.checkVisibility());
    const active = (node.getRootNode() as ShadowRoot).activeElement;
    const [edge, other] = event.shiftKey ? [stops[0], stops.at(-1)] : [stops.at(-1), stops[0]];
    if (active !== edge) return;
    event.preventDefault();
    other?.focus();
  }

  return {
    trap(on) {
      if (on && full.matches) node.setAttribute("aria-modal", "true");
      else node.removeAttribute("aria-modal");
    },
  };
}

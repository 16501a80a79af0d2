// On a phone the keyboard covers part of the page: the panel is as high as what is left.

import type { Root } from "../loader/launcher.js";
import { FULL } from "./keys.js";

export interface Viewport {
  follow(on: boolean): void;
  remove(): void;
}

export function createViewport(root: Root): Viewport {
  const rules = root.wear("");
  const { visualViewport } = window;
  const fit = () => {
    if (!visualViewport) return;
    const { height, offsetTop, scale } = visualViewport;
    // Pinched in, the contact looks closer; that is not a keyboard.
    if (scale > 1.01) return;
    rules.replace(`@media ${FULL}{.panel{height:${height}px!important;top:${offsetTop}px!important}}`);
  };
  const stop = () => {
    visualViewport?.removeEventListener("resize", fit);
    visualViewport?.removeEventListener("scroll", fit);
  };
  return {
    follow(on) {
      stop();
      if (!on) return;
      fit();
      visualViewport?.addEventListener("resize", fit);
      visualViewport?.addEventListener("scroll", fit);
    },
    remove() {
      stop();
      rules.remove();
    },
  };
}

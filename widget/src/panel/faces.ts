// Pictures that may not come: the host's policy may keep them out, or the file may be gone.

import { el, set } from "../dom.js";

/** A picture, or what stands for it where it cannot be shown. */
export function picture(src: string, instead: Node): HTMLElement {
  const image: HTMLImageElement = el("img", { src, alt: "", onerror: () => image.replaceWith(instead) });
  return image;
}

/** Somebody of the team, by photo or initials; the name is there to be read. */
export function portrait(name: string, photo?: string | null): HTMLElement {
  const words = name.trim().split(/\s+/);
  const letters = [words[0], words.length > 1 && words.at(-1)].map((word) => (word ? [...word][0]! : "")).join("");
  const initials = el("span", letters.toUpperCase());
  const node = el("span.portrait", { role: "img", "aria-label": name, title: name }, photo ? picture(photo, initials) : initials);
  set(initials, "aria-hidden", "true");
  return node;
}

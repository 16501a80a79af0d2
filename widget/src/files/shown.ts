// The files of a message: pictures in place, everything else as what it is, to be downloaded. Names are text.

import type { SentFile } from "../api/types.js";
import { el, icon } from "../dom.js";
import { CLIP } from "../panel/icons.js";
import { sizeOf } from "./limits.js";

/** What may be drawn. SVG is a document with scripts, and is nowhere in here. */
const DRAWN = /^image\/(png|jpeg|gif|webp)$/;

export function filesView(files: readonly SentFile[], server: string, language: string): HTMLElement | null {
  if (!files.length) return null;
  const items = files.map((file) => {
    const address = addressOf(file, server);
    const item = el("li");
    const named = () => item.replaceChildren(link(file, address, language));
    if (!address || !DRAWN.test(file.media_type)) named();
    // Where the host's policy lets no picture of ours in, its name leads to it.
    else item.append(el("a.shown", to(address), el("img", { src: address, alt: file.name, onerror: named })));
    return item;
  });
  return el("ul.files", ...items);
}

/** On this server or nowhere. */
function addressOf({ url }: SentFile, server: string): string | null {
  try {
    const address = new URL(url, server);
    return address.origin === new URL(server).origin ? address.href : null;
  } catch {
    return null;
  }
}

const to = (href: string) => ({ href, target: "_blank", rel: "noopener noreferrer" });

function link({ name, bytes }: SentFile, address: string | null, language: string): HTMLElement {
  const inside = [icon(CLIP), el("bdi", name), el("small", sizeOf(bytes, language))];
  return address ? el("a.file", { ...to(address), download: name }, ...inside) : el("span.file", ...inside);
}

// Where an answer comes from: each source unfolds to the exact words that it was taken from.

import type { Citation } from "../api/types.js";
import { el, icon, set } from "../dom.js";
import { fill } from "../i18n/strings.js";
import { link } from "../text/markdown.js";
import type { PanelContext } from "./context.js";
import { BOOK, DOWN } from "./icons.js";

export interface Sources {
  node: HTMLElement;
  /** The number behind a sentence; it unfolds its source. */
  mark(at: number): Node;
}

export function sourceList(citations: readonly Citation[], { strings }: PanelContext): Sources {
  const items = citations.map((citation, at) => source(citation, at, strings.openArticle));
  const node = el("ul.sources", { "aria-label": strings.sources }, ...items.map((item) => item.node));
  return {
    node,
    mark: (at) =>
      el(
        "button.mark",
        { "aria-label": fill(strings.source, { n: at + 1 }), onclick: () => items[at]?.open() },
        `${at + 1}`,
      ),
  };
}

function source(citation: Citation, at: number, openArticle: string) {
  const { title, heading, quote, url } = citation;
  const article = url && link(url, openArticle, { allows: () => true });
  const quoted = el("div.quote", { hidden: true }, el("blockquote", quote), article);
  const name = [title, heading].filter(Boolean).join(" › ");
  const button = el(
    "button.source",
    { "aria-expanded": "false", onclick: () => unfold(quoted.hidden === true) },
    icon(BOOK),
    el("span", `${at + 1}. ${name}`),
    icon(DOWN),
  );
  function unfold(open: boolean) {
    quoted.hidden = !open;
    set(button, "aria-expanded", `${open}`);
    if (open) quoted.scrollIntoView({ block: "nearest" });
  }
  return {
    node: el("li", button, quoted),
    open() {
      unfold(true);
      button.focus();
    },
  };
}

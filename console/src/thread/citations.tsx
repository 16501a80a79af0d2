// Sources of a reply: chips that unfold to the exact quote and its article.

import type { Citation } from "../api/types.js";
import { hrefOfQuote } from "../shell/router.js";
import { Out } from "../ui/parts.js";

interface CitationsProps {
  citations: Citation[];
  open: number | null;
  onOpen: (citation: number) => void;
}

export function Citations({ citations, open, onOpen }: CitationsProps) {
  const shown = open === null ? undefined : citations[open];
  return (
    <div class="citations">
      <div class="chips" role="group" aria-label="Sources">
        {citations.map((one, at) => (
          <button key={at} class="chip" aria-expanded={open === at} onClick={() => onOpen(at)}>
            <b>{at + 1}</b>
            <span class="cut">{one.title}</span>
          </button>
        ))}
      </div>
      {shown && (
        <figure class="quote">
          <blockquote>{shown.quote}</blockquote>
          <figcaption>
            <Out href={shown.url}>{shown.title}</Out>
            {shown.heading && shown.heading !== shown.title && ` › ${shown.heading}`}{" "}
            <a href={hrefOfQuote(shown.article, shown.quote, shown.version)}>version {shown.version}</a>
          </figcaption>
        </figure>
      )}
    </div>
  );
}

// What cards of questions have in common, whether nobody answered them or a person did.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { href } from "../shell/router.js";
import { Icon } from "../ui/icon.js";

interface FewProps<T> {
  all: T[];
  few: number;
  more: (hidden: number) => string;
  children: (one: T, at: number) => ComponentChildren;
}

/** The first few, and the rest on demand. */
export function Few<T>({ all, few, more, children }: FewProps<T>) {
  const [whole, setWhole] = useState(false);
  const shown = whole ? all : all.slice(0, few);
  return (
    <>
      {shown.length > 0 && (
        <ul class="examples" aria-label="Examples">
          {shown.map(children)}
        </ul>
      )}
      {all.length > few && (
        <button class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? "Fewer" : more(all.length - few)}
        </button>
      )}
    </>
  );
}

export const TalkLink = ({ conversation, question }: { conversation: string; question: string }) => (
  <>
    {" · "}
    <a href={href({ page: "inbox", view: "all", id: conversation })} aria-label={`Open the conversation of “${question}”`}>
      Open
    </a>
  </>
);

interface CardFootProps {
  nearest: { article: string; title: string } | null;
  /** Where an article came close: what stands around its name, and where none did. */
  words: { before: string; after: string; none: string };
  onWrite: (() => void) | null;
}

export const CardFoot = ({ nearest, words, onWrite }: CardFootProps) => (
  <footer>
    {onWrite && (
      <button class="button" data-row onClick={onWrite}>
        <Icon name="plus" size={14} />
        Write an article from this
      </button>
    )}
    <span>
      {nearest ? (
        <>
          {words.before}{" "}
          <a href={href({ page: "articles", id: nearest.article })} data-row={onWrite ? undefined : true}>
            {nearest.title}
          </a>
          {words.after}
        </>
      ) : (
        words.none
      )}
    </span>
  </footer>
);

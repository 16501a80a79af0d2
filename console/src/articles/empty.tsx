// What the list says where there is nothing to list.

import { href } from "../shell/router.js";
import { Empty } from "../ui/parts.js";

export const NothingFound = ({ q, onAll }: { q: string; onAll: () => void }) => (
  <Empty icon="search" title={q ? `No article has “${q}”` : "No article is like this"}>
    <p>Every word has to be in the title, the path or the product area. What articles say is found by asking the playground.</p>
    <button class="button" onClick={onAll}>
      Show all articles
    </button>
  </Empty>
);

export const NothingYet = ({ writes }: { writes: boolean }) => (
  <Empty icon="book" title="No articles yet">
    <p>Usher answers from articles and from nothing else, and cites them word by word.</p>
    {writes ? (
      <>
        <a class="button primary" href={href({ page: "uploads" })}>
          Upload what you have
        </a>
        <p>
          Markdown, HTML, PDF, DOCX, CSV. Or press <kbd>c</kbd> to write the first one.
        </p>
      </>
    ) : (
      <p>Content editors upload and write them.</p>
    )}
  </Empty>
);

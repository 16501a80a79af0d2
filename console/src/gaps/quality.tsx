// Articles that want a look: nobody is led to them, they contradict each other, or nobody has touched them for long.

import type { ComponentChildren } from "preact";
import { gaps } from "../api/knowledge.js";
import type { Quality } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { href, hrefOfQuote } from "../shell/router.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Ago, Trouble } from "../ui/parts.js";

export function QualityLists() {
  const { content } = useDesk();
  const quality = useLoad(gaps.quality, [content.changed.value]);
  if (quality.problem && !quality.value) return <Trouble words={quality.problem} again={quality.again} />;
  if (!quality.value) return <Lines count={3} />;
  const { contradictions, unread, stale } = quality.value;
  return (
    <>
      <section class="block" aria-label="Contradicting">
        <h2>
          Contradicting <span class="total">{contradictions.length}</span>
        </h2>
        <p class="hint">Two articles answer the same question differently. Whichever is found first is what a contact hears.</p>
        {contradictions.length === 0 ? (
          <None words="No two articles are known to contradict each other." />
        ) : (
          <ul class="contradictions">
            {contradictions.map((one, at) => (
              <Contradiction key={at} one={one} />
            ))}
          </ul>
        )}
      </section>
      <div class="quality-pair">
        <section class="block" aria-label="Nobody is led to">
          <h2>
            Nobody is led to <span class="total">{unread.length}</span>
          </h2>
          <p class="hint">No question found them. Give them the questions that contacts ask, or archive them.</p>
          {unread.length === 0 ? (
            <None words="Every article was found." />
          ) : (
            <ul class="lines">
              {unread.map(({ article, title, days }) => (
                <ArticleLine key={article} article={article} title={title} side={`for ${days} days`} />
              ))}
            </ul>
          )}
        </section>
        <section class="block" aria-label="Stale">
          <h2>
            Stale <span class="total">{stale.length}</span>
          </h2>
          <p class="hint">Replies rest on them, and nobody has changed them for long. See whether they still hold.</p>
          {stale.length === 0 ? (
            <None words="Every article was looked at." />
          ) : (
            <ul class="lines">
              {stale.map(({ article, title, updated_at }) => (
                <ArticleLine key={article} article={article} title={title} side={<Ago at={updated_at} />} />
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}

const None = ({ words }: { words: string }) => (
  <p class="told none">
    <Icon name="check" size={15} />
    {words}
  </p>
);

const ArticleLine = ({ article, title, side }: { article: string; title: string; side: ComponentChildren }) => (
  <li class="openable">
    <div class="lines-main">
      <a class="row-open" data-row href={href({ page: "articles", id: article })}>
        {title}
      </a>
      <small class="path">{article}</small>
    </div>
    <span class="lines-side">{side}</span>
  </li>
);

const Contradiction = ({ one: { question, a, b } }: { one: Quality["contradictions"][number] }) => (
  <li class="card">
    <h3 dir="auto">{question}</h3>
    <div class="quality-pair">
      {[a, b].map(({ article, title, quote }) => (
        <figure key={article} class="quote">
          <blockquote dir="auto">{quote}</blockquote>
          <figcaption>
            <a data-row href={hrefOfQuote(article, quote)}>
              {title}
            </a>
          </figcaption>
        </figure>
      ))}
    </div>
  </li>
);

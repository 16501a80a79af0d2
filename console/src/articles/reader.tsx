// An article as it is read: what is published, or exactly the version that a reply quotes.

import type { ComponentChildren } from "preact";
import { articles } from "../api/knowledge.js";
import type { Version, WholeArticle } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { href } from "../shell/router.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Out, Trouble } from "../ui/parts.js";
import { History } from "../versions/history.js";
import { Which } from "../versions/which.js";
import { ArticleHead } from "./article.js";
import { Problems } from "./preview.js";
import { Rendered } from "./rendered.js";
import { audienceWords, originWords, subjectOf } from "./words.js";

interface ReaderProps {
  whole: WholeArticle;
  writes: boolean;
  reload: () => void;
  /** null: what is published, or the newest where nothing is. */
  asked: number | null;
  quote: string | undefined;
}

export function Reader({ whole, writes, asked, quote, reload }: ReaderProps) {
  const { article, versions } = whole;
  const wanted = asked ?? article.version ?? versions[0]?.version ?? 1;
  const found = useLoad(async () => {
    const version = await articles.version(article.id, wanted);
    return { version, preview: await articles.preview({ id: article.id, text: version.text }).catch(() => null) };
  }, [article.id, wanted, article.version]);
  const shown = found.value?.version.version === wanted ? found.value : null;
  return (
    <section class="article read-only" aria-label="Article">
      <ArticleHead title={shown?.version.title ?? article.title} whole={whole} within={writes}>
        {writes && (
          <a class="button primary" href={href({ page: "articles", id: article.id })}>
            {article.draft === null ? "Edit" : "Edit the draft"}
          </a>
        )}
      </ArticleHead>
      {shown && (
        <Which
          subject={subjectOf(article)}
          version={shown.version}
          newest={article.version ?? shown.version.newest}
          writes={writes}
          quoted={Boolean(quote)}
          words={{ draft: "No reply rests on it yet.", publish: "replies rest on it within seconds" }}
          publish={() => articles.publish(article.id, shown.version.version)}
          reload={reload}
        />
      )}
      <div class="article-columns">
        <div class="article-read" tabIndex={0} role="region" aria-label="Text">
          {found.problem && <Trouble words={found.problem} again={found.again} />}
          {!shown && !found.problem && <Lines />}
          {shown && (
            <div class="article-page">
              {shown.preview && (
                <Problems
                  preview={writes ? shown.preview : { ...shown.preview, problem: null, dropped: [], flags: [] }}
                  trouble={null}
                />
              )}
              {shown.version.meta.description && <p class="lead">{shown.version.meta.description}</p>}
              {shown.preview && !shown.preview.problem ? (
                <Rendered under={1} chunks={shown.preview.chunks} quote={quote} />
              ) : (
                <pre tabIndex={0}>{shown.version.body}</pre>
              )}
            </div>
          )}
        </div>
        <aside class="article-side" aria-label="About the article">
          <div class="article-side-scroll" tabIndex={0} role="region" aria-label="Details and history">
            {shown && <Facts version={shown.version} whole={whole} />}
            <h2>History</h2>
            <History subject={subjectOf(article)} versions={versions} current={wanted} />
          </div>
        </aside>
      </div>
    </section>
  );
}

function Facts({ version: { meta, ...version }, whole: { article } }: { version: Version; whole: WholeArticle }) {
  const { team } = useDesk();
  const nameOf = (key: string) => team.inboxes.value.find((one) => one.key === key)?.name ?? key;
  const facts: [string, ComponentChildren][] = [
    ["Version", `${version.version}, ${originWords(version)}`],
    ["By", version.by?.name ?? `an ingest of ${article.source}`],
    ["Product area", meta.product_area ?? "None"],
    ["For whom", audienceWords(meta, nameOf)],
    ["Public page", meta.url ? <Out href={meta.url}>{meta.url}</Out> : "None"],
  ];
  return (
    <>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {meta.questions.length > 0 && (
        <details class="asked">
          <summary>
            <Icon name="help" size={14} /> Questions it answers <span class="total">{meta.questions.length}</span>
          </summary>
          <ul>
            {meta.questions.map((question) => (
              <li key={question} dir="auto">
                {question}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

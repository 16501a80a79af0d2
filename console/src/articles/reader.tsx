// An article as it is read: what is published, or exactly the version that a reply quotes.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { Version, WholeArticle } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go, href } from "../shell/router.js";
import { inFull } from "../store/time.js";
import { Confirm } from "../ui/confirm.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Out, Trouble } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { Head } from "./article.js";
import { History } from "./history.js";
import { Notice } from "./notices.js";
import { Problems } from "./preview.js";
import { Rendered } from "./rendered.js";
import { audienceWords, originWords } from "./words.js";

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
    <section class="article reading" aria-label="Article">
      <Head title={shown?.version.title ?? article.title} whole={whole} within={writes}>
        {writes && (
          <a class="button primary" href={href({ page: "articles", id: article.id })}>
            {article.draft === null ? "Edit" : "Edit the draft"}
          </a>
        )}
      </Head>
      {shown && <Which version={shown.version} whole={whole} writes={writes} quoted={Boolean(quote)} reload={reload} />}
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
            <History whole={whole} current={wanted} />
          </div>
        </aside>
      </div>
    </section>
  );
}

interface WhichProps {
  version: Version;
  whole: WholeArticle;
  writes: boolean;
  quoted: boolean;
  reload: () => void;
}

/** Which version this is, and whether there is a newer one. */
function Which({ version, whole: { article }, writes, quoted, reload }: WhichProps) {
  const [asking, setAsking] = useState(false);
  const newest = article.version ?? version.newest;
  if (version.state === "published")
    return quoted ? <Notices words={`A reply quotes this. It is version ${version.version}, which is published.`} /> : null;
  return (
    <>
      <Notices
        words={
          version.state === "draft"
            ? `This is draft ${version.version}. No reply rests on it yet.`
            : `${quoted ? "A reply quotes this, version" : "This is version"} ${version.version} of ${inFull(version.published_at ?? version.created_at)}. ${
                newest === null ? "The article is archived." : `Version ${newest} is published now.`
              }`
        }
      >
        {newest !== null && (
          <>
            <a
              class="link"
              href={href({
                page: "articles",
                id: article.id,
                query: { compare: newest > version.version ? `${version.version},${newest}` : `${newest},${version.version}` },
              })}
            >
              See what changed
            </a>
            <a class="link" href={href({ page: "articles", id: article.id, query: { version: `${newest}` } })}>
              Open version {newest}
            </a>
          </>
        )}
        {writes && version.state === "past" && (
          <button class="link" onClick={() => setAsking(true)}>
            {newest === null ? "Publish it again" : "Roll back to it"}…
          </button>
        )}
      </Notices>
      {asking && (
        <Confirm
          title={newest === null ? `Publish version ${version.version} again?` : `Roll back to version ${version.version}?`}
          yes={newest === null ? "Publish it again" : "Roll back"}
          onClose={() => setAsking(false)}
          run={async () => {
            const now = await articles.publish(article.id, version.version);
            toast(`The text of version ${version.version} is published as version ${now.version}`);
            reload();
            go({ page: "articles", id: article.id });
          }}
        >
          <p>
            Its text is published as a new version, and replies rest on it within seconds.
            {newest !== null && ` Version ${newest} stays in the history.`}
            {article.draft !== null && ` Draft ${article.draft} stays as it is.`}
          </p>
        </Confirm>
      )}
    </>
  );
}

const Notices = ({ words, children }: { words: string; children?: ComponentChildren }) => (
  <div class="notices">
    <Notice icon="clock">
      <span>{words}</span>
      {children}
    </Notice>
  </div>
);

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

// A guide as it is read: what is published, or a version of it, with what leads there.

import type { ComponentChildren } from "preact";
import { guides } from "../api/guides.js";
import type { GuideVersion, WholeGuide } from "../api/types.js";
import { originWords } from "../articles/words.js";
import { href } from "../shell/router.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { History } from "../versions/history.js";
import { shownOf } from "../versions/subject.js";
import { Which } from "../versions/which.js";
import { GuideHead } from "./guide.js";
import { Leads } from "./leads.js";
import { Problem } from "./preview.js";
import { GuideView } from "./steps.js";
import { subjectOf, titleIn } from "./words.js";

interface ReaderProps {
  whole: WholeGuide;
  writes: boolean;
  reload: () => void;
  /** null: what is published, or the newest where nothing is. */
  asked: number | null;
}

export function Reader({ whole, writes, asked, reload }: ReaderProps) {
  const { guide, versions, leads } = whole;
  const wanted = asked ?? shownOf({ version: guide.version, draft: null }, versions);
  const found = useLoad(() => guides.version(guide.id, wanted), [guide.id, wanted, guide.version, guide.draft]);
  const shown = found.value?.version === wanted ? found.value : null;
  const subject = subjectOf(guide);
  return (
    <section class="article read-only" aria-label="Guide">
      <GuideHead title={shown?.guide?.title ?? (shown && titleIn(shown.text)) ?? guide.title} whole={whole} within={writes}>
        {writes && (
          <a class="button primary" href={href({ page: "guides", id: guide.id })}>
            {guide.draft === null ? "Edit" : "Edit the draft"}
          </a>
        )}
      </GuideHead>
      {shown && (
        <Which
          subject={subject}
          version={shown}
          newest={guide.version}
          writes={writes}
          words={{ draft: "Nobody is offered it yet.", publish: "contacts are offered it within seconds" }}
          publish={() => guides.publish(guide.id, shown.version)}
          reload={reload}
        />
      )}
      <div class="article-columns">
        <div class="article-read" tabIndex={0} role="region" aria-label="Steps">
          {found.problem && <Trouble words={found.problem} again={found.again} />}
          {!shown && !found.problem && <Lines />}
          {shown && <Text version={shown} />}
        </div>
        <aside class="article-side" aria-label="About the guide">
          <div class="article-side-scroll" tabIndex={0} role="region" aria-label="Details, history and what leads here">
            {shown && <Facts version={shown} whole={whole} />}
            <h2>History</h2>
            <History subject={subject} versions={versions} current={wanted} />
            <h2>What leads here</h2>
            <Leads leads={leads} under={2} />
          </div>
        </aside>
      </div>
    </section>
  );
}

const Text = ({ version: { guide, problem, text } }: { version: GuideVersion }) => (
  <div class="article-page">
    {problem && <Problem problem={problem} />}
    {guide && <GuideView guide={guide} />}
    <details class="guide-yaml" open={!guide}>
      <summary>Its text, as YAML</summary>
      <pre tabIndex={0}>{text}</pre>
    </details>
  </div>
);

function Facts({ version, whole: { guide } }: { version: GuideVersion; whole: WholeGuide }) {
  const facts: [string, ComponentChildren][] = [
    ["Version", `${version.version}, ${originWords(version)}`],
    ["By", version.by?.name ?? `an ingest of ${guide.source}`],
    ["Product area", version.guide?.product_area ?? "None"],
    ["Article", <Article key="article" id={version.guide?.article ?? null} />],
  ];
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The article that tells the same in words. */
const Article = ({ id }: { id: string | null }) =>
  id ? (
    <a class="path" href={href({ page: "articles", id })}>
      {id}
    </a>
  ) : (
    <>None</>
  );

// Writing an article: the form and the text at the left, what becomes of them at the right.

import { useRef, useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { Version, WholeArticle } from "../api/types.js";
import { useLoad } from "../ui/load.js";
import { MOD } from "../ui/mod.js";
import { Acts } from "../versions/acts.js";
import { Conflict } from "../versions/conflict.js";
import { WritingDesk } from "../versions/desk.js";
import { Standing } from "../versions/head.js";
import { History } from "../versions/history.js";
import { shownOf } from "../versions/subject.js";
import { useSaving } from "../versions/use-saving.js";
import { ArticleHead, Wait } from "./article.js";
import { BodyField } from "./body.js";
import { MetaFields } from "./fields.js";
import { Notices } from "./notices.js";
import { ChunksView, PageView, usePreview } from "./preview.js";
import { PublishDialog } from "./publish.js";
import { asText, subjectOf, textOf } from "./words.js";
import { moreOf, useArticleWriting } from "./writing.js";

interface EditorProps {
  whole: WholeArticle;
  reload: () => void;
}

export function Editor({ whole, reload }: EditorProps) {
  const shown = shownOf(whole.article, whole.versions);
  const stamp = whole.versions.find(({ version }) => version === shown)?.created_at;
  const stored = useLoad(() => articles.version(whole.article.id, shown), [whole.article.id, shown, stamp]);
  if (!stored.value) return <Wait title={whole.article.title} whole={whole} loading={stored} />;
  return <Desk whole={whole} stored={stored.value} reload={reload} />;
}

function Desk({ whole, stored, reload }: { whole: WholeArticle; stored: Version; reload: () => void }) {
  const { article, versions } = whole;
  const subject = subjectOf(article);
  const newest = versions[0]?.version ?? 0;
  const writing = useArticleWriting(stored, newest);
  const previewed = usePreview(stored.article, writing.text);
  const [publishing, setPublishing] = useState(false);
  const body = useRef<HTMLTextAreaElement>(null);
  const something = writing.dirty || article.draft !== null || article.state === "archived";

  const { save, look, isChanged, theirs, close } = useSaving({
    writing,
    more: moreOf(stored),
    changed: "article-changed",
    async read() {
      const now = await articles.get(stored.article);
      return { version: await articles.version(stored.article, shownOf(now.article, now.versions)), base: now.versions[0]?.version ?? 0 };
    },
    reload,
  });
  const publish = () => setPublishing(true);
  const title = writing.text.meta.title?.trim() || previewed.preview?.title || "Untitled";

  return (
    <WritingDesk
      noun="article"
      icon="book"
      field={body}
      writing={writing}
      save={save}
      onPublish={something ? publish : null}
      head={
        <ArticleHead title={title} whole={whole}>
          <Standing writing={writing} stored={stored} />
          <button class="button" disabled={!writing.dirty || writing.busy} title={`${MOD} S`} onClick={() => void save()}>
            Save draft
          </button>
          <Acts
            subject={subject}
            writing={writing}
            something={something}
            words={{
              discard: article.publish_at && "It is not published by itself any more.",
              archive:
                "Replies rest on it no more, within seconds. Its versions stay, citations of it still open, and publishing a version brings it back.",
            }}
            discard={() => articles.discard(article.id)}
            archive={() => articles.archive(article.id)}
            reload={reload}
            onPublish={publish}
          />
        </ArticleHead>
      }
      notices={
        <Notices
          whole={whole}
          stored={stored}
          writing={writing}
          behind={!writing.busy && writing.dirty && newest > writing.base ? (versions[0] ?? null) : null}
          onLook={() => void look()}
          reload={reload}
          onSchedule={publish}
        />
      }
      write={
        <>
          <MetaFields text={writing.text} onChange={(meta) => writing.put({ meta })} />
          <BodyField field={body} value={writing.text.body} onInput={(words) => writing.put({ body: words })} />
        </>
      }
      panels={[
        { key: "page", name: "Page", keys: "p", content: <PageView previewed={previewed} /> },
        { key: "chunks", name: "Chunks", keys: "x", content: <ChunksView previewed={previewed} /> },
        {
          key: "history",
          name: "History",
          keys: "h",
          count: versions.length,
          content: <History subject={subject} versions={versions} writes />,
        },
      ]}
    >
      {publishing && (
        <PublishDialog
          whole={whole}
          stored={stored}
          writing={writing}
          problem={previewed.preview?.problem ?? null}
          onClose={() => setPublishing(false)}
          onConflict={async (error) => {
            if (!isChanged(error)) throw error;
            setPublishing(false);
            await look();
          }}
          onDone={reload}
        />
      )}
      {theirs && (
        <Conflict
          theirs={theirs}
          writing={writing}
          textOf={textOf}
          linesOf={asText}
          moreOf={({ note, publish_at }) => ({ note, publish_at })}
          onClose={close}
          onDone={reload}
        />
      )}
    </WritingDesk>
  );
}

// Writing an article: the form and the text at the left, what becomes of them at the right.

import { useRef, useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import { ProblemError } from "../api/http.js";
import type { Version, WholeArticle } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useLoad } from "../ui/load.js";
import { MOD } from "../ui/mod.js";
import { Lines } from "../ui/page.js";
import { Ago, Trouble } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";
import { Head } from "./article.js";
import { ArticleActs } from "./acts.js";
import { BodyField } from "./body.js";
import { Conflict, type Theirs } from "./conflict.js";
import { MetaFields } from "./fields.js";
import { History } from "./history.js";
import { Notices } from "./notices.js";
import { ChunksView, PageView, usePreview } from "./preview.js";
import { PublishDialog } from "./publish.js";
import { useWriting, type Writing } from "./writing.js";

interface EditorProps {
  whole: WholeArticle;
  reload: () => void;
}

/** What is written on: the draft, or what is published, or the last that was. */
const shownOf = ({ article, versions }: WholeArticle) => article.draft ?? article.version ?? versions[0]?.version ?? 1;

export function Editor({ whole, reload }: EditorProps) {
  const shown = shownOf(whole);
  const stamp = whole.versions.find(({ version }) => version === shown)?.created_at;
  const stored = useLoad(() => articles.version(whole.article.id, shown), [whole.article.id, shown, stamp]);
  if (!stored.value)
    return (
      <section class="article" aria-label="Article">
        <Head title={whole.article.title} whole={whole} />
        {stored.problem ? (
          <Trouble words={stored.problem} again={stored.again} />
        ) : (
          <div class="article-wait">
            <Lines />
          </div>
        )}
      </section>
    );
  return <Desk whole={whole} stored={stored.value} reload={reload} />;
}

type Panel = "write" | "page" | "chunks" | "history";
const PANELS: [Panel, string, string][] = [
  ["write", "Write", "e"],
  ["page", "Page", "p"],
  ["chunks", "Chunks", "x"],
  ["history", "History", "h"],
];

function Desk({ whole, stored, reload }: { whole: WholeArticle; stored: Version; reload: () => void }) {
  const newest = whole.versions[0]?.version ?? 0;
  const writing = useWriting(stored, newest);
  const previewed = usePreview(stored.article, writing.text);
  const [panel, setPanel] = useState<Panel>("page");
  // On a phone one panel fills the screen, and writing comes first.
  const [small, setSmall] = useState<Panel>("write");
  const [publishing, setPublishing] = useState(false);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const body = useRef<HTMLTextAreaElement>(null);

  const something = writing.dirty || whole.article.draft !== null || whole.article.state === "archived";
  const choose = (next: Panel) => {
    setSmall(next);
    if (next === "write") body.current?.focus();
    else setPanel(next);
  };
  /** Another's version came first: both are shown, and nothing is decided. */
  async function meet(error: unknown) {
    if (!(error instanceof ProblemError) || error.slug !== "article-changed") return failed(error);
    setPublishing(false);
    await look();
  }
  async function look() {
    try {
      const now = await articles.get(stored.article);
      setTheirs({ version: await articles.version(stored.article, shownOf(now)), base: now.versions[0]?.version ?? 0 });
    } catch (error) {
      failed(error);
    }
  }
  const save = async () => {
    if (writing.busy) return;
    try {
      const made = await writing.save(stored.state === "draft" ? { note: stored.note, publish_at: stored.publish_at } : {});
      toast(`Draft ${made.version} is saved`);
      reload();
    } catch (error) {
      await meet(error);
    }
  };
  useCommands(
    () => [
      ...PANELS.map(([key, name, keys]) => ({
        id: `article.${key}`,
        title: key === "write" ? "Write" : `Show: ${name.toLowerCase()}`,
        group: "Article",
        icon: "book" as const,
        keys,
        run: () => choose(key),
      })),
      { id: "article.save", title: "Save the draft", group: "Article", icon: "check", run: () => void save() },
      ...(something
        ? [{ id: "article.publish", title: "Publish…", group: "Article", icon: "send" as const, run: () => setPublishing(true) }]
        : []),
    ],
    [writing.text, stored.version, writing.base, something],
  );
  function onKeyDown(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== "s" || event.altKey) return;
    event.preventDefault();
    if (writing.dirty) void save();
  }

  const title = writing.text.meta.title?.trim() || previewed.preview?.title || "Untitled";
  return (
    <section class="article" aria-label="Article" data-panel={small} onKeyDown={onKeyDown}>
      <Head title={title} whole={whole}>
        <Standing writing={writing} stored={stored} />
        <button class="button" disabled={!writing.dirty || writing.busy} title={`${MOD} S`} onClick={() => void save()}>
          Save draft
        </button>
        <ArticleActs
          whole={whole}
          stored={stored}
          writing={writing}
          something={something}
          reload={reload}
          onPublish={() => setPublishing(true)}
        />
      </Head>
      <Notices
        whole={whole}
        stored={stored}
        writing={writing}
        behind={!writing.busy && writing.dirty && newest > writing.base ? (whole.versions[0] ?? null) : null}
        onLook={() => void look()}
        reload={reload}
        onSchedule={() => setPublishing(true)}
      />
      <div class="segments article-panels" role="group" aria-label="Show">
        {PANELS.map(([key, name]) => (
          <button key={key} aria-pressed={small === key} onClick={() => choose(key)}>
            {name}
          </button>
        ))}
      </div>
      <div class="article-columns">
        <div class="article-write">
          <MetaFields text={writing.text} onChange={(meta) => writing.put({ meta })} />
          <BodyField field={body} value={writing.text.body} onInput={(words) => writing.put({ body: words })} />
        </div>
        <div class="article-side">
          <div class="segments" role="group" aria-label="Beside the text">
            {PANELS.slice(1).map(([key, name]) => (
              <button key={key} aria-pressed={panel === key} onClick={() => choose(key)}>
                {name} {key === "history" && <small>{whole.versions.length}</small>}
              </button>
            ))}
          </div>
          <div
            class="article-side-scroll"
            tabIndex={0}
            role="region"
            aria-label={PANELS.find(([key]) => key === panel)?.[1] ?? ""}
          >
            {panel === "page" && <PageView previewed={previewed} />}
            {panel === "chunks" && <ChunksView previewed={previewed} />}
            {panel === "history" && <History whole={whole} writes />}
          </div>
        </div>
      </div>
      {publishing && (
        <PublishDialog
          whole={whole}
          stored={stored}
          writing={writing}
          problem={previewed.preview?.problem ?? null}
          onClose={() => setPublishing(false)}
          onConflict={meet}
          onDone={reload}
        />
      )}
      {theirs && <Conflict theirs={theirs} writing={writing} onClose={() => setTheirs(null)} onDone={reload} />}
    </section>
  );
}

function Standing({ writing, stored }: { writing: Writing; stored: Version }) {
  return (
    <span class="standing" role="status">
      {writing.busy ? (
        "Saving…"
      ) : writing.dirty ? (
        "Not saved; kept on this device"
      ) : (
        <>
          {stored.state === "draft" ? `Draft ${stored.version} saved` : `Version ${stored.version}`},{" "}
          <Ago at={stored.created_at} />
        </>
      )}
    </span>
  );
}

// One article: written by who may, read by everybody, in any of its versions or two of them side by side.

import type { ComponentChildren } from "preact";
import { articles } from "../api/knowledge.js";
import type { WholeArticle } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { minute } from "../store/clock.js";
import { may } from "../store/views.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { Compare } from "../versions/compare.js";
import { Head } from "../versions/head.js";
import { Editor } from "./editor.js";
import { Reader } from "./reader.js";
import { marksOf, subjectOf } from "./words.js";

interface ArticleScreenProps {
  id: string;
  query: Record<string, string>;
}

export function ArticleScreen({ id, query }: ArticleScreenProps) {
  const { content, me } = useDesk();
  const writes = may(me.value.role, "articles");
  const whole = useLoad(() => articles.get(id), [id, content.changed.value]);
  const asked = Number(query.version) || null;
  useCommands(
    () => [
      {
        id: "close",
        title: "Back to the articles",
        group: "Articles",
        icon: "back",
        keys: "u",
        run: () => go({ page: "articles", query: content.listed.peek() }),
      },
    ],
    [],
  );
  if (!whole.value) return <Wait title={id} loading={whole} />;
  const props = { whole: whole.value, writes, reload: whole.again };
  if (query.compare)
    return (
      <Compare
        subject={subjectOf(whole.value.article)}
        versions={whole.value.versions}
        pair={query.compare}
        read={(version) => articles.version(id, version)}
        head={<ArticleHead title={whole.value.article.title} whole={whole.value} within />}
      />
    );
  if (asked !== null || query.quote || !writes) return <Reader {...props} asked={asked} quote={query.quote} />;
  return <Editor {...props} />;
}

interface HeadProps {
  title: string;
  whole: WholeArticle;
  /** Back to the article instead of the list. */
  within?: boolean;
  children?: ComponentChildren;
}

export function ArticleHead({ title, whole: { article }, within = false, children }: HeadProps) {
  const { listed } = useDesk().content;
  return (
    <Head title={title} subject={subjectOf(article)} marks={marksOf(article, minute.value)} within={within} listed={listed.value}>
      {children}
    </Head>
  );
}

interface WaitProps {
  title: string;
  /** What is known of it so far. */
  whole?: WholeArticle;
  loading: { problem: string | null; again: () => void };
}

export function Wait({ title, whole, loading }: WaitProps) {
  const { listed } = useDesk().content;
  return (
    <section class="article" aria-label="Article">
      <Head
        title={title}
        subject={{ page: "articles", noun: "article", id: whole?.article.id ?? title }}
        marks={whole ? marksOf(whole.article, minute.value) : []}
        listed={listed.value}
      />
      {loading.problem ? (
        <Trouble words={loading.problem} again={loading.again} />
      ) : (
        <div class="article-wait">
          <Lines />
        </div>
      )}
    </section>
  );
}

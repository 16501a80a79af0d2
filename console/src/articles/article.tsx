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
import { Badge, IconButton, Trouble } from "../ui/parts.js";
import { Compare } from "./compare.js";
import { Editor } from "./editor.js";
import { Reader } from "./reader.js";
import { marksOf } from "./words.js";

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
  if (!whole.value)
    return (
      <section class="article" aria-label="Article">
        <Head title={id} />
        {whole.problem ? (
          <Trouble words={whole.problem} again={whole.again} />
        ) : (
          <div class="article-wait">
            <Lines />
          </div>
        )}
      </section>
    );
  const props = { whole: whole.value, writes, reload: whole.again };
  if (query.compare) return <Compare {...props} pair={query.compare} />;
  if (asked !== null || query.quote || !writes) return <Reader {...props} asked={asked} quote={query.quote} />;
  return <Editor {...props} />;
}

interface HeadProps {
  title: string;
  whole?: WholeArticle;
  /** Back to the article instead of the list. */
  within?: boolean;
  children?: ComponentChildren;
}

export function Head({ title, whole, within = false, children }: HeadProps) {
  const { content } = useDesk();
  const back = () =>
    go(within && whole ? { page: "articles", id: whole.article.id } : { page: "articles", query: content.listed.peek() });
  return (
    <header class="article-head">
      <IconButton icon="back" label={within ? "Back to the article" : "Back to the articles"} onClick={back} />
      <div class="article-name">
        <h1 class="cut" dir="auto">
          {title}
        </h1>
        {whole && <code class="path cut">{whole.article.id}</code>}
      </div>
      {whole && (
        <span class="badges">
          {marksOf(whole.article, minute.value).map(({ words, tone, hint }) => (
            <Badge key={words} tone={tone} title={hint}>
              {words}
            </Badge>
          ))}
        </span>
      )}
      {children && <div class="head-acts">{children}</div>}
    </header>
  );
}

// One guide: written by who may, read by everybody, in any of its versions or two of them side by side.

import type { ComponentChildren } from "preact";
import { guides } from "../api/guides.js";
import type { WholeGuide } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { may } from "../store/views.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { Compare } from "../versions/compare.js";
import { Head } from "../versions/head.js";
import { Editor } from "./editor.js";
import { Reader } from "./reader.js";
import { marksOf, subjectOf } from "./words.js";

interface GuideScreenProps {
  id: string;
  query: Record<string, string>;
}

export function GuideScreen({ id, query }: GuideScreenProps) {
  const { content, guides: kept, me } = useDesk();
  const writes = may(me.value.role, "articles");
  const whole = useLoad(() => guides.get(id), [id, content.changed.value]);
  useCommands(
    () => [
      {
        id: "close",
        title: "Back to the guides",
        group: "Guides",
        icon: "back",
        keys: "u",
        run: () => go({ page: "guides", query: kept.listed.peek() }),
      },
    ],
    [],
  );
  if (!whole.value) return <Wait title={id} loading={whole} />;
  const props = { whole: whole.value, reload: whole.again };
  if (query.compare)
    return (
      <Compare
        subject={subjectOf(whole.value.guide)}
        versions={whole.value.versions}
        pair={query.compare}
        read={(version) => guides.version(id, version)}
        head={<GuideHead title={whole.value.guide.title} whole={whole.value} within />}
      />
    );
  if (query.version || !writes) return <Reader {...props} writes={writes} asked={query.version ? Number(query.version) : null} />;
  return <Editor {...props} />;
}

interface GuideHeadProps {
  title: string;
  whole: WholeGuide;
  /** Back to the guide instead of the list. */
  within?: boolean;
  children?: ComponentChildren;
}

export function GuideHead({ title, whole: { guide }, within = false, children }: GuideHeadProps) {
  const { listed } = useDesk().guides;
  return (
    <Head title={title} subject={subjectOf(guide)} marks={marksOf(guide)} within={within} listed={listed.value}>
      {children}
    </Head>
  );
}

interface WaitProps {
  title: string;
  /** What is known of it so far. */
  whole?: WholeGuide;
  loading: { problem: string | null; again: () => void };
}

export function Wait({ title, whole, loading }: WaitProps) {
  const { listed } = useDesk().guides;
  return (
    <section class="article" aria-label="Guide">
      <Head
        title={title}
        subject={{ page: "guides", noun: "guide", id: whole?.guide.id ?? title }}
        marks={whole ? marksOf(whole.guide) : []}
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

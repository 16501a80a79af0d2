// Writing a guide: its YAML at the left, the steps that it makes at the right.

import { useEffect, useRef, useState } from "preact/hooks";
import { guides } from "../api/guides.js";
import type { GuideVersion, WholeGuide } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { useLoad } from "../ui/load.js";
import { MOD } from "../ui/mod.js";
import { Acts } from "../versions/acts.js";
import { Conflict } from "../versions/conflict.js";
import { WritingDesk } from "../versions/desk.js";
import { Standing } from "../versions/head.js";
import { History } from "../versions/history.js";
import { WritingNotices } from "../versions/notices.js";
import { shownOf } from "../versions/subject.js";
import { useSaving } from "../versions/use-saving.js";
import { useWriting } from "../versions/writing.js";
import { CodeField, goToLine } from "./code.js";
import { GuideHead, Wait } from "./guide.js";
import { Leads } from "./leads.js";
import { PlayButton } from "./play.js";
import { StepsPanel } from "./preview.js";
import { PublishDialog } from "./publish.js";
import { useCheck } from "./use-check.js";
import { lineOf, subjectOf, titleIn } from "./words.js";

interface EditorProps {
  whole: WholeGuide;
  reload: () => void;
}

export function Editor({ whole, reload }: EditorProps) {
  const shown = shownOf(whole.guide, whole.versions);
  const stamp = whole.versions.find(({ version }) => version === shown)?.created_at;
  const stored = useLoad(() => guides.version(whole.guide.id, shown), [whole.guide.id, shown, stamp]);
  if (!stored.value) return <Wait title={whole.guide.title} whole={whole} loading={stored} />;
  return <Desk whole={whole} stored={stored.value} reload={reload} />;
}

const textOf = ({ text }: GuideVersion) => ({ yaml: text });
const linesOf = ({ yaml }: { yaml: string }) => yaml;
const moreOf = ({ state, note }: GuideVersion) => (state === "draft" ? { note } : {});

function Desk({ whole, stored, reload }: { whole: WholeGuide; stored: GuideVersion; reload: () => void }) {
  const { guide, versions, leads } = whole;
  const { id } = guide;
  const subject = subjectOf(guide);
  const newest = versions[0]?.version ?? 0;
  const writing = useWriting({
    id,
    stored,
    newest,
    shelves: useDesk().guides,
    textOf,
    same: (a, b) => a.yaml === b.yaml,
    send: ({ yaml }, base, more: { note?: string }) => guides.save({ id, base, text: yaml, ...more }),
  });
  const { yaml } = writing.text;
  const check = useCheck(id, yaml);
  const [publishing, setPublishing] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const line = check.problem ? lineOf(check.problem, yaml) : null;
  // After the text is shown, which on a phone it was not.
  const [sought, setSought] = useState<{ line: number } | null>(null);
  useEffect(() => void (sought && field.current && goToLine(field.current, sought.line)), [sought]);
  const something = writing.dirty || guide.draft !== null || guide.state === "archived";

  const { save, look, isChanged, theirs, close } = useSaving({
    writing,
    more: moreOf(stored),
    changed: "guide-changed",
    async read() {
      const now = await guides.get(id);
      return { version: await guides.version(id, shownOf(now.guide, now.versions)), base: now.versions[0]?.version ?? 0 };
    },
    reload,
  });
  const publish = () => setPublishing(true);
  const behind = !writing.busy && writing.dirty && newest > writing.base ? (versions[0] ?? null) : null;

  return (
    <WritingDesk
      noun="guide"
      icon="guide"
      field={field}
      writing={writing}
      save={save}
      onPublish={something ? publish : null}
      head={
        <GuideHead title={(check.guide ?? check.last)?.title ?? titleIn(yaml) ?? guide.title} whole={whole}>
          <Standing writing={writing} stored={stored} />
          <button class="button" disabled={!writing.dirty || writing.busy} title={`${MOD} S`} onClick={() => void save()}>
            Save draft
          </button>
          <Acts
            subject={subject}
            writing={writing}
            something={something}
            words={{
              archive:
                "Contacts are offered it no more, within seconds; whoever is playing it right now can finish. Its versions stay, and publishing one brings it back.",
            }}
            discard={() => guides.discard(id)}
            archive={() => guides.archive(id)}
            reload={reload}
            onPublish={publish}
          />
        </GuideHead>
      }
      notices={
        <WritingNotices
          writing={writing}
          behind={behind}
          archived={guide.state === "archived" ? "Archived: nobody is offered it. Publishing brings it back." : null}
          onLook={() => void look()}
        />
      }
      write={<CodeField field={field} value={yaml} onInput={(text) => writing.put({ yaml: text })} wrong={line} />}
      panels={[
        {
          key: "steps",
          name: "Steps",
          keys: "p",
          content: (show) => (
            <>
              <PlayButton check={check} />
              <StepsPanel check={check} line={line} onLine={(to) => (show(), setSought({ line: to }))} />
            </>
          ),
        },
        { key: "leads", name: "What leads here", short: "Leads", keys: "l", count: leads.length, content: <Leads leads={leads} /> },
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
          guide={guide}
          stored={stored}
          writing={writing}
          problem={check.problem}
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
          linesOf={linesOf}
          moreOf={moreOf}
          onClose={close}
          onDone={reload}
        />
      )}
    </WritingDesk>
  );
}

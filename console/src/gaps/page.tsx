// What is missing: questions that found no good answer, in groups, with a way to write one; and articles that want a look.

import { useState } from "preact/hooks";
import { gaps } from "../api/knowledge.js";
import type { Gap } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go, type Place } from "../shell/router.js";
import { count, percent } from "../store/numbers.js";
import { may } from "../store/views.js";
import { Select } from "../ui/field.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead, useRowKeys } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { DraftDialog } from "./draft.js";
import { GapCard } from "./group.js";
import { QualityLists } from "./quality.js";

const DAYS = ["7", "14", "30", "90"];

export function GapsPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { content, me, team } = useDesk();
  const { days = "7", inbox = "" } = at.query;
  const answer = useLoad(() => gaps.list(days, inbox), [days, inbox, content.changed.value]);
  const [writing, setWriting] = useState<Gap | null>(null);
  const box = useRowKeys<HTMLOListElement>("question");
  const { role } = me.value;
  const writes = may(role, "articles");
  const put = (change: Record<string, string>) =>
    go(
      {
        page: "gaps",
        query: Object.fromEntries(
          Object.entries({ days, inbox, ...change }).filter(([key, value]) => value && !(key === "days" && value === "7")),
        ),
      },
      true,
    );
  const shown = answer.value;
  return (
    <div class="page wide">
      <PageHead title="What is missing" openDrawer={openDrawer} />
      <div class="page-body" aria-busy={answer.busy}>
        <div class="tools">
          <div class="segments" role="group" aria-label="Time">
            {DAYS.map((key) => (
              <button key={key} aria-pressed={days === key} onClick={() => put({ days: key })}>
                {key} days
              </button>
            ))}
          </div>
          {team.inboxes.value.length > 1 && (
            <Select
              quiet
              label="Inbox"
              value={inbox}
              options={[["", "Every inbox"], ...team.inboxes.value.map(({ key, name }): [string, string] => [key, name])]}
              onChange={(key) => put({ inbox: key })}
            />
          )}
        </div>
        {answer.problem && !shown && <Trouble words={answer.problem} again={answer.again} />}
        {!shown && !answer.problem && <Lines />}
        {shown && (
          <>
            <p class="lead" role="status">
              {shown.turns === 0
                ? "Nobody asked anything in this time."
                : `${count(shown.unanswered)} of ${count(shown.turns)} questions were not answered well (${percent(shown.unanswered / shown.turns)}).`}
            </p>
            {shown.gaps.length === 0 ? (
              <Empty icon="gap" title="Nothing is missing that stands out">
                <p>
                  Questions that found no good answer are gathered here by what they have in common. Choose a longer time to look
                  further back.
                </p>
              </Empty>
            ) : (
              <ol class="gaps" ref={box} aria-label="Questions without a good answer">
                {shown.gaps.map((gap) => (
                  <GapCard
                    key={gap.id}
                    gap={gap}
                    days={Number(days)}
                    reads={may(role, "read")}
                    onWrite={writes ? () => setWriting(gap) : null}
                  />
                ))}
              </ol>
            )}
          </>
        )}
        <QualityLists />
      </div>
      {writing && <DraftDialog gap={writing} onClose={() => setWriting(null)} />}
    </div>
  );
}

// The two lists of the page: questions that nobody answered well, and those that a person answered.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { gaps } from "../api/knowledge.js";
import { TeachDialog } from "../intents/teach.js";
import { useDesk } from "../shell/context.js";
import { count, percent } from "../store/numbers.js";
import { may } from "../store/views.js";
import { useLoad, type Loaded } from "../ui/load.js";
import { Lines, useRowKeys } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { DraftDialog, type DraftStart } from "./draft.js";
import { GapCard } from "./group.js";
import { QualityLists } from "./quality.js";
import { SaidCard } from "./said.js";

interface ListProps {
  days: string;
  inbox: string;
}

export function Unanswered({ days, inbox }: ListProps) {
  const { content, me } = useDesk();
  const answer = useLoad(() => gaps.list(days, inbox), [days, inbox, content.changed.value]);
  const [writing, setWriting] = useState<DraftStart | null>(null);
  const [teaching, setTeaching] = useState<string | null>(null);
  const box = useRowKeys<HTMLOListElement>("question");
  const { role } = me.value;
  return (
    <>
      <Answer answer={answer}>
        {({ gaps: list, turns, unanswered }) => (
          <>
            <p class="lead" role="status">
              {turns === 0
                ? "Nobody asked anything in this time."
                : `${count(unanswered)} of ${count(turns)} questions were not answered well (${percent(unanswered / turns)}).`}
            </p>
            {list.length === 0 ? (
              <Empty icon="gap" title="Nothing is missing that stands out">
                <p>
                  Questions that found no good answer are gathered here by what they have in common. Choose a longer time to look
                  further back.
                </p>
              </Empty>
            ) : (
              <ol class="gaps" ref={box} aria-label="Questions without a good answer">
                {list.map((gap) => (
                  <GapCard
                    key={gap.id}
                    gap={gap}
                    days={Number(days)}
                    reads={may(role, "read")}
                    onWrite={
                      may(role, "articles") ? () => setWriting({ ...gap, questions: gap.examples.map(({ text }) => text), answer: null }) : null
                    }
                    onTeach={may(role, "teach") ? setTeaching : null}
                  />
                ))}
              </ol>
            )}
          </>
        )}
      </Answer>
      <QualityLists />
      {writing && <DraftDialog start={writing} onClose={() => setWriting(null)} />}
      {teaching !== null && <TeachDialog text={teaching} onClose={() => setTeaching(null)} />}
    </>
  );
}

export function AnsweredByPeople({ days, inbox }: ListProps) {
  const { content, me } = useDesk();
  const answer = useLoad(() => gaps.answered(days, inbox), [days, inbox, content.changed.value]);
  const [writing, setWriting] = useState<DraftStart | null>(null);
  const box = useRowKeys<HTMLOListElement>("answer");
  const { role } = me.value;
  return (
    <>
      <Answer answer={answer}>
        {({ answers, conversations }) => (
          <>
            <p class="lead" role="status">
              {conversations === 0
                ? "People resolved no conversation with an answer in this time."
                : `People answered ${conversations === 1 ? "one conversation" : `${count(conversations)} conversations`} that they resolved. What they said can become an article, so that the next one needs nobody.`}
            </p>
            {answers.length === 0 ? (
              <Empty icon="resolved" title="No answer waits to be written down">
                <p>
                  What people answer in conversations that they resolve is gathered here by what was asked, until an article is written from
                  it. Choose a longer time to look further back.
                </p>
              </Empty>
            ) : (
              <ol class="gaps" ref={box} aria-label="Answered by people">
                {answers.map((one) => (
                  <SaidCard
                    key={one.id}
                    one={one}
                    reads={may(role, "read")}
                    onWrite={
                      may(role, "articles")
                        ? () => setWriting({ name: one.name, topic: null, questions: [one.question, ...one.examples.map(({ question }) => question)], answer: one.answer })
                        : null
                    }
                  />
                ))}
              </ol>
            )}
          </>
        )}
      </Answer>
      {writing && <DraftDialog start={writing} onClose={() => setWriting(null)} />}
    </>
  );
}

function Answer<T>({ answer, children }: { answer: Loaded<T>; children: (value: T) => ComponentChildren }) {
  const { value, problem, busy, again } = answer;
  if (value === null) return problem ? <Trouble words={problem} again={again} /> : <Lines />;
  return (
    <div class="part" aria-busy={busy}>
      {children(value)}
    </div>
  );
}

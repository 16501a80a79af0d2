// Intents: what contacts want, by topic, with the examples that tell it apart; and which of them are hard to tell apart.

import { useRef, useState } from "preact/hooks";
import { intents } from "../api/intents.js";
import type { Intent } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, type Place } from "../shell/router.js";
import { count } from "../store/numbers.js";
import { may } from "../store/views.js";
import { Find } from "../ui/find.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead, useRowKeys } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { Segments } from "../ui/segments.js";
import { ConfusionList } from "./confusions.js";
import { OneIntent } from "./one.js";
import { TeachDialog } from "./teach.js";
import { byTopic, found } from "./words.js";

const PARTS = [
  ["", "All"],
  ["confusions", "Hard to tell apart"],
] as const;

export function IntentsPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { content, me } = useDesk();
  const teaches = may(me.value.role, "teach");
  const list = useLoad(intents.list, [content.changed.value]);
  const [teaching, setTeaching] = useState<string | null>(null);
  const { part = "", q = "" } = at.query;
  // It takes seconds: what was found stays while one looks at single intents.
  const asked = useRef(false);
  asked.current ||= part === "confusions";
  const confusions = useLoad(async () => (asked.current ? intents.confusions() : null), [asked.current]);
  const box = useRowKeys<HTMLDivElement>("intent");
  const field = useRef<HTMLInputElement>(null);
  useCommands(
    () => [
      { id: "find", title: "Find an intent", group: "Intents", icon: "search", keys: "f", run: () => field.current?.focus() },
      ...(teaches
        ? [{ id: "intent.teach", title: "Add an example", group: "Intents", icon: "plus" as const, keys: "c", run: () => setTeaching("") }]
        : []),
    ],
    [teaches],
  );
  const all = list.value;
  return (
    <div class="page wide intents">
      <PageHead title="Intents" count={all?.length ?? null} openDrawer={openDrawer}>
        {teaches && (
          <button class="button primary" onClick={() => setTeaching("")}>
            <Icon name="plus" size={15} />
            Add an example
          </button>
        )}
      </PageHead>
      <div class="page-body" ref={box} aria-busy={list.busy}>
        <div class="tools">
          <Segments label="Part" value={part} options={PARTS} onChange={(key) => go({ page: "intents", query: key ? { part: key } : {} })} />
          {!part && (
            <Find
              q={q}
              label="Find intents"
              placeholder="Title, topic or example"
              field={field}
              onFind={(words) => go({ page: "intents", query: words ? { q: words } : {} }, true)}
            />
          )}
        </div>
        {list.problem && !all && <Trouble words={list.problem} again={list.again} />}
        {!all && !list.problem && <Lines />}
        {all?.length === 0 && <NoIntents />}
        {all && all.length > 0 && part && <ConfusionList answer={confusions} all={all} />}
        {all && all.length > 0 && !part && (
          <Topics all={all} q={q} open={at.id} onChanged={list.again} onTeach={teaches ? setTeaching : null} />
        )}
      </div>
      {teaching !== null && (
        <TeachDialog
          intent={teaching}
          onTaught={(taught) => (list.again(), go({ page: "intents", id: taught.id }, true))}
          onClose={() => setTeaching(null)}
        />
      )}
    </div>
  );
}

const NoIntents = () => (
  <Empty icon="intents" title="There are no intents yet">
    <p>
      An intent is what a contact wants, told apart by examples. They come with a folder that holds <code>intents.yaml</code>; then real
      messages teach them, here and from conversations.
    </p>
  </Empty>
);

interface TopicsProps {
  all: Intent[];
  q: string;
  /** The intent that is open. */
  open: string | null;
  onChanged: () => void;
  onTeach: ((intent: string) => void) | null;
}

function Topics({ all, q, open, onChanged, onTeach }: TopicsProps) {
  const shown = all.filter((one) => found(one, q));
  const query = q ? { q } : {};
  return (
    <>
      <p class={q ? "hint" : "sr-only"} role="status">
        {shown.length === 1 ? "1 intent" : `${count(shown.length)} intents`}
      </p>
      {shown.length === 0 && (
        <Empty icon="search" title="No intent has these words">
          <button class="button" onClick={() => go({ page: "intents" }, true)}>
            Show all
          </button>
        </Empty>
      )}
      {byTopic(shown).map(([topic, intents]) => (
        <section key={topic} class="block" aria-label={topic}>
          <h2>
            {topic} <span class="total">{intents.length}</span>
          </h2>
          <ul class="lines">
            {intents.map((one) => (
              <OneIntent
                key={one.id}
                intent={one}
                open={one.id === open}
                onToggle={() => go({ page: "intents", id: one.id === open ? null : one.id, query }, true)}
                onChanged={onChanged}
                onTeach={onTeach && (() => onTeach(one.id))}
              />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}

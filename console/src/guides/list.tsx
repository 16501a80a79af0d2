// All guides: found by words and state.

import { useEffect, useRef } from "preact/hooks";
import { guides } from "../api/guides.js";
import type { GuideRow } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, href, type Place } from "../shell/router.js";
import { count } from "../store/numbers.js";
import { Find } from "../ui/find.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead, useRowKeys } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { Table } from "./table.js";

const STATES: [GuideRow["state"] | "", string][] = [
  ["", "All"],
  ["published", "Published"],
  ["draft", "Never published"],
  ["archived", "Archived"],
];

export function GuideList({ at, writes, openDrawer }: { at: Place; writes: boolean; openDrawer: () => void }) {
  const { content, guides: kept } = useDesk();
  const { q = "", state = "" } = at.query;
  const list = useLoad(async () => ({ q, rows: await guides.list(q) }), [q, content.changed.value]);
  useEffect(() => void (kept.listed.value = at.query), [at.query]);
  const box = useRowKeys<HTMLTableSectionElement>("guide");
  const field = useRef<HTMLInputElement>(null);
  const put = (change: Record<string, string>) => {
    const query = Object.fromEntries(Object.entries({ q, state, ...change }).filter(([, value]) => value));
    go({ page: "guides", query }, true);
  };
  useCommands(
    () => [
      { id: "find", title: "Find a guide", group: "Guides", icon: "search", keys: "f", run: () => field.current?.focus() },
      ...(writes
        ? [
            {
              id: "guide.new",
              title: "New guide",
              group: "Guides",
              icon: "plus" as const,
              keys: "c",
              run: () => go({ page: "guides", id: "new" }),
            },
          ]
        : []),
    ],
    [writes],
  );
  const all = list.value?.rows ?? null;
  const shown = all?.filter((one) => !state || one.state === state) ?? null;
  return (
    <div class="page wide articles-page">
      <PageHead title="Guides" count={list.value?.q === "" ? (all?.length ?? null) : null} openDrawer={openDrawer}>
        {writes && (
          <a class="button primary" href={href({ page: "guides", id: "new" })}>
            <Icon name="plus" size={15} />
            New guide
          </a>
        )}
      </PageHead>
      <div class="page-body" aria-busy={list.busy}>
        <div class="tools">
          <Find q={q} label="Find guides" placeholder="Title, summary or id" field={field} onFind={(words) => put({ q: words })} />
          <div class="segments" role="group" aria-label="State">
            {STATES.map(([key, name]) => (
              <button key={key} aria-pressed={state === key} onClick={() => put({ state: key })}>
                {name} {all && <small>{count(all.filter((one) => !key || one.state === key).length)}</small>}
              </button>
            ))}
          </div>
        </div>
        <p class={q ? "hint" : "sr-only"} role="status">
          {shown && (shown.length === 1 ? "1 guide" : `${count(shown.length)} guides`)}
        </p>
        {list.problem && <Trouble words={list.problem} again={list.again} />}
        {!all && !list.problem && <Lines />}
        {shown?.length === 0 &&
          (q || state ? <NothingFound q={q} onAll={() => put({ q: "", state: "" })} /> : <NothingYet writes={writes} />)}
        {shown && shown.length > 0 && <Table rows={shown} box={box} />}
      </div>
    </div>
  );
}

const NothingFound = ({ q, onAll }: { q: string; onAll: () => void }) => (
  <Empty icon="search" title={q ? `No guide has “${q}”` : "No guide is like this"}>
    <p>Every word has to be in the title, the summary or the id.</p>
    <button class="button" onClick={onAll}>
      Show all guides
    </button>
  </Empty>
);

const NothingYet = ({ writes }: { writes: boolean }) => (
  <Empty icon="guide" title="No guides yet">
    <p>A guide leads contacts through your product, step by step on their own page, and sees to it that each step is done.</p>
    {writes ? (
      <p>
        They come with a folder that has <code>guides/*.yaml</code>. Or press <kbd>c</kbd> to write the first one.
      </p>
    ) : (
      <p>Content editors write them, or they come with a folder that is ingested.</p>
    )}
  </Empty>
);

// All articles: found by words, state and source.

import { useEffect, useRef } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { ArticlePage, ArticleRow, ArticleState } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, href, type Place } from "../shell/router.js";
import { count } from "../store/numbers.js";
import { Select } from "../ui/field.js";
import { Find } from "../ui/find.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, More, PageHead, useRowKeys } from "../ui/page.js";
import { usePaged } from "../ui/paged.js";
import { Trouble } from "../ui/parts.js";
import { NothingFound, NothingYet } from "./empty.js";
import { Table } from "./table.js";

const STATES: [ArticleState | "", string][] = [
  ["", "All"],
  ["published", "Published"],
  ["draft", "Never published"],
  ["archived", "Archived"],
];

export function ArticleList({ at, writes, openDrawer }: { at: Place; writes: boolean; openDrawer: () => void }) {
  const { content } = useDesk();
  const { q = "", state = "", source = "" } = at.query;
  const changed = content.changed.value;
  const list = usePaged<ArticleRow, ArticlePage>(
    { read: (after) => articles.list({ q, state, source, after }), items: (page) => page.articles, key: ({ id }) => id },
    [q, state, source],
    changed,
  );
  const counts = useCounts(changed);
  useEffect(() => void (content.listed.value = at.query), [at.query]);
  const box = useRowKeys<HTMLTableSectionElement>("article");
  const field = useRef<HTMLInputElement>(null);
  const put = (change: Record<string, string>) => {
    const query = Object.fromEntries(Object.entries({ q, state, source, ...change }).filter(([, value]) => value));
    go({ page: "articles", query }, true);
  };
  useCommands(
    () => [
      { id: "find", title: "Find an article", group: "Articles", icon: "search", keys: "f", run: () => field.current?.focus() },
      ...(writes
        ? [
            {
              id: "article.new",
              title: "New article",
              group: "Articles",
              icon: "plus" as const,
              keys: "c",
              run: () => go({ page: "articles", id: "new" }),
            },
          ]
        : []),
    ],
    [writes],
  );
  const narrowed = q || state || source;
  return (
    <div class="page wide articles-page">
      <PageHead title="Articles" count={counts?.[""] ?? null} openDrawer={openDrawer}>
        {writes && (
          <>
            <a class="button" href={href({ page: "uploads" })}>
              <Icon name="upload" size={15} />
              Upload
            </a>
            <a class="button primary" href={href({ page: "articles", id: "new" })}>
              <Icon name="plus" size={15} />
              New
            </a>
          </>
        )}
      </PageHead>
      <div class="page-body" aria-busy={list.busy}>
        <div class="tools">
          <Find
            q={q}
            label="Find articles"
            placeholder="Title, path or product area"
            field={field}
            onFind={(words) => put({ q: words })}
          />
          <div class="segments" role="group" aria-label="State">
            {STATES.map(([key, name]) => (
              <button key={key} aria-pressed={state === key} onClick={() => put({ state: key })}>
                {name} {counts && <small>{count(counts[key])}</small>}
              </button>
            ))}
          </div>
          {list.first && list.first.sources.length > 1 && (
            <Select
              quiet
              label="Source"
              value={source}
              options={[["", "Every source"], ...list.first.sources.map((one): [string, string] => [one, one])]}
              onChange={(one) => put({ source: one })}
            />
          )}
        </div>
        <p class={q ? "hint" : "sr-only"} role="status">
          {list.first && `${count(list.first.total)} ${list.first.total === 1 ? "article" : "articles"}`}
        </p>
        {list.problem && <Trouble words={list.problem} again={list.again} />}
        {!list.items && !list.problem && <Lines />}
        {list.items?.length === 0 &&
          (narrowed ? (
            <NothingFound q={q} onAll={() => put({ q: "", state: "", source: "" })} />
          ) : (
            <NothingYet writes={writes} />
          ))}
        {list.items && list.items.length > 0 && <Table rows={list.items} box={box} />}
        <More {...list} />
      </div>
    </div>
  );
}

/** How many there are of each state: what the segments say. */
function useCounts(changed: unknown): Record<ArticleState | "", number> | null {
  const loaded = useLoad(async () => {
    const totals = await Promise.all(
      STATES.map(async ([state]) => [state, (await articles.list({ state, limit: 1 })).total] as const),
    );
    return Object.fromEntries(totals) as Record<ArticleState | "", number>;
  }, [changed]);
  return loaded.value;
}

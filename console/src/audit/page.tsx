// Every privileged act, newest first; entries are never changed or deleted.

import { useEffect, useRef, useState } from "preact/hooks";
import { audit } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { AuditEntry } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go, href, type Place } from "../shell/router.js";
import { minute } from "../store/clock.js";
import { atClock, byDay, inFull } from "../store/time.js";
import { Select } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { Lines, PageHead, useRowKeys } from "../ui/page.js";
import { Avatar, Empty, Trouble } from "../ui/parts.js";
import { actInWords, byInWords, conversationOf, detailLines, type Names } from "./words.js";

const PAGE = 50;

export function AuditPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { team, me } = useDesk();
  const person = at.query.person ?? "";
  // Who joined since signing in has a name as well.
  useEffect(() => void team.refresh(me.peek().role), [team, me]);
  const { entries, more, busy, problem, load } = useEntries(person);
  const names = useNames();
  const box = useRowKeys<HTMLDivElement>("entry");
  return (
    <div class="page wide">
      <PageHead title="Audit log" openDrawer={openDrawer} />
      <div class="page-body">
        <div class="tools">
          <Select
            quiet
            label="By whom"
            value={person}
            options={[["", "By anybody"], ...team.members.value.map(({ id, name }): [string, string] => [id, name])]}
            onChange={(id) => go({ page: "audit", query: id ? { person: id } : {} }, true)}
          />
          <p class="hint">What people did that others should be able to look up. Entries are never changed or deleted.</p>
        </div>
        {problem && <Trouble words={problem} again={load} />}
        {entries === null && !problem && <Lines />}
        {entries?.length === 0 && <Empty icon="audit" title={person ? "Nothing by this person" : "Nothing happened yet"} />}
        <div ref={box} class="audit">
          {byDay(entries ?? [], minute.value).map(([day, list]) => (
            <section key={day} aria-label={day}>
              <h2>{day}</h2>
              <ul class="lines">
                {list.map((entry) => (
                  <Entry key={entry.id} entry={entry} names={names} />
                ))}
              </ul>
            </section>
          ))}
        </div>
        {more && entries && entries.length > 0 && (
          <button class="button" disabled={busy} onClick={load}>
            {busy ? "Reading…" : "Older ones"}
          </button>
        )}
      </div>
    </div>
  );
}

function Entry({ entry, names }: { entry: AuditEntry; names: Names }) {
  const [open, setOpen] = useState(false);
  const by = byInWords(entry);
  const conversation = conversationOf(entry);
  return (
    <li class={`entry ${open ? "open" : ""}`}>
      <button class="entry-head" data-row aria-expanded={open} onClick={() => setOpen(!open)}>
        {entry.by ? <Avatar name={by} id={entry.by.id} small /> : <span class="avatar small nobody"><Icon name={entry.act === "session.refused" ? "alert" : "key"} size={14} /></span>}
        <span class="entry-words">
          <b>{by}</b> {actInWords(entry, names)}
        </span>
        <time dateTime={entry.at} title={inFull(entry.at)}>
          {atClock(entry.at)}
        </time>
        <Icon name="down" size={14} />
      </button>
      {open && (
        <div class="entry-detail">
          <dl class="facts">
            <div>
              <dt>When</dt>
              <dd>{inFull(entry.at)}</dd>
            </div>
            {detailLines(entry, names).map(([name, words], at) => (
              <div key={at}>
                <dt>{name}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          {conversation && (
            <a class="button small" href={href({ page: "inbox", view: "all", id: conversation })}>
              Open the conversation
            </a>
          )}
        </div>
      )}
    </li>
  );
}

function useNames(): Names {
  const { team } = useDesk();
  const nameOf = <T extends { name: string }>(all: T[], test: (one: T) => boolean) => all.find(test)?.name ?? null;
  return {
    person: (id) => nameOf(team.members.value, (one) => one.id === id),
    inbox: (key) => nameOf(team.inboxes.value, (one) => one.key === key),
    queue: (id) => nameOf(team.queues.value, (one) => one.id === id),
  };
}

interface Entries {
  entries: AuditEntry[] | null;
  more: boolean;
  busy: boolean;
  problem: string | null;
}

/** Pages of the log; the last entry is where the next one begins. */
function useEntries(person: string): Entries & { load: () => void } {
  const [state, setState] = useState<Entries>({ entries: null, more: true, busy: false, problem: null });
  const asked = useRef(0);
  function read(before: string | null) {
    const mine = ++asked.current;
    setState((was) => ({ ...was, ...(!before && { entries: null }), busy: true, problem: null }));
    audit({ limit: PAGE, before, person }).then(
      (found) =>
        mine === asked.current &&
        setState(({ entries }) => {
          const all = before ? [...(entries ?? []), ...found] : found;
          return { entries: all, more: found.length === PAGE, busy: false, problem: null };
        }),
      (error: unknown) => mine === asked.current && setState((was) => ({ ...was, busy: false, problem: inWords(error) })),
    );
  }
  useEffect(() => {
    read(null);
    return () => void asked.current++;
  }, [person]);
  return { ...state, load: () => read(state.entries?.at(-1)?.id ?? null) };
}

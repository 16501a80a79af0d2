// Search over everything people may see: every word must be there, hits in their own words.

import { useEffect, useRef, useState } from "preact/hooks";
import { search } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { Hit } from "../api/types.js";
import { ConversationPane } from "../conversation/pane.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, href, type Place } from "../shell/router.js";
import { contactName, standing } from "../store/words.js";
import { useDeferred } from "../ui/deferred.js";
import { Icon } from "../ui/icon.js";
import { Ago, Badge, Empty, IconButton, Trouble } from "../ui/parts.js";

const PAUSE = 250;

export function SearchPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const q = at.query.q ?? "";
  const [text, setText] = useState(q);
  const field = useRef<HTMLInputElement>(null);
  const found = useHits(q);
  const open = useDeferred(at.id);
  // The address is written by the field; only what comes from elsewhere, a step back, is written into it.
  const written = useRef(q);
  useEffect(() => {
    if (q !== written.current) setText(q);
    written.current = q;
  }, [q]);
  useEffect(() => void (at.id || field.current?.focus()), []);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = window.setTimeout(() => {
      written.current = text.trim();
      go({ page: "search", query: text.trim() ? { q: text.trim() } : {} }, true);
    }, PAUSE);
    return () => window.clearTimeout(timer);
  }, [text]);
  useCommands(
    () => [{ id: "page.search", title: "Search", group: "Go to", icon: "search", keys: "/", run: () => field.current?.focus() }],
    [],
  );
  return (
    <div class="panes" data-open={at.id ? "conversation" : "list"}>
      <section class="list-pane" aria-label="Search">
        <header class="pane-head">
          <IconButton icon="menu" label="Menu" class="phone-only" onClick={openDrawer} />
          <h1>Search</h1>
        </header>
        <div class="search-field">
          <Icon name="search" />
          <input
            ref={field}
            type="search"
            aria-label="Search conversations, notes and contacts"
            placeholder="Words, names, error codes"
            value={text}
            onInput={(event) => setText(event.currentTarget.value)}
          />
        </div>
        <Hits q={q} found={found} at={at} />
      </section>
      {open ? (
        <ConversationPane key={open} id={open} />
      ) : (
        <div class="nothing-open">
          <Empty icon="search" title="Search over everything">
            <p>Messages, notes and contacts of all conversations that are yours to see.</p>
          </Empty>
        </div>
      )}
    </div>
  );
}

interface Found {
  hits: Hit[];
  next: string | null;
  busy: boolean;
  problem: string | null;
  more: () => void;
}

function useHits(q: string): Found {
  const desk = useDesk();
  const [state, setState] = useState<Omit<Found, "more">>({ hits: [], next: null, busy: false, problem: null });
  const asked = useRef("");
  function ask(before: string | null) {
    asked.current = q;
    setState((was) => ({ ...was, busy: true, problem: null }));
    search(q, before).then(
      ({ hits, next }) => {
        if (asked.current !== q) return;
        for (const { conversation } of hits) desk.rows.put(conversation);
        setState((was) => ({ hits: before ? [...was.hits, ...hits] : hits, next, busy: false, problem: null }));
      },
      (error: unknown) => asked.current === q && setState((was) => ({ ...was, busy: false, problem: inWords(error) })),
    );
  }
  useEffect(() => {
    if (q) ask(null);
    else setState({ hits: [], next: null, busy: false, problem: null });
  }, [q]);
  return { ...state, more: () => ask(state.next) };
}

function Hits({ q, found, at }: { q: string; found: Found; at: Place }) {
  const { hits, next, busy, problem, more } = found;
  if (problem) return <Trouble words={problem} />;
  if (!q) return <p class="quiet pad">Every word you type has to be in it.</p>;
  if (hits.length === 0)
    return busy ? (
      <p class="quiet pad" role="status">
        Searching…
      </p>
    ) : (
      <Empty icon="search" title={`Nothing says “${q}”`}>
        <p>Try fewer words, or a part of one.</p>
      </Empty>
    );
  return (
    <div class="hits-scroll">
      <p class="sr-only" role="status">
        {hits.length} hits
      </p>
      <ul class="hits">
        {hits.map((hit) => (
          <li key={`${hit.conversation.id} ${hit.seq} ${hit.by}`}>
            <HitLine hit={hit} q={q} at={at} />
          </li>
        ))}
      </ul>
      {next && (
        <button class="button" disabled={busy} onClick={more}>
          More
        </button>
      )}
    </div>
  );
}

function HitLine({ hit, q, at }: { hit: Hit; q: string; at: Place }) {
  const me = useDesk().me.value.id;
  const { conversation: row } = hit;
  return (
    <a href={href({ page: "search", id: row.id, query: { q } })} class="hit" aria-current={at.id === row.id ? "true" : undefined}>
      <span class="row-top">
        <b class="cut">{contactName(row)}</b>
        <span class="row-when">
          <Ago at={hit.at} />
        </span>
      </span>
      <span class="row-title cut">{row.title}</span>
      <span class="hit-text">
        <Marked text={hit.text} words={q.split(/\s+/)} />
      </span>
      <span class="badges">
        <Badge tone={hit.by === "note" ? "brass" : "grey"}>
          {hit.by === "note" ? "In a note" : hit.by === "contact" ? "The contact" : "In a message"}
        </Badge>
        <Badge>{standing(row, me)}</Badge>
      </span>
    </a>
  );
}

const BEFORE = 40;
const LONGEST = 180;

/** The words found, marked, with a little around the first. */
function Marked({ text, words }: { text: string; words: string[] }) {
  const wanted = words.filter(Boolean).map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (wanted.length === 0) return <>{text.slice(0, LONGEST)}</>;
  const pattern = new RegExp(`(${wanted.join("|")})`, "iu");
  const first = Math.max(0, text.search(pattern) - BEFORE);
  const cut = `${first > 0 ? "…" : ""}${text.slice(first, first + LONGEST)}`;
  return (
    <>{cut.split(new RegExp(pattern, "giu")).map((part, at) => (pattern.test(part) ? <mark key={at}>{part}</mark> : part))}</>
  );
}

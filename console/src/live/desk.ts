// Everything that lives while a person is signed in: the line, what is open, what rings, and the stores that all screens
// read. Screens know this and nothing behind it.

import { batch, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { ProblemError } from "../api/http.js";
import * as api from "../api/people.js";
import type { Counts, Filters, Person, Presence, Row, ServerFrame, View } from "../api/types.js";
import { createContent, type Content } from "../store/content.js";
import { createDrafts, type Drafts } from "../store/drafts.js";
import { createEvals, type Evals } from "../store/evals.js";
import { createKept, isGuide, type GuideText, type Kept } from "../store/kept.js";
import { createList, type List } from "../store/list.js";
import { createOffers } from "../store/offers.js";
import type { Prefs } from "../store/prefs.js";
import { createRows, type Rows } from "../store/rows.js";
import { createTeam, type Team } from "../store/team.js";
import { may, sortOf } from "../store/views.js";
import type { Env } from "./env.js";
import { createLine, type LinkState } from "./line.js";
import { createOpened, type Opened } from "./opened.js";
import type { Ring } from "./ring.js";

export interface Desk extends Pick<Opened, "thread" | "look" | "typing" | "seen" | "outbox"> {
  me: Signal<Person>;
  link: ReadonlySignal<LinkState>;
  presence: Signal<Presence>;
  counts: Signal<Counts | null>;
  rows: Rows;
  team: Team;
  drafts: Drafts;
  /** Articles that are being written, and what was set aside when somebody else's text was taken. */
  articles: { kept: Kept; aside: Kept };
  /** The same of guides; and what their list was narrowed to: the way back leads there. */
  guides: { kept: Kept<GuideText>; aside: Kept<GuideText>; listed: Signal<Record<string, string>> };
  content: Content;
  evals: Evals;
  prefs: Prefs;
  /** What rings: offered to this person first, then what is open to everybody, the most pressing first. */
  offers: ReadonlySignal<Row[]>;
  list: ReadonlySignal<List | null>;
  show(view: View, filters: Filters): void;
  wish(presence: "online" | "away"): void;
  /** A call that answers with a row: the row is put where it belongs. */
  act(call: Promise<{ conversation: Row }>): Promise<Row>;
  remove(): void;
}

export interface DeskOptions {
  env: Env;
  person: Person;
  prefs: Prefs;
  ring: Ring;
  onOver(why: "session" | "revoked"): void;
}

const PAGE = 100;

/** Browsers do not say why a socket was refused; the session does. */
const isAllowed = () =>
  api.session.get().then(
    () => true,
    (error: unknown) => (error instanceof ProblemError && error.status === 401 ? false : Promise.reject(error)),
  );

export function createDesk({ env, person, prefs, ring, onOver }: DeskOptions): Desk {
  const me = signal(person);
  const link = signal<LinkState>("connecting");
  const presence = signal<Presence>("online");
  const counts = signal<Counts | null>(null);
  const list = signal<List | null>(null);
  const rows = createRows();
  const team = createTeam();
  const content = createContent(env);
  const evals = createEvals();
  const offers = createOffers(rows, me);
  const url = `${location.origin.replace(/^http/, "ws")}/v1/people/socket`;
  const line = createLine({ env, url, onFrame: take, onState, onOver, allowed: isAllowed });
  const opened = createOpened({ env, me: () => ({ id: me.peek().id, name: me.peek().name }), send: line.send, onRow: rows.put });
  const stopRinging = effect(() => ring.offers(presence.value === "online" ? offers.ringing.value : []));
  window.addEventListener("online", line.now);
  // Texts are kept on this device; files are not, so browsers ask before the page is left while some are on their way.
  const guard = (event: BeforeUnloadEvent) => content.sending.peek().some(({ state }) => state !== "refused") && event.preventDefault();
  window.addEventListener("beforeunload", guard);

  function onState(state: LinkState) {
    link.value = state;
    if (state === "waiting") opened.broke();
  }

  function take(frame: ServerFrame) {
    if (frame.type === "hello") batch(() => hello(frame));
    else if (frame.type === "row") rows.put(frame.conversation);
    else if (frame.type === "gone") rows.remove(frame.conversation);
    else if (frame.type === "counts") counts.value = frame.counts;
    else if (frame.type === "offer") offers.add(frame.conversation);
    else if (frame.type === "mention") mention(frame.conversation, frame.by?.name ?? "Somebody");
    else if (frame.type === "presence") team.took(frame.people);
    else if (frame.type === "account") me.value = frame.person;
    else if (frame.type === "upload") content.took(frame.upload);
    else if (frame.type === "site") content.tookSite(frame.site);
    else if (frame.type === "knowledge") content.change();
    else if (frame.type === "run") evals.took(frame.run);
    else if (frame.type === "evals") evals.change();
    else opened.take(frame);
  }

  function hello(frame: ServerFrame & { type: "hello" }) {
    me.value = frame.person;
    presence.value = frame.presence;
    counts.value = frame.counts;
    opened.resume();
    content.change();
    evals.change();
    void team.refresh(frame.person.role);
    void list.peek()?.refresh();
    if (may(frame.person.role, "act")) void readOffers();
  }

  /** Offers made before this socket opened ring as well. */
  async function readOffers() {
    const page = await api.conversations.list({ view: "offered", sort: "pressing" }).catch(() => null);
    for (const row of page?.conversations ?? []) offers.add(row);
  }

  function mention(row: Row, by: string) {
    rows.put(row);
    if (list.peek()?.view === "mentions") list.peek()?.include(row.id);
    ring.mention(row, by);
  }

  function show(view: View, filters: Filters) {
    const sort = sortOf(view);
    list.peek()?.remove();
    const fetch = (before: string | null) => api.conversations.list({ view, sort, ...filters, before, limit: PAGE });
    const soon = (call: () => void) => void requestAnimationFrame(call);
    const next = createList({ view, filters, sort, me: me.peek().id, rows, now: env.now, fetch, soon });
    list.value = next;
    void next.refresh();
  }

  function wish(wanted: "online" | "away") {
    const before = presence.peek();
    presence.value = wanted;
    api.putPresence(wanted).catch(() => void (presence.value = before));
  }

  async function act(call: Promise<{ conversation: Row }>) {
    const { conversation } = await call;
    rows.put(conversation);
    return conversation;
  }

  function remove() {
    window.removeEventListener("online", line.now);
    window.removeEventListener("beforeunload", guard);
    stopRinging();
    offers.remove();
    list.peek()?.remove();
    opened.remove();
    ring.remove();
    line.remove();
  }

  const { thread, look, typing, outbox } = opened;
  const seen = (id: string, seq: number) => may(me.peek().role, "act") && opened.seen(id, seq);
  const drafts = createDrafts(env, `usher.draft.${person.id}.`);
  const articles = {
    kept: createKept(env, `usher.article.${person.id}.`),
    aside: createKept(env, `usher.aside.${person.id}.`),
  };
  const guides = {
    kept: createKept(env, `usher.guide.${person.id}.`, isGuide),
    aside: createKept(env, `usher.guide-aside.${person.id}.`, isGuide),
    listed: signal({}),
  };
  return {
    me,
    link,
    presence,
    counts,
    rows,
    team,
    drafts,
    articles,
    guides,
    content,
    evals,
    prefs,
    offers: offers.ringing,
    list,
    show,
    thread,
    look,
    typing,
    seen,
    outbox,
    wish,
    act,
    remove,
  };
}

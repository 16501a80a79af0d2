// The rows of the conversation that are not messages.

import { el, icon } from "../dom.js";
import type { Row } from "../store/rows.js";
import type { PanelContext } from "./context.js";
import { CHECK, PERSON, SPARK } from "./icons.js";
import type { View } from "./keyed.js";
import { draftView, messageView, typingView } from "./message.js";
import { ratingView } from "./rating.js";

type StartRow = Extract<Row, { kind: "start" }>;

export function rowView(row: Row, panel: PanelContext): View<Row> {
  switch (row.kind) {
    case "message":
      return messageView(row, panel) as View<Row>;
    case "draft":
      return draftView(row.text, panel) as View<Row>;
    case "typing":
      return typingView(row.author, panel) as View<Row>;
    case "start":
      return startView(row, panel) as View<Row>;
    case "earlier":
      return earlierView(panel);
    case "day":
      return { node: el("li.day", {}, el("span", {}, dayName(row.at, panel))) };
    case "note":
      return noteView(row, panel);
    case "solved":
      return solvedView(row, panel);
    case "rating":
      return ratingView(panel);
  }
}

/** Greeting and the plain statement that an AI answers, before the first message and above it ever after. */
function startView(first: StartRow, panel: PanelContext): View<StartRow> {
  const node = el("li.start");
  const draw = ({ fresh }: StartRow) => {
    const inbox = panel.inbox();
    if (!inbox) return;
    const pills = ((fresh && inbox.suggestions) || []).map((text) =>
      el("button.pill", { type: "button", onclick: () => panel.ask(text) }, text),
    );
    node.replaceChildren(
      el("p.greeting", {}, inbox.greeting),
      el("p.disclosure", {}, icon(SPARK), el("span", {}, inbox.disclosure)),
      ...(pills.length ? [el("div.pills", {}, ...pills)] : []),
    );
  };
  draw(first);
  return { node, update: draw };
}

function earlierView({ strings, client }: PanelContext): View<Row> {
  const button = el("button.pill", { type: "button", onclick: load }, strings.earlier);
  async function load() {
    button.disabled = true;
    await client.earlier().catch(() => {});
    button.disabled = false;
  }
  return { node: el("li.day", {}, button) };
}

function noteView({ note }: Extract<Row, { kind: "note" }>, { strings }: PanelContext): View<Row> {
  const words = strings[note.what];
  const handed = note.what === "escalated" || note.what === "failed";
  return { node: el(`li.note.${note.what}` as "li.note", {}, icon(handed ? PERSON : CHECK), el("span", {}, words)) };
}

/** Asks whether the answer helped; "not yet" opens the two ways on. */
function solvedView({ key }: Row, panel: PanelContext): View<Row> {
  const { strings } = panel;
  const reply = key.slice(1);
  const question = el("p", {}, strings.solved);
  const yes = el("button.pill", { type: "button", onclick: () => panel.judge(reply, true) }, strings.yes);
  const no = el("button.pill", { type: "button", onclick: notYet }, strings.no);
  const pills = el("div.pills", { role: "group", "aria-label": strings.solved }, yes, no);
  const node = el("li.solved", {}, question, pills);
  function notYet() {
    const talk = el("button.pill", { type: "button", onclick: () => panel.talkToPerson() }, strings.talk);
    node.replaceChildren(el("p", {}, strings.more), el("div.pills", {}, talk));
    panel.announce(strings.more);
    panel.focusComposer();
  }
  return { node };
}

/** "Today", or the date. */
function dayName(at: string, { env, strings, language }: PanelContext): string {
  const date = new Date(at);
  const now = new Date(env.now());
  if (date.toDateString() === now.toDateString()) return strings.today;
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", ...year }).format(date);
}


// The rows of the conversation that are not messages.

import { el, icon } from "../dom.js";
import { fill } from "../i18n/strings.js";
import type { Row } from "../store/rows.js";
import type { Note } from "../store/state.js";
import type { PanelContext } from "./context.js";
import { CHECK, PERSON, SPARK } from "./icons.js";
import type { View } from "./keyed.js";
import { messageView, typingView } from "./message.js";
import { ratingView } from "./rating.js";
import { solvedView } from "./solved.js";
import { waitingView } from "./waiting.js";

type StartRow = Extract<Row, { kind: "start" }>;

export function rowView(row: Row, panel: PanelContext): View<Row> {
  switch (row.kind) {
    case "message":
      return messageView(row, panel) as View<Row>;
    case "waiting":
      return waitingView(row, panel) as View<Row>;
    case "typing":
      return typingView(row, panel) as View<Row>;
    case "start":
      return startView(row, panel) as View<Row>;
    case "earlier":
      return earlierView(panel);
    case "day":
      return { node: el("li.day", el("span", dayName(row.at, panel))) };
    case "note":
      return noteView(row, panel);
    case "solved":
      return solvedView(row, panel) as View<Row>;
    case "rating":
      return ratingView(row, panel) as View<Row>;
  }
}

/** Greeting and the plain statement that an AI answers, before the first message and above it ever after. */
function startView(first: StartRow, panel: PanelContext): View<StartRow> {
  const node = el("li.start");
  const draw = ({ fresh }: StartRow) => {
    const { greeting, disclosure, suggestions } = panel.inbox() ?? {};
    const pills = ((fresh && suggestions) || []).map((text) =>
      el("button.pill", { onclick: () => panel.ask(text) }, text),
    );
    node.replaceChildren(
      el("p.greeting", greeting || panel.strings.title),
      // Also where the inbox could not be asked: nobody writes to an AI without being told.
      el("p.disclosure", icon(SPARK), el("span", disclosure || panel.strings.disclosure)),
      ...(pills.length ? [el("div.pills", ...pills)] : []),
    );
  };
  draw(first);
  return { node, update: draw };
}

function earlierView({ strings, client }: PanelContext): View<Row> {
  const button = el("button.pill", { onclick: load }, strings.earlier);
  async function load() {
    button.disabled = true;
    await client.earlier().catch(() => {});
    button.disabled = false;
  }
  return { node: el("li.day", button) };
}

function noteView({ note }: Extract<Row, { kind: "note" }>, panel: PanelContext): View<Row> {
  const handed = note.what === "escalated" || note.what === "failed" || note.what === "assigned";
  return { node: el(`li.note.${note.what}` as "li.note", icon(handed ? PERSON : CHECK), el("span", noteWords(note, panel))) };
}

export function noteWords({ what, reason }: Note, { strings }: PanelContext): string {
  const words = {
    escalated: strings.escalated,
    assigned: strings.assigned,
    resolved: strings.resolved,
    reopened: strings.reopened,
    failed: strings.failed,
  };
  return fill(words[what], { name: reason });
}

/** "Today", or the date. */
function dayName(at: string, { env, strings, language }: PanelContext): string {
  const date = new Date(at);
  const now = new Date(env.now());
  if (date.toDateString() === now.toDateString()) return strings.today;
  const year = date.getFullYear() === now.getFullYear() ? {} : { year: "numeric" as const };
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "long", ...year }).format(date);
}

// The panel's top: who is here, the conversations, a new one, and the way out.

import { el, icon } from "../dom.js";
import type { State } from "../store/state.js";
import type { PanelContext } from "./context.js";
import { picture, portrait } from "./faces.js";
import { BACK, CLOSE, LIST, NEW, SPARK } from "./icons.js";

const MOST_FACES = 3;

export interface Head {
  node: HTMLElement;
  update(state: State): void;
  /** The title of another view, with a way back; null for the conversation's. */
  title(text: string | null): void;
  focus(): void;
}

export function createHead(
  panel: PanelContext,
  on: { close(): void; list(): void; fresh(): void; back(): void },
): Head {
  const { strings } = panel;
  const button = (path: string, label: string, onclick: () => void) =>
    el("button.tool", { "aria-label": label, title: label, onclick }, icon(path));
  const list = button(LIST, strings.conversations, on.list);
  const back = button(BACK, strings.back, on.back);
  back.classList.add("turns");
  const fresh = button(NEW, strings.newConversation, on.fresh);
  const face = el("span.face");
  const team = el("span.team");
  const title = el("h2", { id: "usher-title" });
  const sub = el("p.sub");
  const who = el("div.who", title, sub);
  const node = el("header.head", back, list, face, who, team, fresh, button(CLOSE, strings.close, on.close));
  let other: string | null = null;
  let worn = "";

  function draw(state: State) {
    const inbox = panel.inbox();
    title.textContent = other ?? inbox?.name ?? strings.title;
    sub.hidden = other !== null;
    sub.textContent = status(state, inbox?.agent_name);
    back.hidden = other === null;
    list.hidden = other !== null;
    fresh.hidden = other !== null || !state.entries.length;
    wear();
    // Who may answer is shown before the first message, and where people have it instead of the logo.
    const people = /open|snoozed/.test(state.phase) && team.hasChildNodes();
    team.hidden = other !== null || !(people || fresh.hidden);
    face.hidden = other !== null || people;
    who.dataset.phase = state.phase;
  }

  /** The inbox's logo and team, drawn anew only where they changed. */
  function wear() {
    const { logo, team: people = [] } = panel.looks();
    if (worn === (worn = panel.env.stringify([logo, people]))) return;
    face.replaceChildren(logo ? picture(logo, icon(SPARK)) : icon(SPARK));
    team.replaceChildren(...people.slice(0, MOST_FACES).map(({ name, photo }) => portrait(name, photo)));
  }

  function status(state: State, name = ""): string {
    if (state.phase === "resolved") return strings.settled;
    if (state.phase === "pending") return [name, strings.aiAgent].filter(Boolean).join(" · ");
    const answered = state.entries.some((entry) => entry.kind === "message" && entry.author === "human_agent");
    return answered ? strings.personHere : strings.withPeople;
  }

  return {
    node,
    update: draw,
    title(text) {
      other = text;
      draw(panel.client.state());
    },
    focus: () => back.focus({ preventScroll: true }),
  };
}

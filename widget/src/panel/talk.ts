// The conversation: its list, kept at the newest unless the contact reads further up.

import { el } from "../dom.js";
import { rows } from "../store/rows.js";
import type { State } from "../store/state.js";
import type { PanelContext } from "./context.js";
import { keyedList } from "./keyed.js";
import { authorName } from "./message.js";
import { noteWords, rowView } from "./rows.js";

/** So near to the end counts as being there. */
const NEAR = 80;

export interface Talk {
  node: HTMLElement;
  update(state: State): void;
  /** Shows the newest. */
  toEnd(): void;
  /** The newest is before the contact's eyes. */
  atEnd(): boolean;
  remove(): void;
}

export function createTalk(panel: PanelContext, onEnd: () => void): Talk {
  const items = el("ol.items");
  const node = el("div.talk-log", { role: "region", "aria-label": panel.strings.log, tabindex: "0" }, items);
  const jump = el("button.jump", { hidden: true, onclick: toEnd }, panel.strings.newMessages);
  const outer = el("div.talk-view", node, jump);
  const list = keyedList(items, (row: ReturnType<typeof rows>[number]) => rowView(row, panel));
  let conversation: string | null | undefined;
  let seen = 0;
  /** Follows the newest until the contact scrolls away from it. */
  let follows = true;

  const atEnd = () => node.scrollHeight - node.scrollTop - node.clientHeight < NEAR;
  node.addEventListener("scroll", () => {
    follows = atEnd();
    if (!follows) return;
    jump.hidden = true;
    onEnd();
  });
  const resized = new ResizeObserver(() => follows && toEnd());
  resized.observe(node);
  resized.observe(items);

  function toEnd() {
    follows = true;
    jump.hidden = true;
    node.scrollTop = node.scrollHeight;
  }

  function update(state: State) {
    if (conversation !== undefined && conversation !== null && state.conversation !== conversation) {
      list.update([]);
      seen = 0;
      follows = true;
    }
    conversation = state.conversation;
    const day = (at: string) => new Date(at).toDateString();
    list.update(rows(state, { known: panel.inbox() !== null, day }));
    const last = state.entries.at(-1);
    if (last?.kind === "message" && last.seq === null) toEnd();
    if (state.seen > seen && last?.seq === state.seen && last.kind === "message" && last.author !== "contact") {
      if (follows) toEnd();
      else jump.hidden = false;
    }
    seen = state.seen;
  }

  return {
    node: outer,
    update,
    toEnd,
    atEnd,
    remove() {
      resized.disconnect();
      list.remove();
    },
  };
}

/** What a new entry says to those who cannot see it. */
export function spoken(state: State, panel: PanelContext): string {
  const last = state.entries.at(-1);
  if (last?.kind === "note") return noteWords(last, panel);
  if (!last || last.author === "contact") return "";
  return `${authorName(last.author, panel)}: ${last.text}`;
}

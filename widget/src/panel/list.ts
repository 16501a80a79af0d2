// The contact's conversations, newest first.

import type { Conversation } from "../api/types.js";
import { el, icon } from "../dom.js";
import type { PanelContext } from "./context.js";
import { NEW } from "./icons.js";

/** So many are shown with the contact's first words; each is a call. */
const WITH_WORDS = 12;

export function listView(panel: PanelContext, choose: (id: string | null, lastSeq?: number) => void): HTMLElement {
  const { strings, client } = panel;
  const list = el("ul.talks", { "aria-label": strings.conversations }, el("li.none", {}, strings.loading));
  const start = el("button.primary", { type: "button", onclick: () => choose(null) }, icon(NEW), strings.newConversation);

  async function load() {
    try {
      const all = await client.list();
      list.replaceChildren(...all.map(entry), ...(all.length ? [] : [el("li.none", {}, strings.noConversations)]));
    } catch {
      const again = el("button.pill", { type: "button", onclick: () => void load() }, strings.again);
      list.replaceChildren(el("li.none", {}, el("p", {}, strings.cannotLoad), again));
    }
  }

  function entry(talk: Conversation, at: number): HTMLElement {
    const states = { pending: strings.statePending, open: strings.stateOpen, snoozed: strings.stateOpen, resolved: strings.stateResolved };
    const when = new Intl.DateTimeFormat(panel.language, { day: "numeric", month: "short", hour: "numeric", minute: "2-digit" });
    const words = el("span.words", {}, "…");
    const named = (text: string) => (words.textContent = text || strings.title);
    if (at < WITH_WORDS) void client.firstWords(talk.id).then(named, () => named(""));
    else named("");
    const state = el("span.state", { "data-state": talk.state }, states[talk.state]);
    const line = el("span.line", {}, state, el("time", { datetime: talk.updated_at }, when.format(new Date(talk.updated_at))));
    const current = client.state().conversation === talk.id && "true";
    const onclick = () => choose(talk.id, talk.last_seq);
    return el("li", {}, el("button.talk", { type: "button", "aria-current": current, onclick }, words, line));
  }

  void load();
  return el("div.page", {}, start, list);
}

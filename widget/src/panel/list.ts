// The contact's conversations, newest first.

import type { Listed } from "../api/types.js";
import { el, icon } from "../dom.js";
import type { PanelContext } from "./context.js";
import { NEW } from "./icons.js";

const MINUTE = 60_000;
/** A unit, how long it is, and up to how many of them it is said; below a minute it is "now". */
const UNITS = [
  ["second", MINUTE, 1],
  ["minute", MINUTE, 60],
  ["hour", 60 * MINUTE, 24],
  ["day", 24 * 60 * MINUTE, 7],
] as const;

export function listView(panel: PanelContext, choose: (conversation: Listed | null) => void): HTMLElement {
  const { strings, client, language, env } = panel;
  const list = el("ul.talks", { "aria-label": strings.conversations }, el("li.none", strings.loading));
  const start = el("button.primary", { onclick: () => choose(null) }, icon(NEW), strings.newConversation);

  async function load() {
    try {
      const all = await client.list();
      list.replaceChildren(...all.map(entry), ...(all.length ? [] : [el("li.none", strings.noConversations)]));
    } catch {
      const again = el("button.pill", { onclick: () => void load() }, strings.again);
      list.replaceChildren(el("li.none", el("p", strings.cannotLoad), again));
    }
  }

  function entry(talk: Listed): HTMLElement {
    const { title, preview, unread, state, updated_at } = talk;
    const states = { pending: strings.statePending, open: strings.stateOpen, snoozed: strings.stateOpen, resolved: strings.settled };
    const at = preview?.at ?? updated_at;
    const date = new Date(at);
    const by = preview?.author === "contact" ? `${strings.you}: ` : "";
    const count = unread > 0 && el("span.new", `${unread}`, el("span.unseen", ` ${strings.unread}`));
    const current = client.state().conversation === talk.id && "true";
    const button = el(
      "button.talk",
      { "aria-current": current, onclick: () => choose(talk) },
      el("span.line", el("span.words", title || strings.title), count),
      preview && el("span.preview", by + preview.text),
      el(
        "span.line",
        el("span.state", { "data-state": state }, states[state]),
        el("time", { datetime: at, title: date.toLocaleString(language) }, since(date)),
      ),
    );
    return el("li", button);
  }

  /** "5 minutes ago"; from a week on, the date. */
  function since(date: Date): string {
    const passed = Math.max(0, env.now() - +date);
    const unit = UNITS.find(([, length, most]) => passed < length * most);
    if (!unit) return date.toLocaleDateString(language, { day: "numeric", month: "short", year: "numeric" });
    const [name, length] = unit;
    return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(passed / length), name);
  }

  void load();
  return el("div.page", start, list);
}

// Says when the line is not what it should be, and that nothing is lost meanwhile.

import { el, icon } from "../dom.js";
import type { State } from "../store/state.js";
import { slugOf } from "../api/problem.js";
import type { PanelContext } from "./context.js";
import { CLOUD_OFF } from "./icons.js";

/** A line that comes back sooner is not worth a word. */
const PATIENCE = 1200;

export interface Banner {
  node: HTMLElement;
  update(state: State): void;
  remove(): void;
}

export function createBanner({ strings, client, env }: PanelContext): Banner {
  const words = el("span");
  const retry = el("button.text", { onclick: () => client.reconnect() }, strings.retryNow);
  const node = el("div.banner", { role: "status", hidden: true });
  let wanted = "";
  let cancel = () => {};
  const offline = () => update(client.state());
  window.addEventListener("offline", offline);
  window.addEventListener("online", offline);

  function text({ link, problem }: State): string {
    if (link === "refused") return refusal(problem ? slugOf(problem) : "");
    if (!navigator.onLine) return strings.offline;
    return link === "waiting" ? strings.reconnecting : link === "connecting" && wanted ? wanted : "";
  }

  const refusal = (slug: string) =>
    slug === "visitors-refused" || slug.startsWith("token-") ? strings.signIn : strings.refusedLine;

  function update(state: State) {
    const next = text(state);
    if (next === wanted) return;
    wanted = next;
    cancel();
    if (!next) return show("");
    if (node.hidden) cancel = env.after(navigator.onLine ? PATIENCE : 0, () => show(wanted));
    else show(next);
  }

  function show(next: string) {
    node.hidden = !next;
    words.textContent = next;
    node.replaceChildren(icon(CLOUD_OFF), words, retry);
  }

  return {
    node,
    update,
    remove() {
      cancel();
      window.removeEventListener("offline", offline);
      window.removeEventListener("online", offline);
    },
  };
}

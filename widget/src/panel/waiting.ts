// How long until a person is there, in words.

import type { WaitingTime } from "../api/types.js";
import { el, icon } from "../dom.js";
import { fill } from "../i18n/strings.js";
import type { PanelContext } from "./context.js";
import { CLOCK } from "./icons.js";
import type { View } from "./keyed.js";

/** Nothing where there is nothing honest to say. */
export function waitingWords(waiting: WaitingTime | null, { strings, language }: PanelContext): string {
  const { people, ahead, wait_s, open, back_at } = waiting ?? {};
  if (people !== "waiting") return "";
  if (!open && back_at) {
    const when = { weekday: "long", day: "numeric", month: "long", hour: "numeric", minute: "numeric" } as const;
    return fill(strings.backAt, { time: new Date(back_at).toLocaleString(language, when) });
  }
  const time = Math.ceil(wait_s! / 60).toLocaleString(language, { style: "unit", unit: "minute", unitDisplay: "long" });
  return [ahead && fill(strings.ahead, { n: ahead }), wait_s && fill(strings.waitTime, { time })].filter(Boolean).join(" ");
}

export function waitingView(first: { waiting: WaitingTime }, panel: PanelContext): View<typeof first> {
  const words = el("span");
  const node = el("li.note", icon(CLOCK), words);
  const update = ({ waiting }: typeof first) => {
    words.textContent = waitingWords(waiting, panel);
    node.hidden = !words.textContent;
  };
  update(first);
  return { node, update };
}

// One to five stars and words, once, after a conversation was settled.

import { el, icon, set } from "../dom.js";
import type { Client } from "../core/client.js";
import type { Row } from "../store/rows.js";
import type { PanelContext } from "./context.js";
import { CHECK, STAR } from "./icons.js";
import type { View } from "./keyed.js";

/** The one place that knows how a rating is sent. */
export async function sendRating(client: Client, stars: number, comment: string): Promise<"sent" | "missing"> {
  return client.rate(stars, comment);
}

/** Noted for the tab where the server has no call for ratings. */
const ABSENT = "usher.rating";

/** Not twice for a conversation, and not where nobody would hear it. */
export const asksForRating = ({ env, client, prefix }: PanelContext): boolean =>
  env.session.get(ABSENT) === null && env.local.get(`${prefix}rated`) !== client.state().conversation;

export function ratingView(panel: PanelContext): View<Row> {
  const { strings, client } = panel;
  let stars = 0;
  const names = [strings.star1, strings.star2, strings.star3, strings.star4, strings.star5];
  const choices = names.map((name, at) => {
    const input = el("input", { type: "radio", name: "usher-stars", value: at + 1, onchange: () => choose(at + 1) });
    return el("label.star", { title: name }, input, el("span.unseen", {}, name), icon(STAR));
  });
  const comment = el("textarea", { rows: 2, maxlength: 2000, "aria-label": strings.rateComment, placeholder: strings.rateComment });
  const send = el("button.primary", { type: "submit" }, strings.rateSend);
  const more = el("div.more", { hidden: true }, comment, send);
  const problem = el("p.problem", { role: "alert" });
  const stars_ = el("fieldset", {}, el("legend", {}, strings.rateTitle), el("div.stars", {}, ...choices));
  const form = el("form", { onsubmit: submit }, stars_, more, problem);
  const node = el("li.rating", {}, form);

  function choose(count: number) {
    stars = count;
    choices.forEach((choice, at) => set(choice, "data-on", at < count));
    more.hidden = false;
    more.scrollIntoView({ block: "nearest" });
  }

  async function submit(event: Event) {
    event.preventDefault();
    send.disabled = true;
    problem.textContent = "";
    try {
      const answer = await sendRating(client, stars, comment.value.trim());
      if (answer === "missing") {
        panel.env.session.set(ABSENT, "no");
        return panel.redraw();
      }
      panel.env.local.set(`${panel.prefix}rated`, client.state().conversation);
      node.replaceChildren(el("p.thanks", {}, icon(CHECK), strings.rateThanks));
      panel.announce(strings.rateThanks);
    } catch {
      problem.textContent = strings.rateFailed;
      send.disabled = false;
    }
  }
  return { node };
}

// One to five stars and words after a conversation was settled; then what was said of it.

import { el, icon, set, type Child } from "../dom.js";
import type { Row } from "../store/rows.js";
import type { PanelContext } from "./context.js";
import { CHECK, STAR } from "./icons.js";
import type { View } from "./keyed.js";

type RatingRow = Extract<Row, { kind: "rating" }>;

export function ratingView(first: RatingRow, panel: PanelContext): View<RatingRow> {
  const { strings, client } = panel;
  const names = [strings.star1, strings.star2, strings.star3, strings.star4, strings.star5];
  const comment = el("textarea", { rows: 2, maxlength: 2000, "aria-label": strings.rateComment, placeholder: strings.rateComment });
  const apart = el("input", { type: "checkbox" });
  const send = el("button.primary", { type: "submit" }, strings.rateSend);
  const more = el("div.more", { hidden: true }, comment, el("label.tick", apart, strings.rateApart), send);
  const problem = el("p.problem", { role: "alert" });
  const choices = names.map((name, at) => {
    const input = el("input", { type: "radio", name: "usher-stars", value: at + 1, onchange: () => choose(at + 1) });
    return el("label.star", { title: name }, input, el("span.unseen", name), icon(STAR));
  });
  const question = el("fieldset", el("legend", strings.rateTitle), el("div.stars", ...choices));
  const form = el("form", { onsubmit: submit }, question, more, problem);
  const node = el("li.rating");
  let stars = 0;

  function choose(count: number) {
    stars = count;
    choices.forEach((choice, at) => set(choice, "data-on", at < count));
    more.hidden = false;
    more.scrollIntoView({ block: "nearest" });
  }

  function submit(event: Event) {
    event.preventDefault();
    const words = comment.value.trim();
    client.rate({ stars, ...(words && { comment: words }), ...(apart.checked && { anonymous: true }) });
  }

  function draw({ rated, refused, online }: RatingRow) {
    problem.textContent = refused ? strings.rateFailed : "";
    if (!rated) return void (form.isConnected || node.replaceChildren(form));
    const thanks = el("p.thanks", icon(CHECK), strings.rateThanks);
    const waits = el("p.sub", online ? strings.sending : strings.waitsForNetwork);
    node.replaceChildren(...given(rated.what.stars, names), rated.heard ? thanks : waits);
    if (rated.heard) panel.announce(strings.rateThanks);
  }

  draw(first);
  return { node, update: draw };
}

/** The stars as they were given; none where the rating is kept apart and long forgotten here. */
function given(stars: number, names: string[]): Node[] {
  if (!stars) return [];
  const star = (at: number): Child => el("span.star", { "data-on": at < stars }, icon(STAR));
  return [el("div.stars", { role: "img", "aria-label": names[stars - 1] }, ...names.map((_, at) => star(at)))];
}

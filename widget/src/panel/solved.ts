// Asks whether an answer or a guide helped. "Not yet" opens the two ways on: saying it in other words, or a person.

import { el } from "../dom.js";
import type { Row } from "../store/rows.js";
import type { PanelContext } from "./context.js";
import type { View } from "./keyed.js";

type SolvedRow = Extract<Row, { kind: "solved" }>;

export function solvedView(first: SolvedRow, panel: PanelContext): View<SolvedRow> {
  const { strings, client } = panel;
  const node = el("li.solved");
  const pill = (label: string, onclick: () => void) => el("button.pill", { onclick }, label);

  function judge(solved: boolean) {
    client.judge({ turn: first.turn, solved });
    // What was pressed is gone; the focus goes to what took its place.
    (node.querySelector("button") ?? node.closest<HTMLElement>(".talk-log"))?.focus({ preventScroll: true });
    if (!solved) panel.announce(strings.more);
  }

  function rephrase() {
    const own = client.state().entries.filter((entry) => entry.kind === "message" && entry.author === "contact");
    const last = own.at(-1);
    panel.write(last?.kind === "message" ? last.text : "");
  }

  function draw({ said, online }: SolvedRow) {
    const words = !said
      ? strings.solved
      : !said.what
        ? strings.more
        : said.heard
          ? strings.solvedThanks
          : online
            ? strings.sending
            : strings.waitsForNetwork;
    const pills = !said
      ? [pill(strings.yes, () => judge(true)), pill(strings.no, () => judge(false))]
      : said.what
        ? []
        : [pill(strings.rephrase, rephrase), pill(strings.talk, panel.talkToPerson)];
    const group = el("div.pills", { role: "group", "aria-label": words, hidden: !pills.length }, ...pills);
    node.replaceChildren(el("p", words), group);
  }

  draw(first);
  return { node, update: draw };
}

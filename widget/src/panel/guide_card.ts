// A guide that is offered: what it will do, how long it is, and the same in words for those who rather read.

import type { Guide, StepOutcome } from "../api/types.js";
import { el, icon, set } from "../dom.js";
import { fill } from "../i18n/strings.js";
import type { PanelContext } from "./context.js";
import { DOWN, SPARK } from "./icons.js";

export interface GuideCard {
  node: HTMLElement;
  update(steps: Readonly<Record<string, StepOutcome>> | undefined): void;
}

export function guideCard(guide: Guide, { strings, showGuide }: PanelContext): GuideCard {
  const start = guide.start_step ?? 0;
  const items = guide.steps.map((step, at) => {
    const ended = el("span.ended", at < start ? strings.stepBefore : "");
    return { id: step.id, ended, node: el("li", step.instruction, " ", ended) };
  });
  const list = el("ol.steps", { hidden: true }, ...items.map(({ node }) => node));
  const show = el("button.primary", { onclick: () => showGuide(guide) }, strings.showMe);
  const words = el(
    "button.text",
    {
      "aria-expanded": "false",
      onclick() {
        list.hidden = !list.hidden;
        set(words, "aria-expanded", `${!list.hidden}`);
      },
    },
    strings.inWords,
    icon(DOWN),
  );
  const kind = el("p.kind", icon(SPARK), `${strings.guideCard} · ${fill(strings.steps, { n: guide.steps.length })}`);
  const node = el(
    "section.card",
    { "aria-label": guide.title },
    kind,
    el("h3", guide.title),
    guide.summary ? el("p", guide.summary) : null,
    el("div.acts", show, words),
    list,
  );
  const said = { completed: strings.stepDone, skipped: strings.stepSkipped, failed: strings.stepFailed };
  return {
    node,
    update(steps) {
      if (!steps) return;
      show.textContent = strings.showAgain;
      for (const { id, ended, node: item } of items) {
        const outcome = steps[id];
        if (!outcome) continue;
        ended.textContent = said[outcome];
        set(item, "data-outcome", outcome);
      }
    },
  };
}

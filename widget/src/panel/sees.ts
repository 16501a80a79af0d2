// Exactly what goes along with a message, before it goes, and the switch that keeps it here.

import { el } from "../dom.js";
import type { PageContext } from "../api/types.js";
import type { PanelContext } from "./context.js";

/** Where the choice is kept; the loader reads the same key. */
export const pageKey = (inbox: string) => `usher.${inbox}.page`;

export function seesView(panel: PanelContext, inbox: string): HTMLElement {
  const { strings, env } = panel;
  const body = el("div.seen", { "aria-live": "polite" }, strings.loading);
  const box = el("input", { type: "checkbox", role: "switch", onchange: changed });
  box.checked = env.local.get(pageKey(inbox)) !== "no";
  function changed() {
    env.local.set(pageKey(inbox), box.checked ? null : "no");
    void draw();
  }
  async function draw() {
    const page = box.checked ? await panel.page() : null;
    body.replaceChildren(...(page ? told(page) : [el("p", strings.seesNothing)]));
  }
  function told(page: PageContext): Node[] {
    const names = page.controls.map(({ name, text, role }) => name || text || role);
    const facts: [string, string[]][] = [
      [strings.seesPage, [page.title, page.route].filter(Boolean)],
      [strings.seesControls, names],
      [strings.seesEvents, page.events.map((event) => event.text)],
      [strings.seesErrors, page.errors.map((error) => [error.code, error.text].filter(Boolean).join(" "))],
    ];
    const list = facts
      .filter(([, values]) => values.length)
      .flatMap(([name, values]) => [el("dt", name), el("dd", values.join(" · "))]);
    const raw = el("pre", { tabindex: "0", "aria-label": strings.seesRaw }, JSON.stringify(page, null, 1));
    return [el("dl", ...list), el("details", el("summary", strings.seesRaw), raw)];
  }
  void draw();
  return el(
    "div.page",
    el("p", strings.seesIntro),
    el("label.switch", box, el("span", strings.seesSwitch)),
    body,
  );
}

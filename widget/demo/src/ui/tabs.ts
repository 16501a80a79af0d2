import { h } from "../core/dom";

export interface Tab {
  id: string;
  text: string;
  count?: number;
}

/** A row of tabs; arrows move between them. */
export function tabs(
  label: string,
  prefix: string,
  all: Tab[],
  chosen: string,
  choose: (id: string) => void,
): HTMLElement {
  const move = (event: KeyboardEvent) => {
    const at = all.findIndex((tab) => tab.id === chosen);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
    const next = to === undefined ? undefined : all[(to + all.length) % all.length];
    if (next) {
      event.preventDefault();
      choose(next.id);
      document.querySelector<HTMLElement>(`[data-testid="${prefix}-${next.id}"]`)?.focus();
    }
  };
  return h(
    "div",
    { role: "tablist", "aria-label": label, class: "tabs", onkeydown: move },
    all.map((tab) =>
      h(
        "button",
        {
          type: "button",
          role: "tab",
          id: `${prefix}-${tab.id}`,
          "data-testid": `${prefix}-${tab.id}`,
          "aria-selected": tab.id === chosen ? "true" : "false",
          "aria-controls": `${prefix}-panel`,
          tabindex: tab.id === chosen ? 0 : -1,
          onclick: () => choose(tab.id),
        },
        tab.text,
        tab.count ? h("span", { class: "count", "aria-hidden": "true" }, tab.count) : null,
      ),
    ),
  );
}

export function tabPanel(prefix: string, chosen: string, ...children: Parameters<typeof h>[2][]): HTMLElement {
  return h(
    "div",
    { role: "tabpanel", id: `${prefix}-panel`, "aria-labelledby": `${prefix}-${chosen}`, class: "panel" },
    children,
  );
}

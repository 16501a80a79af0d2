// Small pieces that several pages share.

import { freshId, h, type Child } from "../core/dom";

export interface Column {
  text: string;
  /** `num` is set to the right; `roomy` is left out on a phone. */
  class?: string;
  hidden?: boolean;
}

export function table(caption: string, columns: (Column | string)[], rows: Child[][]): HTMLElement {
  const heads = columns.map((column) => (typeof column === "string" ? { text: column } : column));
  const kind = (i: number) => heads[i]?.class;
  return h(
    "div",
    { class: "table-holder" },
    h(
      "table",
      {},
      h("caption", { class: "sr" }, caption),
      h(
        "thead",
        {},
        h(
          "tr",
          {},
          heads.map((head) =>
            h(
              "th",
              { scope: "col", class: head.class },
              head.hidden ? h("span", { class: "sr" }, head.text) : head.text,
            ),
          ),
        ),
      ),
      h(
        "tbody",
        {},
        rows.map((row) =>
          h(
            "tr",
            {},
            row.map((cell, i) => h("td", { class: kind(i) }, cell)),
          ),
        ),
      ),
    ),
  );
}

/** A part of a page with its heading. */
export function section(
  title: Child,
  options: { lead?: Child; aside?: Child; testid?: string; role?: string },
  ...children: Child[]
): HTMLElement {
  const id = freshId();
  return h(
    "section",
    { class: "card", "aria-labelledby": id, "data-testid": options.testid },
    h(
      "div",
      { class: "card-head" },
      h("div", {}, h("h2", { id }, title), options.lead && h("p", { class: "lead" }, options.lead)),
      options.aside,
    ),
    children,
  );
}

export function empty(title: string, text: string, action?: Child): HTMLElement {
  return h("div", { class: "empty" }, h("p", { class: "empty-title" }, title), h("p", {}, text), action);
}

export function pill(text: string): HTMLElement {
  return h("span", { class: `pill ${text.toLowerCase().replace(/\s+/g, "-")}` }, text);
}

export function notice(kind: "info" | "warn" | "bad", ...children: Child[]): HTMLElement {
  return h("div", { class: `notice ${kind}`, role: kind === "bad" ? "alert" : undefined }, children);
}

export function facts(...pairs: [string, Child][]): HTMLElement {
  return h(
    "dl",
    { class: "facts" },
    pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

export function bar(label: string, used: number, limit: number): HTMLElement {
  const id = freshId();
  const most = Number.isFinite(limit);
  const words = most
    ? `${used.toLocaleString("en-GB")} of ${limit.toLocaleString("en-GB")}`
    : `${used.toLocaleString("en-GB")}, no limit`;
  return h(
    "div",
    { class: "usage" },
    h("div", { class: "usage-words" }, h("span", { id }, label), h("span", { class: "figure" }, words)),
    h(
      "progress",
      { max: most ? limit : 1, value: String(most ? Math.min(used, limit) : 0), "aria-labelledby": id },
      words,
    ),
  );
}

/** The buttons of a card. */
export function foot(...children: Child[]): HTMLElement {
  return h("div", { class: "card-foot" }, children);
}

// The bubble: what to do, how it goes, and the contact's buttons. Nodes and text, never HTML.

import { el, icon } from "../dom";
import { fill, type Strings } from "../i18n/strings";

const CROSS = "M6 6l12 12M18 6L6 18";

export interface Shown {
  instruction: string;
  index: number;
  /** How it goes: the line below the instruction. */
  note?: string | undefined;
  /** The note leads to the instruction. */
  leads?: boolean | undefined;
  busy?: boolean | undefined;
  /** The button that goes on, where the contact must say so. */
  main?: string | undefined;
  show?: boolean | undefined;
  differs?: boolean | undefined;
}

export interface Handlers {
  main(): void;
  back(): void;
  skip(): void;
  stop(): void;
  differs(): void;
  show(): void;
}

export interface Bubble {
  node: HTMLElement;
  show(what: Shown): void;
  /** The last words: no buttons any more. */
  finish(words: string): void;
}

export function makeBubble(title: string, total: number, strings: Strings, on: Handlers): Bubble {
  const button = (name: string, label: string, onclick: () => void) =>
    el(`button.${name}` as "button", { onclick }, label);
  const count = el("span");
  const close = el("button.close", { "aria-label": strings.guide.stop, title: strings.guide.stop, onclick: on.stop }, icon(CROSS));
  const bar = el("div.bar", { "aria-hidden": "true" }, ...Array.from({ length: total }, () => el("i")));
  const say = el("p.say", { dir: "auto" });
  const note = el("p.note", { dir: "auto" });
  const heard = el("div.heard", { "aria-live": "polite" });
  const back = button("back", strings.guide.back, on.back);
  const skip = button("skip", strings.guide.skip, on.skip);
  const show = button("show", strings.guide.show, on.show);
  const differs = button("differs", strings.guide.differs, on.differs);
  const main = button("main", "", on.main);
  const row = el("div.row", back, skip, show, main);
  const node = el(
    "div.bubble",
    { role: "dialog", "aria-label": title, tabindex: -1 },
    el("div.tip"),
    el("div.head", count, close),
    bar,
    say,
    note,
    row,
    differs,
    heard,
  );

  let told = "";
  const announce = (text: string): void => {
    if (text !== told) heard.textContent = told = text;
  };
  let first = true;
  return {
    node,
    show(what) {
      count.textContent = fill(strings.guide.step, { n: what.index + 1, total });
      [...bar.children].forEach((dot, i) => (dot.className = i < what.index ? "past" : i === what.index ? "now" : ""));
      if (say.textContent !== what.instruction) first = say.textContent === "";
      say.textContent = what.instruction;
      note.textContent = what.note ?? "";
      note.hidden = !what.note;
      if (what.leads) say.before(note);
      else say.after(note);
      note.classList.toggle("busy", !!what.busy);
      main.textContent = what.main ?? "";
      // A button that goes away must not take the focus with it out of the bubble.
      const focused = (node.getRootNode() as ShadowRoot).activeElement;
      main.hidden = !what.main;
      back.hidden = what.index === 0;
      show.hidden = !what.show;
      differs.hidden = !what.differs;
      if (focused instanceof HTMLElement && focused.hidden) node.focus({ preventScroll: true });
      announce([`${count.textContent}.`, what.instruction, what.note, first && strings.guide.keys].filter(Boolean).join(" "));
    },
    finish(last) {
      say.textContent = last;
      [...bar.children].forEach((dot) => (dot.className = "past"));
      count.textContent = title;
      row.hidden = note.hidden = differs.hidden = true;
      announce(last);
    },
  };
}

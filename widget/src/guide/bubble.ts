// The bubble: what to do, how it goes, and the contact's buttons. Nodes and text, never HTML.

import type { AllStrings } from "./strings";

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

export function makeBubble(title: string, total: number, words: AllStrings, on: Handlers): Bubble {
  const node = make("div", "bubble");
  node.role = "dialog";
  node.ariaLabel = title;
  node.tabIndex = -1;
  const count = make("span", "");
  const close = button("close", "", on.stop);
  close.ariaLabel = close.title = words.stop;
  close.append(cross());
  const head = make("div", "head", count, close);
  const bar = make("div", "bar", ...Array.from({ length: total }, () => make("i", "")));
  bar.ariaHidden = "true";
  const say = make("p", "say");
  const note = make("p", "note");
  say.dir = note.dir = "auto";
  const heard = make("div", "heard");
  heard.ariaLive = "polite";
  const back = button("back", words.back, on.back);
  const skip = button("skip", words.skip, on.skip);
  const show = button("show", words.show, on.show);
  const differs = button("differs", words.differs, on.differs);
  const main = button("main", "", on.main);
  const row = make("div", "row", back, skip, show, main);
  node.append(make("div", "tip"), head, bar, say, note, row, differs, heard);

  let told = "";
  const announce = (text: string): void => {
    if (text !== told) heard.textContent = told = text;
  };
  let first = true;
  return {
    node,
    show(what) {
      count.textContent = words.step.replace("{n}", String(what.index + 1)).replace("{total}", String(total));
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
      announce([`${count.textContent}.`, what.instruction, what.note, first && words.keys].filter(Boolean).join(" "));
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

function make(tag: string, className: string, ...children: Node[]): HTMLElement {
  const el = document.createElement(tag);
  el.className = className;
  el.append(...children);
  return el;
}

function button(className: string, text: string, pressed: () => void): HTMLButtonElement {
  const el = make("button", className) as HTMLButtonElement;
  el.type = "button";
  el.textContent = text;
  el.addEventListener("click", pressed);
  return el;
}

function cross(): SVGElement {
  const svg = (tag: string): SVGElement => document.createElementNS("http://www.w3.org/2000/svg", tag);
  const [drawing, path] = [svg("svg"), svg("path")];
  drawing.setAttribute("viewBox", "0 0 14 14");
  drawing.setAttribute("aria-hidden", "true");
  path.setAttribute("d", "M2 2l10 10M12 2L2 12");
  drawing.append(path);
  return drawing;
}

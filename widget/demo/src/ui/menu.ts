import { freshId, h, type Child } from "../core/dom";
import { icon } from "./icons";

export interface MenuItem {
  text: string;
  testid?: string;
  danger?: boolean;
  refusal?: string | undefined;
  onclick: () => void;
}

export interface MenuOptions {
  testid?: string;
  label?: string;
  class?: string;
  /** Shown above the items. */
  head?: Child;
}

/** A button that opens a menu: arrows move, Escape closes, a click elsewhere closes. */
export function menuButton(face: Child, items: MenuItem[], options: MenuOptions = {}): HTMLElement {
  const id = freshId();
  const opener = h(
    "button",
    {
      type: "button",
      class: options.class ?? "button plain",
      "data-testid": options.testid,
      "aria-label": options.label,
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      onclick: () => (menu.hidden ? open() : close()),
    },
    face,
    icon("down"),
  );
  const menu = h(
    "div",
    { class: "menu", hidden: true },
    options.head,
    h(
      "div",
      { role: "menu", id, "aria-label": options.label ?? "More actions" },
      items.map((item) => row(item)),
    ),
  );
  const node = h("div", { class: "menu-holder", onkeydown: (event: KeyboardEvent) => keys(event) }, opener, menu);
  const outside = (event: Event) => !event.composedPath().includes(node) && !ofWidget(event) && close();

  function row(item: MenuItem) {
    const why = item.refusal ? freshId() : undefined;
    return h(
      "button",
      {
        type: "button",
        role: "menuitem",
        tabindex: -1,
        class: item.danger ? "danger" : undefined,
        "data-testid": item.testid,
        "aria-disabled": item.refusal ? "true" : undefined,
        "aria-describedby": why,
        onclick: () => {
          if (item.refusal) return;
          close();
          opener.focus();
          item.onclick();
        },
      },
      h("span", {}, item.text),
      item.refusal && h("small", { id: why, "aria-hidden": "true" }, item.refusal),
    );
  }
  function rows() {
    return [...menu.querySelectorAll<HTMLElement>("[role=menuitem]")];
  }
  function open() {
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    document.addEventListener("pointerdown", outside);
    rows()[0]?.focus();
  }
  function close() {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    document.removeEventListener("pointerdown", outside);
  }
  function keys(event: KeyboardEvent) {
    if (menu.hidden) return;
    const all = rows();
    const at = all.indexOf(document.activeElement as HTMLElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      all[(to + all.length) % all.length]?.focus();
    } else if (event.key === "Escape" || event.key === "Tab") {
      close();
      opener.focus();
      if (event.key === "Escape") event.stopPropagation();
    }
  }
  return node;
}

// A menu stays open while the user reads what the help widget says about it.
function ofWidget(event: Event): boolean {
  return event.composedPath().some((node) => node instanceof Element && node.shadowRoot !== null);
}

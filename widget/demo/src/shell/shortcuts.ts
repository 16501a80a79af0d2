// N then I, N then C, / and ?, as "Find your way around" tells.

import type { App } from "../core/app";
import { h } from "../core/dom";
import { openDialog } from "../ui/dialog";

const SECOND_KEY_WITHIN = 1500;
const KEYS: [keys: string[], what: string][] = [
  [["N", "I"], "New invoice"],
  [["N", "C"], "New customer"],
  [["/"], "Jump to search"],
  [["?"], "Show all shortcuts"],
];

export function listenForShortcuts(app: App): void {
  let pressedN = 0;
  document.addEventListener("keydown", (event) => {
    const target = event.composedPath()[0];
    const typing = target instanceof HTMLElement && target.matches("input, textarea, select, [contenteditable]");
    const busy = document.getElementById("layers")!.childElementCount > 0;
    if (typing || busy || event.ctrlKey || event.metaKey || event.altKey) return;
    const key = event.key.toLowerCase();
    const after = Date.now() - pressedN < SECOND_KEY_WITHIN;
    pressedN = 0;
    if (after && key === "i") app.nav.go("/invoices/new");
    else if (after && key === "c") app.nav.go("/customers/new");
    else if (key === "n") pressedN = Date.now();
    else if (key === "?") showShortcuts();
    else if (key === "/") {
      const search = document.querySelector<HTMLElement>("input[type=search]");
      if (search) event.preventDefault();
      search?.focus();
    }
  });
}

function showShortcuts(): void {
  openDialog({
    title: "Keyboard shortcuts",
    cancel: "Done",
    body: h(
      "dl",
      { class: "shortcuts" },
      KEYS.map(([keys, what]) =>
        h(
          "div",
          {},
          h("dt", {}, what),
          h(
            "dd",
            {},
            keys.map((k) => h("kbd", {}, k)),
          ),
        ),
      ),
    ),
  });
}

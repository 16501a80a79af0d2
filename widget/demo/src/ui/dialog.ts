import { freshId, h, replace, type Child } from "../core/dom";
import { reachable, rememberFocus, restoreFocus } from "../core/focus";
import { button } from "./button";
import { icon } from "./icons";

export interface Dialog {
  node: HTMLElement;
  close(): void;
  /** Says what is wrong, in an alert above the buttons. */
  trouble(text: string): void;
}

export interface DialogOptions {
  title: string;
  body: Child;
  submit?: { text: string; testid?: string; danger?: boolean; refusal?: string | undefined };
  /** Answers `false` to stay open. */
  onSubmit?(dialog: Dialog): boolean | void;
  cancel?: string;
  wide?: boolean;
  onClose?(): void;
}

/**
 * A modal dialog that keeps Tab inside and gives the focus back. It is not a native modal `dialog`: that would make the
 * help widget, which lives beside the product, unreachable.
 */
export function openDialog(options: DialogOptions): Dialog {
  const layers = document.getElementById("layers")!;
  const product = document.getElementById("app")!;
  const before = rememberFocus();
  const titleId = freshId();
  const alert = h("div", { role: "alert", class: "trouble" });
  const dialog: Dialog = {
    node: h("div", {
      role: "dialog",
      "aria-modal": "true",
      "aria-labelledby": titleId,
      class: options.wide ? "dialog wide" : "dialog",
      tabindex: -1,
    }),
    close() {
      veil.remove();
      product.inert = layers.childElementCount > 0;
      options.onClose?.();
      restoreFocus(before);
    },
    trouble: (text) => replace(alert, text),
  };
  const { submit } = options;
  const form = h(
    "form",
    {
      novalidate: true,
      onsubmit: (event: Event) => {
        event.preventDefault();
        replace(alert);
        if (options.onSubmit?.(dialog) !== false) dialog.close();
        else (dialog.node.querySelector<HTMLElement>("[aria-invalid]") ?? dialog.node).focus();
      },
    },
    h(
      "div",
      { class: "dialog-head" },
      h("h2", { id: titleId }, options.title),
      h(
        "button",
        { type: "button", class: "button icon-only", "aria-label": "Close", onclick: () => dialog.close() },
        icon("close"),
      ),
    ),
    h("div", { class: "dialog-body" }, options.body, alert),
    h(
      "div",
      { class: "dialog-foot" },
      button(options.cancel ?? "Cancel", { onclick: () => dialog.close() }),
      submit &&
        button(submit.text, {
          type: "submit",
          kind: submit.danger ? "danger" : "primary",
          testid: submit.testid,
          refusal: submit.refusal,
        }),
    ),
  );
  dialog.node.append(form);
  const veil = h("div", { class: "veil", onkeydown: (event: KeyboardEvent) => keys(event, dialog) }, dialog.node);
  layers.append(veil);
  product.inert = true;
  const fields = reachable(dialog.node.querySelector(".dialog-body")!);
  (fields[0] ?? dialog.node).focus();
  return dialog;
}

/** Closes all that lies over the page, as when another page opens. */
export function closeDialogs(): void {
  document.getElementById("layers")!.replaceChildren();
  document.getElementById("app")!.inert = false;
}

function keys(event: KeyboardEvent, dialog: Dialog): void {
  if (event.key === "Escape") {
    event.stopPropagation();
    dialog.close();
  }
  if (event.key !== "Tab") return;
  const all = reachable(dialog.node);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const next = event.shiftKey ? (at <= 0 ? all.at(-1) : undefined) : at === all.length - 1 ? all[0] : undefined;
  if (next) {
    event.preventDefault();
    next.focus();
  }
}

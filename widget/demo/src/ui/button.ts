import { freshId, h, type Child } from "../core/dom";
import { icon, type IconName } from "./icons";

export interface ButtonOptions {
  testid?: string;
  kind?: "primary" | "danger" | "quiet" | "link";
  icon?: IconName;
  /** Why it can't be used; it is then disabled, with the reason beside it. */
  refusal?: string | undefined;
  /** The reason is said by something nearby already: keep it for screen readers and on hover. */
  hushed?: boolean;
  onclick?: (event: Event) => void;
  type?: "submit" | "button";
  label?: string;
}

/** A button; with a refusal, a disabled one and its reason. */
export function button(text: Child, options: ButtonOptions = {}): HTMLElement {
  const { testid, kind, refusal, hushed, onclick, type = "button", label } = options;
  const why = refusal ? freshId() : undefined;
  const node = h(
    "button",
    {
      type,
      class: `button ${kind ?? "plain"}`,
      "data-testid": testid,
      "aria-label": label,
      disabled: Boolean(refusal),
      "aria-describedby": why,
      title: hushed ? refusal : undefined,
      onclick: onclick && !refusal ? onclick : undefined,
    },
    options.icon && icon(options.icon),
    text,
  );
  if (!refusal) return node;
  return h("span", { class: "refused" }, node, h("span", { id: why, class: hushed ? "sr" : "reason" }, refusal));
}

export function iconButton(name: IconName, label: string, onclick: () => void): HTMLElement {
  return h("button", { type: "button", class: "button icon-only", "aria-label": label, onclick }, icon(name));
}

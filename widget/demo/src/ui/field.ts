import { freshId, h, type Child } from "../core/dom";

type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

export interface Field<C extends Control = Control> {
  node: HTMLElement;
  control: C;
  /** What was entered, without spaces around it. */
  readonly value: string;
  /** Marks the field and says why; without a text it is well again. */
  fail(text?: string): void;
}

interface Options {
  testid?: string;
  value?: string;
  hint?: Child;
  refusal?: string | undefined;
  onchange?: (value: string) => void;
  class?: string;
  hideLabel?: boolean;
}

export interface TextOptions extends Options {
  type?: "text" | "email" | "url" | "date" | "password";
  inputmode?: "decimal" | "numeric";
  placeholder?: string;
  autocomplete?: string;
  rows?: number;
  maxlength?: number;
}

export function textField(label: string, options: TextOptions = {}): Field<HTMLInputElement | HTMLTextAreaElement> {
  const { type = "text", inputmode, placeholder, autocomplete = "off", rows, maxlength } = options;
  const attrs = { placeholder, autocomplete, maxlength };
  const control = rows ? h("textarea", { ...attrs, rows }) : h("input", { ...attrs, type, inputmode });
  return field(label, control, options);
}

export interface SelectOptions extends Options {
  options: readonly (string | readonly [value: string, text: string])[];
  /** A first choice that is none. */
  placeholder?: string;
}

export function selectField(label: string, options: SelectOptions): Field<HTMLSelectElement> {
  const control = h(
    "select",
    {},
    options.placeholder && h("option", { value: "" }, options.placeholder),
    options.options.map((option) => {
      const [value, text] = typeof option === "string" ? [option, option] : option;
      return h("option", { value }, text);
    }),
  );
  return field(label, control, options);
}

function field<C extends Control>(label: string, control: C, options: Options): Field<C> {
  const id = freshId();
  const hintId = freshId();
  const errorId = freshId();
  control.id = id;
  if (options.testid) control.dataset["testid"] = options.testid;
  if (options.value !== undefined) control.value = options.value;
  control.disabled = Boolean(options.refusal);
  control.addEventListener("change", () => options.onchange?.(control.value));
  const hint = options.refusal ?? options.hint;
  const error = h("p", { class: "field-error", id: errorId });
  const describe = (failed: boolean) => {
    const ids = [hint ? hintId : "", failed ? errorId : ""].filter(Boolean).join(" ");
    if (ids) control.setAttribute("aria-describedby", ids);
    else control.removeAttribute("aria-describedby");
  };
  describe(false);
  const node = h(
    "div",
    { class: `field ${options.class ?? ""}` },
    h("label", { for: id, class: options.hideLabel ? "sr" : undefined }, label),
    control,
    hint ? h("p", { class: "hint", id: hintId }, hint) : null,
    error,
  );
  return {
    node,
    control,
    get value() {
      return control.value.trim();
    },
    fail(text) {
      error.textContent = text ?? "";
      describe(Boolean(text));
      if (text) control.setAttribute("aria-invalid", "true");
      else control.removeAttribute("aria-invalid");
    },
  };
}

export interface ToggleOptions {
  testid?: string;
  checked?: boolean;
  hint?: Child;
  refusal?: string | undefined;
  onchange?: (checked: boolean) => void;
  /** The name for screen readers, where the visible text says less. */
  label?: string;
  name?: string;
}

/** A switch that counts at once. */
export function toggle(text: string, options: ToggleOptions = {}) {
  return choice("switch", text, options);
}

export function checkbox(text: string, options: ToggleOptions = {}) {
  return choice("checkbox", text, options);
}

export function radio(text: string, name: string, options: ToggleOptions = {}) {
  return choice("radio", text, { ...options, name });
}

function choice(kind: "switch" | "checkbox" | "radio", text: string, options: ToggleOptions) {
  const id = freshId();
  const hintId = freshId();
  const hint = options.refusal ?? options.hint;
  const control = h("input", {
    type: kind === "radio" ? "radio" : "checkbox",
    role: kind === "switch" ? "switch" : undefined,
    id,
    name: options.name,
    class: kind,
    "data-testid": options.testid,
    "aria-label": options.label,
    "aria-describedby": hint ? hintId : undefined,
    checked: options.checked ?? false,
    disabled: Boolean(options.refusal),
    onchange: () => options.onchange?.(control.checked),
  });
  const node = h(
    "div",
    { class: `choice of-${kind}` },
    control,
    h("div", {}, text && h("label", { for: id }, text), hint ? h("p", { class: "hint", id: hintId }, hint) : null),
  );
  return { node, control };
}

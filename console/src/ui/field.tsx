// Labelled inputs.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface FieldProps {
  label: string;
  hint?: string;
  children: (id: string, describedBy: string | undefined) => ComponentChildren;
}

export function Field({ label, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children(id, hint ? `${id}-hint` : undefined)}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface InputProps {
  label: string;
  hint?: string;
  value: string;
  onInput: (value: string) => void;
  type?: string;
  required?: boolean;
  minLength?: number;
  maxLength?: number;
  autocomplete?: string;
  inputMode?: "numeric" | "url";
  list?: string;
  placeholder?: string;
  invalid?: boolean;
}

/** Its attributes fit every type of input that is used; their declarations fit one each. */
export function TextField({ label, hint, value, onInput, invalid = false, ...rest }: InputProps) {
  return (
    <Field label={label} {...(hint && { hint })}>
      {(id, describedBy) => (
        <input
          {...(rest as object)}
          id={id}
          value={value}
          aria-invalid={invalid || undefined}
          aria-describedby={describedBy}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

interface SelectProps {
  label: string;
  value: string;
  options: [value: string, name: string][];
  onChange: (value: string) => void;
  /** The label is for screen readers only; the first option says it on the screen. */
  quiet?: boolean;
}

export function Select({ label, value, options, onChange, quiet = false }: SelectProps) {
  const select = (id?: string) => (
    <select
      id={id}
      aria-label={quiet ? label : undefined}
      class={value ? "set" : ""}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
  return quiet ? select() : <Field label={label}>{(id) => select(id)}</Field>;
}

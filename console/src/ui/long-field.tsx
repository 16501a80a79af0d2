// A labelled text of several lines.

import { Field } from "./field.js";

interface LongFieldProps {
  label: string;
  hint?: string;
  value: string;
  onInput: (value: string) => void;
  rows?: number;
  placeholder?: string;
  maxLength?: number;
  required?: boolean;
  onBlur?: () => void;
}

export function LongField({ label, hint, value, onInput, rows = 3, ...rest }: LongFieldProps) {
  return (
    <Field label={label} {...(hint && { hint })}>
      {(id, describedBy) => (
        <textarea
          {...(rest as object)}
          id={id}
          class="questions"
          rows={rows}
          aria-describedby={describedBy}
          value={value}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

/** What stands in it one a line. */
export const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map((one) => one.trim())
    .filter(Boolean);

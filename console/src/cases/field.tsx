// The text of a case, with what is wrong with it said while it is written.

import { useEffect, useRef } from "preact/hooks";
import { Field } from "../ui/field.js";
import type { ReadCase } from "./json.js";

interface CaseFieldProps {
  text: string;
  read: ReadCase;
  hint: string;
  onInput: (text: string) => void;
}

export function CaseField({ text, read, hint, onInput }: CaseFieldProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  // One reads from the beginning; browsers set the caret at the end.
  useEffect(() => area.current?.setSelectionRange(0, 0), []);
  const wrong = "wrong" in read ? read.wrong : null;
  return (
    <Field label="The case, as JSON" hint={wrong ?? hint}>
      {(id, describedBy) => (
        <textarea
          id={id}
          ref={area}
          class="case-json"
          rows={14}
          spellcheck={false}
          autocomplete="off"
          value={text}
          aria-invalid={wrong !== null || undefined}
          aria-describedby={describedBy}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}

// The YAML as code: numbered lines, the one that is wrong marked, and keys that keep its levels.

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { write } from "../articles/body.js";
import { Field } from "../ui/field.js";
import { indent, newLine, outdent, spanOf, type Selected } from "./indent.js";

interface CodeProps {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onInput: (value: string) => void;
  /** The line, from 1, that is wrong. */
  wrong: number | null;
}

const HINT = "YAML. Tab and Shift Tab move lines; press Escape before Tab to leave the field";

export function CodeField({ field, value, onInput, wrong }: CodeProps) {
  const lines = useRef<HTMLDivElement>(null);
  const leaves = useRef(false);
  const follow = () => {
    if (lines.current && field.current) lines.current.style.transform = `translateY(${-field.current.scrollTop}px)`;
  };
  useLayoutEffect(follow, [value]);

  function apply(change: (selected: Selected) => Selected) {
    const box = field.current!;
    const next = change({ text: box.value, start: box.selectionStart, end: box.selectionEnd });
    write(box, next.text);
    box.setSelectionRange(next.start, next.end);
    onInput(box.value);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    const leaving = leaves.current;
    // The two keys of leaving come one after the other; Shift alone is on the way.
    if (event.key !== "Shift") leaves.current = event.key === "Escape";
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Tab" && !leaving) {
      event.preventDefault();
      apply(event.shiftKey ? outdent : indent);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      apply(newLine);
    }
  }
  return (
    <Field label="Text" hint={HINT}>
      {(id, describedBy) => (
        <div class="code-field">
          <div class="code-lines" aria-hidden="true">
            <div ref={lines}>
              {value.split("\n").map((_, at) => (
                <i key={at} class={at + 1 === wrong ? "wrong" : ""}>
                  {at + 1}
                </i>
              ))}
            </div>
          </div>
          <textarea
            ref={field}
            id={id}
            rows={24}
            wrap="off"
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
            aria-describedby={describedBy}
            aria-invalid={wrong !== null || undefined}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
            onScroll={follow}
            onKeyDown={onKeyDown}
            onBlur={() => (leaves.current = false)}
          />
        </div>
      )}
    </Field>
  );
}

/** Puts the cursor there, and brings it into sight. */
export function goToLine(field: HTMLTextAreaElement, line: number) {
  const [from, to] = spanOf(field.value, line);
  const { lineHeight } = getComputedStyle(field);
  field.focus();
  field.setSelectionRange(from, to);
  field.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(lineHeight));
}

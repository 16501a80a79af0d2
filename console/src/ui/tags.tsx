// A few words, each once: Enter or a comma takes what is typed, Backspace in the empty field takes the last one back.

import { useId, useState } from "preact/hooks";
import { Field } from "./field.js";
import { Icon } from "./icon.js";

interface TagsProps {
  label: string;
  hint?: string;
  tags: string[];
  onChange: (tags: string[]) => void;
  /** What there is already, to choose from. */
  known?: string[];
  placeholder?: string;
  /** Sentences: a comma is part of one. */
  whole?: boolean;
}

export function TagsField({ label, hint, tags, onChange, known = [], placeholder, whole = false }: TagsProps) {
  const [text, setText] = useState("");
  const list = useId();
  function add(from: string) {
    const words = (whole ? [from] : from.split(",")).map((word) => word.trim());
    const fresh = [...new Set(words)].filter((word) => word && !tags.includes(word));
    if (fresh.length > 0) onChange([...tags, ...fresh]);
    setText("");
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.isComposing) return;
    if (event.key === "Enter" && text.trim()) {
      event.preventDefault();
      add(text);
    } else if (event.key === "Backspace" && !text) onChange(tags.slice(0, -1));
  }
  function onInput(value: string) {
    // A choice from the list comes whole.
    if ((value.includes(",") && !whole) || (known.includes(value) && value !== text.slice(0, -1))) add(value);
    else setText(value);
  }
  return (
    <Field label={label} {...(hint && { hint })}>
      {(id, describedBy) => (
        <div class="tags">
          {tags.map((tag) => (
            <span key={tag} class="tag">
              {tag}
              <button type="button" aria-label={`Remove ${tag}`} onClick={() => onChange(tags.filter((one) => one !== tag))}>
                <Icon name="cross" size={11} />
              </button>
            </span>
          ))}
          <input
            id={id}
            value={text}
            list={known.length > 0 ? list : undefined}
            aria-describedby={describedBy}
            placeholder={tags.length === 0 ? placeholder : undefined}
            maxLength={whole ? 200 : 100}
            onInput={(event) => onInput(event.currentTarget.value)}
            onKeyDown={onKeyDown}
            onBlur={() => text.trim() && add(text)}
          />
          <datalist id={list}>
            {known
              .filter((one) => !tags.includes(one))
              .map((one) => (
                <option key={one} value={one} />
              ))}
          </datalist>
        </div>
      )}
    </Field>
  );
}

// The text, as Markdown. Tab leaves the field as it leaves any other.

import type { RefObject } from "preact";
import { Field } from "../ui/field.js";
import { Icon, type IconName } from "../ui/icon.js";
import { MOD } from "../ui/mod.js";
import { around, lines, link, type Selected } from "./format.js";

type Change = (selected: Selected) => Selected;

const ACTS: { name: string; icon: IconName; key?: string; change: Change }[] = [
  { name: "Bold", icon: "bold", key: "b", change: (selected) => around(selected, "**") },
  { name: "Italic", icon: "italic", key: "i", change: (selected) => around(selected, "_") },
  { name: "Link", icon: "link", key: "k", change: link },
  { name: "Heading", icon: "heading", change: (selected) => lines(selected, "heading") },
  { name: "Bullets", icon: "list", change: (selected) => lines(selected, "list") },
  { name: "Steps", icon: "steps", change: (selected) => lines(selected, "steps") },
  { name: "Code", icon: "code", change: (selected) => around(selected, "`") },
];

interface BodyProps {
  field: RefObject<HTMLTextAreaElement | null>;
  value: string;
  onInput: (value: string) => void;
}

export function BodyField({ field, value, onInput }: BodyProps) {
  function apply(change: Change) {
    const box = field.current;
    if (!box) return;
    const next = change({ text: box.value, start: box.selectionStart, end: box.selectionEnd });
    box.focus();
    write(box, next.text);
    box.setSelectionRange(next.start, next.end);
    onInput(box.value);
  }
  function onKeyDown(event: KeyboardEvent) {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
    const act = ACTS.find(({ key }) => key === event.key.toLowerCase());
    if (!act) return;
    // Not the palette, and not what the browser does with it.
    event.preventDefault();
    apply(act.change);
  }
  return (
    <Field label="Text" hint="Markdown. Headings cut it into chunks; a step, an item or a sentence is what a reply quotes">
      {(id, describedBy) => (
        <div class="body-field">
          <div class="body-tools" role="toolbar" aria-label="Format" aria-controls={id}>
            {ACTS.map(({ name, icon, key, change }) => (
              <button
                key={name}
                type="button"
                class="icon-button"
                aria-label={name}
                title={key ? `${name} (${MOD} ${key.toUpperCase()})` : name}
                onClick={() => apply(change)}
              >
                <Icon name={icon} size={16} />
              </button>
            ))}
          </div>
          <textarea
            ref={field}
            id={id}
            rows={18}
            spellcheck
            dir="auto"
            aria-describedby={describedBy}
            value={value}
            onInput={(event) => onInput(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        </div>
      )}
    </Field>
  );
}

/** Through the browser's own editing, so that it can be undone like what was typed. */
export function write(box: HTMLTextAreaElement, text: string) {
  const before = box.value;
  let head = 0;
  while (head < before.length && head < text.length && before[head] === text[head]) head++;
  let tail = 0;
  while (tail < before.length - head && tail < text.length - head && before.at(-1 - tail) === text.at(-1 - tail)) tail++;
  const put = text.slice(head, text.length - tail);
  box.setSelectionRange(head, before.length - tail);
  const done = put ? document.execCommand("insertText", false, put) : document.execCommand("delete");
  if (!done) box.setRangeText(put, head, before.length - tail, "end");
}

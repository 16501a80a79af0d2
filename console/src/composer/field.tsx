// The text field: grows with its words, and offers canned replies at `/` and people at `@` while one writes.

import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { renderCanned } from "../api/people.js";
import type { Row } from "../api/types.js";
import { failed } from "../ui/toast.js";
import { Picks, useCannedPicks, useMentionPicks, type Pick } from "./picks.js";

interface WritingFieldProps {
  field: RefObject<HTMLTextAreaElement | null>;
  label: string;
  placeholder: string;
  value: string;
  row: Row;
  canned: boolean;
  mentions: boolean;
  onInput: (value: string) => void;
  /** Variables that a canned reply left standing. */
  onMissing: (names: string[]) => void;
  onSend: () => void;
  onPaste: (files: File[]) => void;
}

const MOST_CHARACTERS = 8000;
/** `/word` or `@name` up to the caret, at the beginning of a word. */
const TRIGGER = /(?:^|\s)([/@])([^\s/@]{0,40})$/u;

export function WritingField(props: WritingFieldProps) {
  const { field, label, placeholder, value, row, onInput, onSend } = props;
  const [token, setToken] = useState<{ sign: string; text: string } | null>(null);
  const [at, setAt] = useState(0);
  const caret = useRef<number | null>(null);
  const canned = useCannedPicks(props.canned && token?.sign === "/" ? token.text : null, row);
  const people = useMentionPicks(props.mentions && token?.sign === "@" ? token.text : null);
  const picks = token?.sign === "/" ? canned : people;
  useEffect(() => setAt(0), [token?.text]);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = "auto";
    element.style.height = `${element.scrollHeight + 2}px`;
    if (caret.current !== null) element.setSelectionRange(caret.current, caret.current);
    caret.current = null;
  }, [value]);

  function look() {
    const element = field.current;
    if (!element) return;
    const found = TRIGGER.exec(element.value.slice(0, element.selectionStart));
    setToken(found ? { sign: found[1] ?? "", text: found[2] ?? "" } : null);
  }

  /** Puts words where the token stands. */
  function replace(words: string) {
    const element = field.current;
    if (!element || !token) return;
    const end = element.selectionStart;
    const start = end - token.text.length - 1;
    caret.current = start + words.length;
    onInput(value.slice(0, start) + words + value.slice(end));
    setToken(null);
    element.focus();
  }

  function choose(pick: Pick | undefined) {
    if (!pick) return;
    if (pick.words) return replace(pick.words);
    renderCanned(pick.id, row.id).then(({ text, missing }) => {
      replace(text);
      props.onMissing(missing.map((name) => (name.startsWith("{{") ? name : `{{${name}}}`)));
    }, failed);
  }

  function onKeyDown(event: KeyboardEvent) {
    const shown = token !== null && picks.length > 0;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) onSend();
    else if (shown && step) setAt((at + step + picks.length) % picks.length);
    else if (shown && (event.key === "Enter" || event.key === "Tab")) choose(picks[at]);
    else if (event.key === "Escape") token ? setToken(null) : field.current?.blur();
    else return;
    event.preventDefault();
  }

  return (
    <div class="writing">
      {token && <Picks picks={picks} at={at} onChoose={choose} onMove={setAt} />}
      <textarea
        ref={field}
        aria-label={label}
        placeholder={placeholder}
        rows={2}
        maxLength={MOST_CHARACTERS}
        value={value}
        aria-controls={token && picks.length > 0 ? "picks" : undefined}
        aria-activedescendant={token && picks[at] ? `pick-${at}` : undefined}
        onInput={(event) => (onInput(event.currentTarget.value), look())}
        onClick={look}
        onKeyDown={onKeyDown}
        onBlur={() => setToken(null)}
        onPaste={(event) => {
          const files = [...(event.clipboardData?.files ?? [])];
          if (files.length > 0) (event.preventDefault(), props.onPaste(files));
        }}
      />
    </div>
  );
}

// The field over a list that narrows it: after a pause, so that not every letter asks the server.

import { useEffect, useRef, useState } from "preact/hooks";
import { Icon } from "./icon.js";

const PAUSE = 250;

interface FindProps {
  q: string;
  label: string;
  placeholder: string;
  field: { current: HTMLInputElement | null };
  onFind: (words: string) => void;
}

export function Find({ q, label, placeholder, field, onFind }: FindProps) {
  const [text, setText] = useState(q);
  // The address is written by the field; only what comes from elsewhere is written into it.
  const written = useRef(q);
  useEffect(() => {
    if (q !== written.current) setText(q);
    written.current = q;
  }, [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = window.setTimeout(() => onFind((written.current = text.trim())), PAUSE);
    return () => window.clearTimeout(timer);
  }, [text]);
  return (
    <div class="search-field">
      <Icon name="search" size={15} />
      <input
        ref={field}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </div>
  );
}

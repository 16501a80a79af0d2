// What is being written, what of it is stored, and on which version it rests. Nothing that was typed is lost: not by a reload,
// and not by somebody else who saves first.

import { useEffect, useRef, useState } from "preact/hooks";
import type { Kept, KeptText } from "../store/kept.js";

const KEEP_AFTER = 300;

export interface Writing<T, V, More = object> {
  text: T;
  put: (change: Partial<T>) => void;
  dirty: boolean;
  busy: boolean;
  /** The newest version that was seen. */
  base: number;
  /** When what is shown was typed, where it comes from this device and not from the server. */
  restored: string | null;
  /** A text that gave way to another, kept on this device. */
  aside: KeptText<T> | null;
  save: (more?: More, over?: number) => Promise<V>;
  /** Shows what is stored; what was typed is gone. */
  revert: () => void;
  /** Shows this version in place of what was typed, which is set aside. */
  takeOver: (version: V, base: number) => void;
  setAside: (text: T) => void;
  bringBack: () => void;
  forgetAside: () => void;
}

export interface WritingOptions<T, V, More> {
  id: string;
  stored: V;
  newest: number;
  /** Where texts are kept on this device. */
  shelves: { kept: Kept<T>; aside: Kept<T> };
  textOf: (version: V) => T;
  same: (a: T, b: T) => boolean;
  /** As it is sent. */
  cleaned?: (text: T) => T;
  send: (text: T, base: number, more: More) => Promise<V>;
}

export function useWriting<T extends object, V extends { version: number; created_at: string }, More extends object = object>(
  options: WritingOptions<T, V, More>,
): Writing<T, V, More> {
  const { id, stored, newest, textOf, same, cleaned = (text: T) => text, send } = options;
  const { kept, aside: shelf } = options.shelves;
  const [first] = useState(() => {
    const found = kept.get(id);
    return found && !same(found, textOf(stored)) ? found : null;
  });
  const [text, drawText] = useState<T>(() => (first ? textIn(first) : textOf(stored)));
  // What was typed this very moment and is not drawn yet.
  const typed = useRef(text);
  const setText = (next: T) => {
    typed.current = next;
    drawText(() => next);
  };
  const [saved, setSaved] = useState<T>(() => textOf(stored));
  const [base, setBase] = useState(first?.base ?? newest);
  const [restored, setRestored] = useState(first?.at ?? null);
  const [aside, putAside] = useState(() => shelf.get(id));
  const [busy, setBusy] = useState(false);
  const dirty = !same(text, saved);

  // What was saved here and is not read back yet: until then `stored` is older than what is shown.
  const awaited = useRef(0);

  // Somebody else's version is shown at once where nothing is written here.
  useEffect(() => {
    if (busy || !same(typed.current, saved) || stored.version < awaited.current) return;
    awaited.current = 0;
    setText(textOf(stored));
    setSaved(textOf(stored));
    setBase(newest);
  }, [stored.version, stored.created_at, newest, busy]);

  const latest = useRef({ text, base, dirty });
  latest.current = { text, base, dirty };
  const keep = () => {
    const now = latest.current;
    kept.set(id, now.dirty ? { ...now.text, base: now.base, at: new Date().toISOString() } : null);
  };
  useEffect(() => {
    const timer = window.setTimeout(keep, KEEP_AFTER);
    return () => window.clearTimeout(timer);
  }, [text, base, dirty]);
  useEffect(() => {
    window.addEventListener("pagehide", keep);
    return () => (window.removeEventListener("pagehide", keep), keep());
  }, []);

  function setAside(given: T) {
    const held = { ...given, base, at: new Date().toISOString() };
    shelf.set(id, held);
    putAside(() => held);
  }
  function forgetAside() {
    shelf.set(id, null);
    putAside(null);
  }
  function show(next: T, version = base) {
    setText(next);
    setSaved(() => next);
    setBase(version);
    setRestored(null);
  }

  return {
    text,
    dirty,
    busy,
    base,
    restored,
    aside,
    setAside,
    forgetAside,
    put: (change) => setText({ ...typed.current, ...change }),
    async save(more = {} as More, over = base) {
      const sent = cleaned(text);
      setBusy(true);
      try {
        const made = await send(sent, over, more);
        awaited.current = made.version;
        setSaved(() => sent);
        setBase(made.version);
        setRestored(null);
        return made;
      } finally {
        setBusy(false);
      }
    },
    revert: () => show(textOf(stored), newest),
    takeOver(version, seen) {
      setAside(text);
      show(textOf(version), seen);
    },
    bringBack() {
      if (!aside) return;
      if (dirty) setAside(text);
      else forgetAside();
      setText(textIn(aside));
    },
  };
}

/** Without what it is kept with. */
function textIn<T>({ base: _, at: __, ...text }: KeptText<T>): T {
  return text as T;
}

// What is being written, what of it is stored, and on which version it rests. Nothing that was typed is lost: not by a reload,
// and not by somebody else who saves first.

import { useEffect, useRef, useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { DraftBody, Version } from "../api/types.js";
import type { KeptText } from "../store/kept.js";
import { useDesk } from "../shell/context.js";
import { cleaned, sameText, textOf, type Text } from "./words.js";

const KEEP_AFTER = 300;

export interface Writing {
  text: Text;
  put: (change: Partial<Text>) => void;
  dirty: boolean;
  busy: boolean;
  /** The newest version that was seen. */
  base: number;
  /** When what is shown was typed, where it comes from this device and not from the server. */
  restored: string | null;
  /** A text that gave way to another, kept on this device. */
  aside: KeptText | null;
  save: (more?: Pick<DraftBody, "note" | "publish_at">, over?: number) => Promise<Version>;
  /** Shows what is stored; what was typed is gone. */
  revert: () => void;
  /** Shows this version in place of what was typed, which is set aside. */
  takeOver: (version: Version, base: number) => void;
  setAside: (text: Text) => void;
  bringBack: () => void;
  forgetAside: () => void;
}

export function useWriting(stored: Version, newest: number): Writing {
  const { kept, aside: shelf } = useDesk().articles;
  const id = stored.article;
  const [first] = useState(() => {
    const found = kept.get(id);
    return found && !sameText(found, textOf(stored)) ? found : null;
  });
  const [text, setText] = useState<Text>(first ?? textOf(stored));
  const [saved, setSaved] = useState<Text>(textOf(stored));
  const [base, setBase] = useState(first?.base ?? newest);
  const [restored, setRestored] = useState(first?.at ?? null);
  const [aside, putAside] = useState(() => shelf.get(id));
  const [busy, setBusy] = useState(false);
  const dirty = !sameText(text, saved);

  // What was saved here and is not read back yet: until then `stored` is older than what is shown.
  const awaited = useRef(0);

  // Somebody else's version is shown at once where nothing is written here.
  useEffect(() => {
    if (busy || dirty || stored.version < awaited.current) return;
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

  function setAside(given: Text) {
    const held = { meta: given.meta, body: given.body, base, at: new Date().toISOString() };
    shelf.set(id, held);
    putAside(held);
  }
  function forgetAside() {
    shelf.set(id, null);
    putAside(null);
  }
  function show(next: Text, version = base) {
    setText(next);
    setSaved(next);
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
    put: (change) => setText((was) => ({ ...was, ...change })),
    async save(more = {}, over = base) {
      const sent = { meta: cleaned(text.meta), body: text.body };
      setBusy(true);
      try {
        const made = await articles.save({ id, base: over, ...sent, ...more });
        awaited.current = made.version;
        setSaved(sent);
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
      setText({ meta: aside.meta, body: aside.body });
    },
  };
}

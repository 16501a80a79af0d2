// Saving what is written, and what happens where somebody else saved first: both are shown, and nothing is decided.

import { useState } from "preact/hooks";
import { ProblemError } from "../api/http.js";
import { failed, toast } from "../ui/toast.js";
import type { Theirs } from "./conflict.js";
import type { Writing } from "./writing.js";

interface SavingOptions<T, V, More> {
  writing: Writing<T, V, More>;
  /** What goes with the text: the note of a draft stays. */
  more: More;
  /** How the server says that there is a newer version. */
  changed: string;
  /** What there is now. */
  read: () => Promise<Theirs<V>>;
  reload: () => void;
}

export function useSaving<T, V extends { version: number }, More>(options: SavingOptions<T, V, More>) {
  const { writing, more, changed, read, reload } = options;
  const [theirs, setTheirs] = useState<Theirs<V> | null>(null);
  async function look() {
    try {
      setTheirs(await read());
    } catch (error) {
      failed(error);
    }
  }
  /** True where somebody saved first. */
  const isChanged = (error: unknown) => error instanceof ProblemError && error.slug === changed;
  async function save() {
    if (writing.busy) return;
    try {
      const made = await writing.save(more);
      toast(`Draft ${made.version} is saved`);
      reload();
    } catch (error) {
      if (isChanged(error)) await look();
      else failed(error);
    }
  }
  return { save, look, isChanged, theirs, close: () => setTheirs(null) };
}

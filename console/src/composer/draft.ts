// The draft of a conversation as state, kept at every change.

import { useState } from "preact/hooks";
import { useDesk } from "../shell/context.js";
import { EMPTY, type DraftState } from "../store/drafts.js";

export function useDraft(conversation: string) {
  const { drafts } = useDesk();
  const [draft, setDraft] = useState<DraftState>(() => drafts.get(conversation));
  const change = (by: Partial<DraftState>) =>
    setDraft((before) => {
      const after = { ...before, ...by };
      // With the words goes what they were made of.
      const whole = after.text ? after : { ...after, suggestion: null, citations: [] };
      drafts.set(conversation, whole);
      return whole;
    });
  const clear = (part: "text" | "note") => change(part === "note" ? { note: "" } : { ...EMPTY, note: draft.note });
  return { draft, change, clear };
}

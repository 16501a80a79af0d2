// What is being written, by conversation: it survives a reload and a look at another conversation.

import type { Citation, FileRef } from "../api/types.js";
import type { Env } from "../live/env.js";

export interface DraftState {
  text: string;
  note: string;
  /** The suggestion that the reply was begun from. */
  suggestion: string | null;
  citations: Citation[];
  files: FileRef[];
}

export const EMPTY: DraftState = { text: "", note: "", suggestion: null, citations: [], files: [] };

export interface Drafts {
  get(conversation: string): DraftState;
  set(conversation: string, draft: DraftState): void;
  has(conversation: string): boolean;
}

const isEmpty = (draft: DraftState) => !draft.text && !draft.note && draft.files.length === 0;

export function createDrafts({ local }: Env, prefix: string): Drafts {
  return {
    get(conversation) {
      try {
        return { ...EMPTY, ...(JSON.parse(local.get(prefix + conversation) ?? "{}") as Partial<DraftState>) };
      } catch {
        return EMPTY;
      }
    },
    set: (conversation, draft) => local.set(prefix + conversation, isEmpty(draft) ? null : JSON.stringify(draft)),
    has: (conversation) => local.get(prefix + conversation) !== null,
  };
}

// Uploads and their files in words.

import type { FileState, Upload } from "../api/types.js";

export const FILE_STATE: Record<FileState, { words: string; tone: string; hint: string }> = {
  quarantined: { words: "Quarantined", tone: "bad", hint: "It could not be read; nothing of it is used" },
  reading: { words: "Reading", tone: "blue", hint: "Its text is taken out" },
  indexing: { words: "Indexing", tone: "violet", hint: "It is made findable" },
  queued: { words: "Waiting", tone: "grey", hint: "Its turn comes" },
  ready: { words: "Ready", tone: "green", hint: "Replies can rest on it" },
  unchanged: { words: "Unchanged", tone: "grey", hint: "The same text was there already" },
};
/** In the order of the contract: what wants a look comes first. */
export const STATES = Object.keys(FILE_STATE) as FileState[];

const UPLOAD_STATE: Record<Upload["state"], string> = {
  queued: "Waiting",
  reading: "Reading",
  indexing: "Indexing",
  done: "Done",
};

/** What became of it, or what it is at. */
export function standing({ state, files, counts }: Upload): { words: string; tone: string } {
  if (state !== "done") return { words: UPLOAD_STATE[state], tone: "blue" };
  if (counts.quarantined > 0)
    return { words: counts.quarantined === files ? "Not read" : `${counts.quarantined} quarantined`, tone: "bad" };
  if (counts.ready === 0) return { words: files === 0 ? "Nothing in it" : "Nothing new", tone: "grey" };
  return { words: "Ready", tone: "green" };
}

/** From what is done to what is not yet, as the bar is drawn. */
export const BAR: FileState[] = ["ready", "unchanged", "quarantined", "indexing", "reading", "queued"];

/** `3 ready, 1 quarantined`: what the bar shows. */
export const countWords = (upload: Upload) =>
  BAR.filter((state) => upload.counts[state] > 0)
    .map((state) => `${upload.counts[state]} ${FILE_STATE[state].words.toLowerCase()}`)
    .join(", ") || "Nothing found in it yet";

export const TAKEN = ".md,.markdown,.html,.htm,.txt,.pdf,.docx,.csv,.zip";

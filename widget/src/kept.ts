// What is kept on the device from one page load to the next. Another build may read what this one wrote: the build shortens
// no name in this file.

import type { ClientFrame, Guide, SentFile } from "./api/types.js";

/** Written and not accepted by the server yet. */
export interface Waiting {
  frame: ClientFrame;
  /** Where it goes; null where its conversation has not begun. */
  conversation: string | null;
  /** When it was written, milliseconds since 1970; the order of sending. */
  at: number;
  /** What the frame names by ids, to be shown while it waits. */
  files?: readonly SentFile[];
}

/** The guide that is being played. */
export interface KeptGuide {
  guide: Guide;
  step: number;
  at: number;
}

/** A file that is attached; `sent` where the server has it. */
export interface KeptFile {
  name: string;
  sent: SentFile | null;
}

export interface KeptHints {
  /** The hints that were offered. */
  ids: string[];
  /** When the last few were. */
  at: number[];
  /** How many were refused since one was taken. */
  refused: number;
  until: number;
}

// Whether this person has read the packet of the newest handoff: unread it stands open and first; read it folds.

import { useState } from "preact/hooks";
import { browser } from "../live/env.js";
import type { Thread } from "../store/threads.js";

export interface PacketRead {
  exists: boolean;
  read: boolean;
  open: boolean;
  toggle: () => void;
  fold: () => void;
}

export function usePacketRead(thread: Thread): PacketRead {
  const key = `usher.packet.${thread.id}`;
  const exists = thread.packet.value !== null;
  // A later handoff has a packet of its own.
  const handoff =
    thread.events.value.findLast(({ kind }) => kind === "conversation.escalated" || kind === "turn.failed")?.seq ?? 0;
  const [readSeq, setReadSeq] = useState(() => Number(browser.local.get(key) ?? -1));
  const [shown, setShown] = useState<boolean | null>(null);
  const read = readSeq >= handoff;
  const open = shown ?? !read;

  function mark() {
    browser.local.set(key, `${handoff}`);
    setReadSeq(handoff);
  }
  return {
    exists,
    read,
    open,
    toggle() {
      if (open) mark();
      setShown(!open);
    },
    fold() {
      mark();
      setShown(false);
    },
  };
}

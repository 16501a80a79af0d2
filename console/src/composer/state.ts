// What is being written and what becomes of it: the draft, the suggestion it may be made of, files, and the check before.

import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Row } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import type { Thread } from "../store/threads.js";
import { isWith } from "../store/views.js";
import { useDraft } from "./draft.js";
import { useFiles } from "./files.js";
import { useReask } from "./reask.js";
import { useSuggestion } from "./suggestion.js";

export type Tab = "reply" | "note";

export interface ComposerProps {
  thread: Thread;
  row: Row;
  /** The packet is being read: what is here keeps small. */
  quiet: boolean;
  /** Words to begin with, from the packet; each object is one wish. */
  start: { text: string } | null;
  onSent: () => void;
}

/** Which of the two, and the field of it. */
function useTab(row: Row, first: Tab) {
  const [tab, setTab] = useState<Tab>(first);
  const [guides, setGuides] = useState(false);
  const field: RefObject<HTMLTextAreaElement | null> = useRef(null);
  function focus(to: Tab) {
    setTab(to);
    requestAnimationFrame(() => field.current?.focus());
  }
  useCommands(
    () => [
      { id: "reply", title: "Reply", group: "Conversation", icon: "send", keys: "r", of: row.id, run: () => focus("reply") },
      { id: "note", title: "Write a note", group: "Conversation", icon: "note", keys: "n", of: row.id, run: () => focus("note") },
      { id: "guide", title: "Send a guide", group: "Conversation", icon: "guide", keys: "g g", of: row.id, run: () => setGuides(true) },
    ],
    [row.id],
  );
  // Whoever takes it over means to write to the contact.
  const mine = isWith(row, useDesk().me.value.id);
  const was = useRef(mine);
  useEffect(() => {
    if (mine && !was.current && !field.current?.value) setTab("reply");
    was.current = mine;
  }, [mine]);
  return { tab, field, focus, guides, setGuides };
}

export function useComposer({ thread, row, start, onSent }: ComposerProps) {
  const desk = useDesk();
  const othersHaveIt = row.state === "open" && row.stage === "active" && !isWith(row, desk.me.value.id);
  const { draft, change, clear } = useDraft(row.id);
  const at = useTab(row, (draft.note && !draft.text) || othersHaveIt ? "note" : "reply");
  const replying = at.tab === "reply";
  const files = useFiles(draft.files, (list) => change({ files: list }));
  const reask = useReask(row.id, replying ? draft.text : "");
  const copilot = useSuggestion(thread, row, replying);
  const [missing, setMissing] = useState<string[]>([]);
  useEffect(() => setMissing((names) => names.filter((name) => draft.text.includes(name))), [draft.text]);
  useCommands(
    () => [
      {
        id: "suggest",
        title: "Suggest a reply",
        group: "Conversation",
        icon: "spark",
        keys: "i",
        of: row.id,
        run: () => (at.focus("reply"), copilot.ask()),
      },
    ],
    [row.id],
  );
  useEffect(() => {
    // The packet's words, where the engine's newest are the same, count as its suggestion.
    if (start) begin(start.text, copilot.suggestion?.text === start.text);
  }, [start]);

  function begin(text: string, suggested: boolean) {
    const made = suggested ? copilot.suggestion : null;
    change({ text, suggestion: made?.id ?? null, citations: made?.citations ?? [] });
    at.focus("reply");
  }
  function write(text: string) {
    change(replying ? { text } : { note: text });
    if (replying && text) desk.typing(row.id);
  }
  async function sendReply() {
    const text = draft.text.trim();
    if ((!text && draft.files.length === 0) || files.busy || !(await reask.mayGo())) return;
    const { suggestion, citations } = draft;
    desk.outbox.add(row.id, "messages", {
      text,
      ...(suggestion && { suggestion }),
      ...(citations.length > 0 && { citations }),
      ...(draft.files.length > 0 && { files: draft.files.map(({ id }) => id) }),
    });
    clear("text");
    sent();
  }
  function sendNote() {
    const text = draft.note.trim();
    if (!text) return;
    const mentions = desk.team.members
      .peek()
      .filter(({ name }) => text.includes(`@${name}`))
      .map(({ id }) => id);
    desk.outbox.add(row.id, "notes", { text, ...(mentions.length > 0 && { mentions }) });
    clear("note");
  }
  function sendSuggestion() {
    const made = copilot.suggestion;
    if (!made) return;
    desk.outbox.add(row.id, "messages", { text: made.text, suggestion: made.id, citations: made.citations });
    sent();
  }
  function sent() {
    copilot.done();
    onSent();
  }
  const send = () => (replying ? void sendReply() : sendNote());
  const text = replying ? draft.text : draft.note;
  return { ...at, replying, draft, change, files, reask, copilot, missing, setMissing, begin, write, send, sendSuggestion, text };
}

export type ComposerState = ReturnType<typeof useComposer>;

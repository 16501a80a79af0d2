// The thread: stays at its end while one is there, and says so when something came while one read above.

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { minute, now } from "../store/clock.js";
import type { Entry } from "../store/entries.js";
import type { Thread } from "../store/threads.js";
import { dayName } from "../store/time.js";
import { may } from "../store/views.js";
import { contactName } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { lazy } from "../ui/lazy.js";
import { Badge } from "../ui/parts.js";
import { MessageView } from "./message.js";
import { NoteView, SystemView } from "./note.js";
import { Words } from "./text.js";

const TeachDialog = lazy(async () => (await import("../content.js")).TeachDialog, true);

interface ThreadViewProps {
  thread: Thread;
  row: Row;
  before: ComponentChildren;
  /** An unread packet is read first. */
  startAtTop: boolean;
}

const NEAR = 80;

export function ThreadView({ thread, row, before, startAtTop }: ThreadViewProps) {
  const entries = thread.entries.value;
  const { box, below, onScroll, toEnd } = useStick(entries, startAtTop);
  const [teaching, setTeaching] = useState<string | null>(null);
  const onTeach = may(useDesk().me.value.role, "teach") ? setTeaching : null;
  return (
    <div class="thread-frame">
      <div class="scroll thread-scroll" ref={box} onScroll={onScroll} tabIndex={0} role="region" aria-label="Packet and thread">
        {before}
        <div
          class="thread"
          role="log"
          aria-label={`Thread with ${contactName(row)}`}
          aria-live="polite"
          aria-relevant="additions"
        >
          {entries.map((entry, at) => (
            <Line key={entry.key} entry={entry} previous={entries[at - 1]} row={row} onTeach={onTeach} />
          ))}
        </div>
        <Forming thread={thread} />
        <Typing thread={thread} row={row} />
      </div>
      {below && (
        <button class="to-end" onClick={toEnd}>
          <Icon name="down" size={14} />
          Newest
        </button>
      )}
      {teaching !== null && <TeachDialog text={teaching} onClose={() => setTeaching(null)} />}
    </div>
  );
}

interface LineProps {
  entry: Entry;
  previous: Entry | undefined;
  row: Row;
  onTeach: ((text: string) => void) | null;
}

function Line({ entry, previous, row, onTeach }: LineProps) {
  const day = dayName(entry.at, minute.value);
  const newDay = !previous || dayName(previous.at, minute.value) !== day;
  return (
    <>
      {newDay && (
        <p class="day">
          <span>{day}</span>
        </p>
      )}
      {entry.kind === "message" && <MessageView message={entry} row={row} onTeach={onTeach} />}
      {entry.kind === "note" && <NoteView note={entry} />}
      {entry.kind === "system" && <SystemView entry={entry} />}
    </>
  );
}

const Dots = () => (
  <span class="dots" aria-hidden="true">
    <i />
    <i />
    <i />
  </span>
);

/** Outside of the log: what is not final is there to be read and is not announced. */
function Forming({ thread }: { thread: Thread }) {
  const piece = thread.forming.value;
  // Empty it stays, so that whoever is at the end is kept there while it grows.
  if (!piece) return <div class="forming" />;
  return (
    <div class="forming">
      <article class="message ai_agent" aria-label="Usher is writing" aria-busy="true">
        <span class="avatar small usher" aria-hidden="true">
          <Icon name="spark" size={15} />
        </span>
        <div class="message-main">
          <header>
            <b>Usher</b>
            <Badge tone="violet" title="Sentences that passed their check; the rest is being written">
              Writing
            </Badge>
          </header>
          <p class="bubble">
            <Words text={piece.text} /> <Dots />
          </p>
        </div>
      </article>
    </div>
  );
}

function Typing({ thread, row }: { thread: Thread; row: Row }) {
  const writing = thread.typingUntil.value > now.value;
  return (
    <div class="typing-line" role="status">
      {writing && (
        <>
          <Dots />
          {contactName(row)} is writing
        </>
      )}
    </div>
  );
}

function useStick(entries: Entry[], startAtTop: boolean) {
  const me = useDesk().me.value.id;
  const box = useRef<HTMLDivElement>(null);
  const stuck = useRef(!startAtTop);
  const drawn = useRef(entries.length);
  const [below, setBelow] = useState(false);
  const toEnd = () => {
    if (box.current) box.current.scrollTop = box.current.scrollHeight;
  };
  useLayoutEffect(() => {
    // What one wrote oneself is seen to be there.
    const last = entries.at(-1);
    if (entries.length > drawn.current && last && last.kind !== "system" && last.by?.id === me) stuck.current = true;
    if (stuck.current) toEnd();
    else if (entries.length > drawn.current && !atEnd(box.current)) setBelow(true);
    drawn.current = entries.length;
  }, [entries]);
  // The packet is read: on to what was said last.
  useLayoutEffect(() => {
    if (startAtTop) return;
    stuck.current = true;
    toEnd();
  }, [startAtTop]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    // The composer grows and the packet folds: who was at the end stays there.
    const watch = new ResizeObserver(() => stuck.current && toEnd());
    watch.observe(element);
    for (const child of element.children) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  function onScroll() {
    stuck.current = atEnd(box.current);
    if (stuck.current) setBelow(false);
  }
  return { box, below, onScroll, toEnd };
}

const atEnd = (element: HTMLElement | null) => !element || element.scrollHeight - element.scrollTop - element.clientHeight < NEAR;

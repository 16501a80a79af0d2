// What contacts never see: notes of people, and what happened to the conversation.

import { useState } from "preact/hooks";
import { useDesk } from "../shell/context.js";
import type { Note, System } from "../store/entries.js";
import { atClock, inFull } from "../store/time.js";
import { Icon } from "../ui/icon.js";
import { Delivery } from "./message.js";
import { Words } from "./text.js";

export function NoteView({ note }: { note: Note }) {
  const me = useDesk().me.value.id;
  const name = note.by?.id === me ? "You" : (note.by?.name ?? "Usher");
  const forMe = note.mentions.some(({ id }) => id === me);
  return (
    <article class={`note ${forMe ? "for-me" : ""}`} aria-label={`Note of ${name}, ${atClock(note.at)}, not seen by the contact`}>
      <header>
        <Icon name="note" size={15} />
        <b>{name}</b>
        <span>only people see this</span>
        <time dateTime={note.at} title={inFull(note.at)}>
          {atClock(note.at)}
        </time>
      </header>
      <p>
        <Words text={note.text} />
      </p>
      {note.delivery !== "delivered" && <Delivery message={note} />}
    </article>
  );
}

/** The way from one person to the next is of little interest afterwards: it folds into its last line. */
export function SystemView({ entry }: { entry: System }) {
  const [open, setOpen] = useState(false);
  const minor = entry.lines.filter((line) => line.minor);
  const folds = minor.length > 1;
  const shown = !folds || open ? entry.lines : entry.lines.filter((line) => !line.minor || line === minor.at(-1));
  return (
    <div class="system">
      {shown.map((line, at) => (
        <p key={at}>
          <span>{line.text}</span>
          {line.quote && <q>{line.quote}</q>}
          <time dateTime={line.at} title={inFull(line.at)}>
            {atClock(line.at)}
          </time>
        </p>
      ))}
      {folds && (
        <button class="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? "Fold" : `${minor.length - 1} more`}
        </button>
      )}
    </div>
  );
}

// How it ended, and what it was about.

import { useId, useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Outcome, Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { OUTCOME } from "../store/words.js";
import { Dialog } from "../ui/dialog.js";
import { Field, TextField } from "../ui/field.js";
import { failed } from "../ui/toast.js";

export function ResolveDialog({ row, onClose, onDone }: { row: Row; onClose: () => void; onDone: () => void }) {
  const desk = useDesk();
  const [outcome, setOutcome] = useState<Outcome>("solved");
  const [topic, setTopic] = useState(row.topic ?? "");
  const [note, setNote] = useState("");
  const topics = useId();

  function resolve(event: Event) {
    event.preventDefault();
    desk.act(conversations.resolve(row.id, outcome, topic.trim(), note.trim())).then(onDone, failed);
  }

  return (
    <Dialog title="Resolve" onClose={onClose}>
      <form class="dialog-form" onSubmit={resolve}>
        <fieldset class="choices">
          <legend>How did it end?</legend>
          {(Object.entries(OUTCOME) as [Outcome, { name: string; hint: string }][]).map(([key, { name, hint }]) => (
            <label key={key} class="choice tight">
              <input
                type="radio"
                name="outcome"
                checked={outcome === key}
                onChange={() => setOutcome(key)}
                autofocus={key === "solved"}
              />
              <span>
                <b>{name}</b>
                <small>{hint}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <TextField label="Topic" value={topic} onInput={setTopic} list={topics} maxLength={100} />
        <datalist id={topics}>
          {desk.team.topics.value.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <Field label="Note" hint="May be left out; the contact does not see it">
          {(id, describedBy) => (
            <textarea
              id={id}
              rows={2}
              maxLength={2000}
              aria-describedby={describedBy}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </Field>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary">Resolve</button>
        </footer>
      </form>
    </Dialog>
  );
}

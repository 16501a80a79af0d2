// Until when it sleeps. It wakes by then, or when the contact writes.

import { useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { inFull, localInput } from "../store/time.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { failed } from "../ui/toast.js";
import { presets } from "./presets.js";

interface SnoozeDialogProps {
  row: Row;
  onClose: () => void;
  onDone: (words: string) => void;
}

export function SnoozeDialog({ row, onClose, onDone }: SnoozeDialogProps) {
  const desk = useDesk();
  const [own, setOwn] = useState("");
  const now = new Date();
  function snooze(until: Date) {
    const at = until.toISOString();
    desk.act(conversations.snooze(row.id, at)).then(() => onDone(`Snoozed until ${inFull(at)}`), failed);
  }
  const chosen = own ? new Date(own) : null;
  return (
    <Dialog title="Snooze" onClose={onClose}>
      <p class="quiet">It comes back then, or as soon as the contact writes.</p>
      <div class="presets">
        {presets(now).map(({ name, until }, at) => (
          <button key={name} autofocus={at === 0} onClick={() => snooze(until)}>
            <b>{name}</b>
            <small>{inFull(until.toISOString())}</small>
          </button>
        ))}
      </div>
      <form class="dialog-form" onSubmit={(event) => (event.preventDefault(), chosen && snooze(chosen))}>
        <Field label="Or until">
          {(id) => (
            <input
              id={id}
              type="datetime-local"
              min={localInput(now)}
              value={own}
              onInput={(event) => setOwn(event.currentTarget.value)}
            />
          )}
        </Field>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={!chosen || chosen <= now}>
            Snooze
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

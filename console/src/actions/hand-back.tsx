// Back to the AI agent, from the contact's next message on.

import { useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { failed, toast } from "../ui/toast.js";

export function HandBackDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const desk = useDesk();
  const [note, setNote] = useState("");
  function handBack(event: Event) {
    event.preventDefault();
    desk.act(conversations.handBack(row.id, note.trim())).then(() => (toast("Usher has it again"), onClose()), failed);
  }
  return (
    <Dialog title="Hand back to Usher" onClose={onClose}>
      <form class="dialog-form" onSubmit={handBack}>
        <p>From the contact’s next message on Usher answers again. If it cannot, people get it back with a new packet.</p>
        <Field label="Note" hint="May be left out; the contact does not see it">
          {(id, describedBy) => (
            <textarea
              id={id}
              rows={2}
              maxLength={2000}
              aria-describedby={describedBy}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
              autofocus
            />
          )}
        </Field>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary">Hand back</button>
        </footer>
      </form>
    </Dialog>
  );
}

// Choose a guide for the contact to play, and say a word with it.

import { useState } from "preact/hooks";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { Dialog } from "../ui/dialog.js";
import { TextField } from "../ui/field.js";
import { Icon } from "../ui/icon.js";

export function GuideDialog({ row, first, onClose }: { row: Row; first: string | null; onClose: () => void }) {
  const desk = useDesk();
  const [find, setFind] = useState("");
  const [chosen, setChosen] = useState<string | null>(first);
  const [text, setText] = useState("");
  const words = find.toLowerCase().split(/\s+/).filter(Boolean);
  const found = desk.team.guides.value.filter(({ title, summary }) =>
    words.every((word) => `${title} ${summary}`.toLowerCase().includes(word)),
  );

  function send(event: Event) {
    event.preventDefault();
    if (!chosen) return;
    desk.outbox.add(row.id, "guides", { guide: chosen, ...(text.trim() && { text: text.trim() }) });
    onClose();
  }

  return (
    <Dialog title="Send a guide" onClose={onClose}>
      <form onSubmit={send} class="dialog-form">
        <TextField label="Find" value={find} onInput={setFind} placeholder="What should they do?" />
        <fieldset class="choices">
          <legend class="sr-only">Guide</legend>
          {found.map(({ id, title, summary, steps }) => (
            <label key={id} class="choice">
              <input type="radio" name="guide" value={id} checked={chosen === id} onChange={() => setChosen(id)} />
              <span>
                <b>{title}</b>
                <small>{summary}</small>
              </span>
              <small>{steps} steps</small>
            </label>
          ))}
          {found.length === 0 && <p class="quiet">No guide matches.</p>}
        </fieldset>
        <TextField label="A word with it" hint="May be left out" value={text} onInput={setText} maxLength={8000} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={!chosen}>
            <Icon name="guide" size={15} />
            Send the guide
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

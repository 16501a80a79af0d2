// Before contacts are offered it: what it takes the place of, with a word for the history.

import { useState } from "preact/hooks";
import { guides } from "../api/guides.js";
import type { GuideRow, GuideVersion } from "../api/types.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { TextField } from "../ui/field.js";
import { toast } from "../ui/toast.js";
import { Changes } from "../versions/changes.js";
import type { Writing } from "../versions/writing.js";
import { Problem } from "./preview.js";

interface PublishProps {
  guide: GuideRow;
  stored: GuideVersion;
  writing: Writing<{ yaml: string }, GuideVersion, { note?: string }>;
  problem: string | null;
  onClose: () => void;
  /** Throws what is no conflict. */
  onConflict: (error: unknown) => Promise<void>;
  onDone: () => void;
}

export function PublishDialog({ guide: { id, version, state }, stored, writing, problem, onClose, onConflict, onDone }: PublishProps) {
  const draft = stored.state === "draft";
  const [note, setNote] = useState(draft ? stored.note : "");
  const submit = useSubmit(async () => {
    try {
      // A draft is published as it is; a past one becomes a new version by itself, without a note.
      const asStored = !writing.dirty && note === (draft ? stored.note : "");
      const number = asStored ? stored.version : (await writing.save({ note })).version;
      const now = await guides.publish(id, number);
      toast(`Version ${now.version} is published. Contacts are offered it within seconds`);
      onDone();
    } catch (error) {
      await onConflict(error);
    }
  }, onClose);
  return (
    <Dialog title="Publish" onClose={onClose}>
      <form class="dialog-form" onSubmit={submit.submit}>
        <Changes
          id={id}
          version={version}
          read={async (number) => (await guides.version(id, number)).text}
          now={writing.text.yaml}
          first={
            state === "archived"
              ? "Contacts are offered it again, within seconds, where it leads to what they ask."
              : "Contacts are offered it within seconds, where it leads to what they ask, and people can send it."
          }
        />
        {version !== null && <p class="hint">Whoever is playing it right now goes on with the steps that they began with.</p>}
        {problem && <Problem problem={problem} />}
        <TextField
          label="What changed"
          hint="For the history. Contacts never see it"
          value={note}
          onInput={setNote}
          maxLength={300}
          placeholder="The button has a new name"
        />
        <Complaint words={submit.problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={submit.busy || problem !== null}>
            Publish now
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

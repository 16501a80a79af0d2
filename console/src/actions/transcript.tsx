// The conversation by e-mail: to the contact, or to whoever else is to have it.

import { useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Row } from "../api/types.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { TextField } from "../ui/field.js";
import { toast } from "../ui/toast.js";

export function TranscriptDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const [address, setAddress] = useState("");
  const { busy, problem, submit } = useSubmit(async () => {
    const sent = await conversations.transcript(row.id, address.trim());
    toast(sent.duplicate ? `It was sent to ${sent.address} already` : `It goes to ${sent.address}`);
  }, onClose);
  return (
    <Dialog title="Send a transcript" onClose={onClose}>
      <form class="dialog-form" onSubmit={submit}>
        <p>All that the contact saw, by e-mail: no notes, nothing that only people see.</p>
        <TextField
          label="To"
          type="email"
          hint="Empty: the contact’s own address"
          value={address}
          onInput={setAddress}
          maxLength={254}
          autocomplete="off"
        />
        <Complaint words={problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={busy}>
            Send
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

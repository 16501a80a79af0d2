// A suite is begun: its name and what its cases are about.

import { useState } from "preact/hooks";
import { suites } from "../api/evals.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Select, TextField } from "../ui/field.js";
import { KINDS } from "./words.js";

export function NewSuite({ onClose }: { onClose: () => void }) {
  const { evals } = useDesk();
  const [name, setName] = useState("");
  const [kind, setKind] = useState("resolve");
  const [description, setDescription] = useState("");
  const { busy, problem, submit } = useSubmit(async () => {
    const made = await suites.create({ name: name.trim(), kind, ...(description.trim() && { description: description.trim() }) });
    evals.change();
    go({ page: "suites", id: made.id });
  }, onClose);
  return (
    <Dialog title="New suite" onClose={onClose}>
      <form class="dialog-form" onSubmit={submit}>
        <TextField label="Name" hint="Small letters, digits and hyphens" value={name} onInput={setName} maxLength={60} autocomplete="off" required />
        <Select label="What it measures" value={kind} options={KINDS} onChange={setKind} />
        <TextField label="Description" hint="Where its questions come from, and what they are to show" value={description} onInput={setDescription} maxLength={500} />
        <Complaint words={problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={busy || !name.trim()}>
            Make the suite
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

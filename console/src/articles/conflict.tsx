// Somebody saved first. Both texts are shown, and whichever gives way stays on this device.

import { useMemo } from "preact/hooks";
import type { Version } from "../api/types.js";
import { inFull } from "../store/time.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { toast } from "../ui/toast.js";
import { DiffView } from "./compare.js";
import { diff } from "./diff.js";
import { asText, textOf } from "./words.js";
import type { Writing } from "./writing.js";

export interface Theirs {
  version: Version;
  /** The newest version that there is now. */
  base: number;
}

interface ConflictProps {
  theirs: Theirs;
  writing: Writing;
  onClose: () => void;
  onDone: () => void;
}

export function Conflict({ theirs: { version, base }, writing, onClose, onDone }: ConflictProps) {
  const who = version.by?.name ?? "An ingest";
  const rows = useMemo(() => diff(asText(textOf(version)), asText(writing.text)), [version, writing.text]);
  const keep = useSubmit(async () => {
    writing.setAside(textOf(version));
    const made = await writing.save({ note: version.note, publish_at: version.publish_at }, base);
    toast(`Yours is saved as draft ${made.version}; theirs is set aside`);
    onDone();
  }, onClose);
  function take() {
    writing.takeOver(version, base);
    toast("Theirs is shown; what you wrote is set aside");
    onClose();
    onDone();
  }
  return (
    <Dialog title={`${who} saved meanwhile`} onClose={onClose} wide>
      <form class="dialog-form" onSubmit={keep.submit}>
        <p>
          {who} saved version {version.version} on {inFull(version.created_at)}
          {version.note && <> (“{version.note}”)</>}, after you began. This is how yours differs from it. Whichever you do not
          take stays on this device.
        </p>
        <DiffView rows={rows} before={`Version ${version.version}, of ${who}`} after="Yours" />
        <Complaint words={keep.problem} />
        <footer class="dialog-foot">
          <button type="button" class="button first" onClick={onClose}>
            Go on writing
          </button>
          <button type="button" class="button" disabled={keep.busy} onClick={take}>
            Take theirs
          </button>
          <button class="button primary" disabled={keep.busy}>
            Keep mine
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

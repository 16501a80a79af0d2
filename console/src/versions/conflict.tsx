// Somebody saved first. Both texts are shown, and whichever gives way stays on this device.

import { useMemo } from "preact/hooks";
import { diff } from "../articles/diff.js";
import { inFull } from "../store/time.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { toast } from "../ui/toast.js";
import { DiffView } from "./compare.js";
import type { AnyVersionRow } from "./subject.js";
import type { Writing } from "./writing.js";

export interface Theirs<V> {
  version: V;
  /** The newest version that there is now. */
  base: number;
}

interface ConflictProps<T, V, More> {
  theirs: Theirs<V>;
  writing: Writing<T, V, More>;
  textOf: (version: V) => T;
  /** As lines to be compared. */
  linesOf: (text: T) => string;
  /** What goes with theirs and stays so with mine: its note. */
  moreOf: (version: V) => More;
  onClose: () => void;
  onDone: () => void;
}

export function Conflict<T, V extends AnyVersionRow, More>(props: ConflictProps<T, V, More>) {
  const { theirs, writing, textOf, linesOf, moreOf, onClose, onDone } = props;
  const { version, base } = theirs;
  const who = version.by?.name ?? "An ingest";
  const rows = useMemo(() => diff(linesOf(textOf(version)), linesOf(writing.text)), [version, writing.text]);
  const keep = useSubmit(async () => {
    writing.setAside(textOf(version));
    const made = await writing.save(moreOf(version), base);
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

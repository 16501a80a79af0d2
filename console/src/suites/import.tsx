// A folder of a suite comes in as a ZIP; in the place of the one of its name only where that is said.

import { useState } from "preact/hooks";
import { suites } from "../api/evals.js";
import { ProblemError } from "../api/http.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { size } from "../store/time.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { toast } from "../ui/toast.js";

const LARGEST = 20 * 1024 * 1024;

export function ImportSuite({ onClose }: { onClose: () => void }) {
  const { evals } = useDesk();
  const [file, setFile] = useState<File | null>(null);
  const [exists, setExists] = useState(false);
  const [replace, setReplace] = useState(false);
  const tooLarge = file !== null && file.size > LARGEST;
  const { busy, problem, submit } = useSubmit(async () => {
    if (!file) return;
    try {
      const made = await suites.take(file, replace);
      toast(`${made.name} is imported`);
      evals.change();
      go({ page: "suites", id: made.id });
    } catch (error) {
      if (error instanceof ProblemError && error.slug === "suite-exists") setExists(true);
      throw error;
    }
  }, onClose);
  return (
    <Dialog title="Import a suite" onClose={onClose}>
      <form class="dialog-form" onSubmit={submit}>
        <Field label="ZIP of the suite’s folder" hint="suite.toml, cases.jsonl and what stands beside them; at most 20 MB">
          {(id, describedBy) => (
            <input
              id={id}
              type="file"
              accept=".zip,application/zip"
              aria-describedby={describedBy}
              onChange={(event) => (setFile(event.currentTarget.files?.[0] ?? null), setExists(false), setReplace(false))}
            />
          )}
        </Field>
        {exists && (
          <label class="choice">
            <input type="checkbox" checked={replace} onChange={(event) => setReplace(event.currentTarget.checked)} />
            <span>
              <b>Replace the suite of this name</b>
              <small>Its cases become those of the ZIP</small>
            </span>
          </label>
        )}
        <Complaint words={tooLarge ? `That is ${size(file.size)}: more than 20 MB.` : exists && replace ? null : problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={busy || !file || tooLarge || (exists && !replace)}>
            {exists && replace ? "Replace it" : "Import"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

// A case of a suite is written: a new one, or one that is there.

import { useState } from "preact/hooks";
import { cases } from "../api/evals.js";
import type { Case, Suite } from "../api/types.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Coded } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { CaseField } from "./field.js";
import { pretty, readCase, templateOf } from "./json.js";

interface WriteCaseProps {
  suite: Suite;
  /** null: a new one. */
  one: Case | null;
  onDone: () => void;
  onClose: () => void;
}

export function WriteCase({ suite, one, onDone, onClose }: WriteCaseProps) {
  const [text, setText] = useState(() => (one ? pretty(one.text) : templateOf(suite.kind)));
  const [asking, setAsking] = useState(false);
  const read = readCase(text);
  const made = "made" in read ? read.made : null;
  const finish = (words: string) => (toast(words), onDone());
  const save = useSubmit(async () => {
    if (!made) return;
    await (one ? cases.change(suite.id, one.place, suite.version, made) : cases.add(suite.id, made));
    finish(one ? "The case is changed" : `The case is in ${suite.name}`);
  }, onClose);
  const remove = useSubmit(async () => {
    if (!one) return;
    await cases.remove(suite.id, one.place, suite.version);
    finish("The case is deleted");
  }, onClose);
  return (
    <Dialog title={one ? `Case ${one.id ?? `in line ${one.place}`}` : "Add a case"} onClose={onClose} wide>
      <form class="dialog-form" onSubmit={save.submit}>
        {one?.problem && (
          <p class="told warned">
            <Coded words={one.problem} />
          </p>
        )}
        <CaseField
          text={text}
          read={read}
          hint="One line of cases.jsonl. Give a case another id when you change what it asks: runs are compared by it."
          onInput={setText}
        />
        <Complaint words={save.problem ?? remove.problem} />
        <footer class="dialog-foot">
          {one && (
            <button
              type="button"
              class="button danger-quiet first"
              disabled={remove.busy}
              onClick={() => (asking ? remove.submit() : setAsking(true))}
            >
              {asking ? "Delete it for good" : "Delete the case"}
            </button>
          )}
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={!made || save.busy}>
            {one ? "Save" : "Add the case"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

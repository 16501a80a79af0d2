// What came of a turn becomes a case of a suite: which suite, and what is expected, corrected where it was wrong.

import { useState } from "preact/hooks";
import { cases, suites } from "../api/evals.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Select, TextField } from "../ui/field.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { CaseField } from "./field.js";
import { readCase } from "./json.js";

const NEW = "";
/** Turns become cases of this kind only. */
const KIND = "resolve";

interface AddCaseProps {
  start: Record<string, unknown>;
  onClose: () => void;
}

export function AddCase({ start, onClose }: AddCaseProps) {
  const list = useLoad(async () => (await suites.list()).filter(({ kind }) => kind === KIND), []);
  const [chosen, setChosen] = useState<string | null>(null);
  const [name, setName] = useState("");
  const [text, setText] = useState(() => JSON.stringify(start, null, 2));
  const read = readCase(text);
  const made = "made" in read ? read.made : null;
  const suite = chosen ?? list.value?.[0]?.id ?? NEW;
  const add = useSubmit(async () => {
    if (!made) return;
    const into = suite === NEW ? await suites.create({ name: name.trim(), kind: KIND }) : list.value?.find(({ id }) => id === suite);
    if (!into) return;
    // A suite that was made for a case that is refused then is there, and chosen.
    if (suite === NEW) list.set([...(list.value ?? []), into]), setChosen(into.id);
    await cases.add(into.id, made);
    toast(`The case is in ${into.name}`);
  }, onClose);
  if (list.problem && !list.value) return <Trouble words={list.problem} again={list.again} />;
  if (!list.value) return <Lines count={3} />;
  return (
    <form class="dialog-form" onSubmit={add.submit}>
      <Select
        label="Suite"
        value={suite}
        options={[...list.value.map(({ id, name }): [string, string] => [id, name]), [NEW, "A new suite…"]]}
        onChange={setChosen}
      />
      {suite === NEW && (
        <TextField label="Name of the new suite" hint="Small letters, digits and hyphens" value={name} onInput={setName} maxLength={60} required />
      )}
      <CaseField
        text={text}
        read={read}
        hint="It expects what came of the turn. Where that was wrong, write in expect what would be right."
        onInput={setText}
      />
      <Complaint words={add.problem} />
      <footer class="dialog-foot">
        <button type="button" class="button" onClick={onClose}>
          Cancel
        </button>
        <button class="button primary" disabled={!made || add.busy || (suite === NEW && !name.trim())}>
          Add the case
        </button>
      </footer>
    </form>
  );
}

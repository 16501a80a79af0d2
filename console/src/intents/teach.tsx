// An intent is taught an example: how the text is read now, the intent that it belongs to, and whether two intents become
// harder to tell apart by it, before it is added.

import { useState } from "preact/hooks";
import { intents } from "../api/intents.js";
import type { Intent, IntentCheck } from "../api/types.js";
import { Bar } from "../packet/weighed.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { LongField } from "../ui/long-field.js";
import { Trouble } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { useCheck, type Checked } from "./use-check.js";
import { byTopic, harderWords, titleIn } from "./words.js";

interface TeachDialogProps {
  /** What a contact wrote. */
  text?: string;
  /** The intent that it is to be an example of; the likeliest unless given. */
  intent?: string;
  onTaught?: (intent: Intent) => void;
  onClose: () => void;
}

export function TeachDialog({ text: given = "", intent = "", onTaught, onClose }: TeachDialogProps) {
  const all = useLoad(intents.list, []);
  const [text, setText] = useState(given);
  const [chosen, setChosen] = useState(intent);
  const checked = useCheck(text, chosen);
  const titleOf = titleIn(all.value);
  const add = useSubmit(async () => {
    const taught = await intents.add(checked.intent, text.trim());
    toast(`“${taught.title}” has one more example. It counts within seconds`);
    onTaught?.(taught);
  }, onClose);
  const decided = checked.harder !== null || checked.unweighed !== null;
  const warned = checked.harder !== null && checked.harder.length > 0;
  return (
    <Dialog title="Teach an intent" onClose={onClose}>
      {all.problem && !all.value && <Trouble words={all.problem} again={all.again} />}
      <form class="dialog-form" onSubmit={add.submit}>
        <LongField
          label="Example"
          hint="What a contact writes, in their words"
          value={text}
          onInput={setText}
          onBlur={checked.left}
          required
        />
        <Reading checked={checked} typed={text} titleOf={titleOf} />
        <IntentField all={all.value ?? []} value={checked.intent} onChange={setChosen} />
        <Weighed checked={checked} titleOf={titleOf} />
        <Complaint words={add.problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={add.busy || !decided}>
            {warned ? "Add it all the same" : "Add the example"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

interface ReadingProps {
  checked: Checked;
  typed: string;
  titleOf: (id: string) => string;
}

function Reading({ checked: { read, current, unread, again }, typed, titleOf }: ReadingProps) {
  if (unread) return <Trouble words={unread} again={again} />;
  return (
    <section class="reading" aria-label="How it is read now" aria-live="polite" aria-busy={typed.trim() !== "" && !current}>
      <h3>How it is read now</h3>
      {!read && <p class="hint">{typed.trim() ? "Reading…" : "Write the example, and it stands here."}</p>}
      {read && <Likeliest likeliest={read.likeliest} titleOf={titleOf} />}
      {read && current && read.text !== typed.trim().split(/\s+/).join(" ") && (
        <p class="hint">
          Kept without personal data: <q dir="auto">{read.text}</q>
        </p>
      )}
      {read?.known && current && <p class="told warned">“{titleOf(read.known)}” has this very example already.</p>}
    </section>
  );
}

const Likeliest = ({ likeliest, titleOf }: Pick<IntentCheck, "likeliest"> & Pick<ReadingProps, "titleOf">) =>
  likeliest.length === 0 ? (
    <p class="hint">No intent comes close.</p>
  ) : (
    <ol>
      {likeliest.map(({ intent, probability }) => (
        <li key={intent}>
          <span>{titleOf(intent)}</span>
          <Bar share={probability} words="" />
        </li>
      ))}
    </ol>
  );

interface IntentFieldProps {
  all: Intent[];
  value: string;
  onChange: (intent: string) => void;
}

const IntentField = ({ all, value, onChange }: IntentFieldProps) => (
  <Field label="Intent it belongs to">
    {(id) => (
      <select id={id} required value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {!value && <option value="">Choose…</option>}
        {byTopic(all).map(([topic, intents]) => (
          <optgroup key={topic} label={topic}>
            {intents.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    )}
  </Field>
);

/** Always there, so that what comes into it is said. */
const Weighed = ({ checked: { harder, weighing, unweighed, again }, titleOf }: Pick<ReadingProps, "checked" | "titleOf">) => (
  <div role="status" class="weighed">
    {weighing && (
      <div class="under-way">
        <p class="hint">Looking whether it makes intents harder to tell apart. This takes some seconds.</p>
        <progress aria-label="Looking" />
      </div>
    )}
    {unweighed && (
      <p class="told warned">
        It could not be looked at whether it makes intents harder to tell apart. {unweighed}{" "}
        <button type="button" class="link" onClick={again}>
          Try again
        </button>
      </p>
    )}
    {harder?.length === 0 && (
      <p class="told none">
        <Icon name="check" size={15} />
        It makes no two intents harder to tell apart.
      </p>
    )}
    {harder && harder.length > 0 && (
      <div class="told warned harder">
        <Icon name="alert" size={16} />
        <ul>
          {harder.map((one) => (
            <li key={`${one.a} ${one.b}`}>{harderWords(one, titleOf)}</li>
          ))}
        </ul>
      </div>
    )}
  </div>
);

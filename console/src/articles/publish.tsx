// Before a text is what replies rest on: now or at a time, with a word for the history.

import { useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { Version, WholeArticle } from "../api/types.js";
import { inFull, localInput } from "../store/time.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Field, TextField } from "../ui/field.js";
import { toast } from "../ui/toast.js";
import { Changes } from "../versions/changes.js";
import { asText, textOf } from "./words.js";
import type { ArticleWriting } from "./writing.js";

interface PublishProps {
  whole: WholeArticle;
  stored: Version;
  writing: ArticleWriting;
  problem: string | null;
  onClose: () => void;
  /** Throws what is no conflict. */
  onConflict: (error: unknown) => Promise<void>;
  onDone: () => void;
}

const HOUR = 3_600_000;

export function PublishDialog({ whole: { article }, stored, writing, problem, onClose, onConflict, onDone }: PublishProps) {
  const draft = stored.state === "draft";
  const [note, setNote] = useState(draft ? stored.note : "");
  const [later, setLater] = useState(draft && stored.publish_at !== null);
  const [time, setTime] = useState(() => localInput(stored.publish_at ? new Date(stored.publish_at) : nextMorning(new Date())));
  const past = later && Date.parse(time) < Date.now() + 60_000;

  const submit = useSubmit(async () => {
    try {
      const publish_at = later ? new Date(time).toISOString() : null;
      const asStored = draft && !writing.dirty && note === stored.note && publish_at === stored.publish_at;
      const version = asStored ? stored.version : (await writing.save({ note, publish_at })).version;
      if (later) toast(`Version ${version} is published on ${inFull(publish_at!)}`);
      else {
        await articles.publish(article.id, version);
        toast(`Version ${version} is published. Replies rest on it within seconds`);
      }
      onDone();
    } catch (error) {
      await onConflict(error);
    }
  }, onClose);

  return (
    <Dialog title="Publish" onClose={onClose}>
      <form class="dialog-form" onSubmit={submit.submit}>
        <Changes
          id={article.id}
          version={article.version}
          read={async (version) => asText(textOf(await articles.version(article.id, version)))}
          now={asText(writing.text)}
          first="It becomes something that replies can rest on, and cite."
        />
        {problem && (
          <p class="told soft" role="status">
            <span>
              <b>It cannot be published like this.</b> {problem}
            </span>
          </p>
        )}
        <fieldset class="choices">
          <legend>When</legend>
          <label class="choice tight">
            <input type="radio" name="when" checked={!later} onChange={() => setLater(false)} />
            <span>
              <b>Now</b> <small>Replies rest on it within seconds</small>
            </span>
          </label>
          <label class="choice tight">
            <input type="radio" name="when" checked={later} onChange={() => setLater(true)} />
            <span>
              <b>At a time</b> <small>It is published by itself; until then it can be changed</small>
            </span>
          </label>
        </fieldset>
        {later && (
          <Field label="Time" hint={past ? "That is past. Choose a time to come" : "In your time zone"}>
            {(id, describedBy) => (
              <input
                id={id}
                type="datetime-local"
                required
                value={time}
                min={localInput(new Date())}
                aria-invalid={past || undefined}
                aria-describedby={describedBy}
                onInput={(event) => setTime(event.currentTarget.value)}
              />
            )}
          </Field>
        )}
        <TextField
          label="What changed"
          hint="For the history. Contacts never see it"
          value={note}
          onInput={setNote}
          maxLength={300}
          placeholder="New limits of Plus"
        />
        <Complaint words={submit.problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={submit.busy || past || (problem !== null && !later)}>
            {later ? "Publish then" : "Publish now"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function nextMorning(now: Date): Date {
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 9);
  return morning.getTime() > now.getTime() + HOUR ? morning : new Date(morning.getTime() + 24 * HOUR);
}

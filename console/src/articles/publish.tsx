// Before a text is what replies rest on: now or at a time, with a word for the history.

import { useMemo, useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import { ProblemError } from "../api/http.js";
import type { Version, WholeArticle } from "../api/types.js";
import { inFull, localInput } from "../store/time.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Field, TextField } from "../ui/field.js";
import { useLoad } from "../ui/load.js";
import { toast } from "../ui/toast.js";
import { diff, tally } from "./diff.js";
import { asText, textOf } from "./words.js";
import type { Writing } from "./writing.js";

interface PublishProps {
  whole: WholeArticle;
  stored: Version;
  writing: Writing;
  problem: string | null;
  onClose: () => void;
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
      if (!(error instanceof ProblemError) || error.slug !== "article-changed") throw error;
      await onConflict(error);
    }
  }, onClose);

  return (
    <Dialog title="Publish" onClose={onClose}>
      <form class="dialog-form" onSubmit={submit.submit}>
        <Changes article={article.id} version={article.version} writing={writing} />
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

/** How far it is from what is published. */
function Changes({ article, version, writing }: { article: string; version: number | null; writing: Writing }) {
  const published = useLoad(
    async () => (version === null ? null : await articles.version(article, version)),
    [article, version],
  ).value;
  const counted = useMemo(
    () => published && tally(diff(asText(textOf(published)), asText(writing.text))),
    [published, writing.text],
  );
  if (version === null) return <p>It becomes something that replies can rest on, and cite.</p>;
  if (!counted) return <p class="quiet">Comparing…</p>;
  const lines = (n: number, what: string) => (n === 0 ? [] : [`${n} ${n === 1 ? "line" : "lines"} ${what}`]);
  return (
    <p>
      {counted.added + counted.removed === 0
        ? `It says the same as version ${version}, which is published.`
        : `It takes the place of version ${version}: ${[...lines(counted.added, "added"), ...lines(counted.removed, "removed")].join(", ")}.`}
    </p>
  );
}

function nextMorning(now: Date): Date {
  const morning = new Date(now.getFullYear(), now.getMonth(), now.getDate(), 9);
  return morning.getTime() > now.getTime() + HOUR ? morning : new Date(morning.getTime() + 24 * HOUR);
}

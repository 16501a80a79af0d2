// From a group of questions to an article that is begun: its title, its path, and the questions that it is to answer.

import { useState } from "preact/hooks";
import { gaps } from "../api/knowledge.js";
import type { Gap } from "../api/types.js";
import { pathProblem, suggestPath } from "../articles/words.js";
import { go } from "../shell/router.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Field, TextField } from "../ui/field.js";
import { toast } from "../ui/toast.js";

export function DraftDialog({ gap, onClose }: { gap: Gap; onClose: () => void }) {
  const [title, setTitle] = useState(gap.name.charAt(0).toUpperCase() + gap.name.slice(1));
  const [own, setOwn] = useState<string | null>(null);
  const [questions, setQuestions] = useState(gap.examples.map(({ text }) => text).join("\n"));
  const path = own ?? suggestPath(title, gap.topic);
  const wrong = path || own !== null ? pathProblem(path) : null;
  const begin = useSubmit(async () => {
    const asked = questions
      .split("\n")
      .map((one) => one.trim())
      .filter(Boolean);
    const made = await gaps.draft({ id: path, title: title.trim(), questions: asked });
    toast("The article is begun. Its answer is yours to write");
    go({ page: "articles", id: made.article });
  }, onClose);
  return (
    <Dialog title="Write an article from this" onClose={onClose}>
      <form class="dialog-form" onSubmit={begin.submit}>
        <TextField label="Title" hint="What a contact would look for" value={title} onInput={setTitle} maxLength={200} required />
        <TextField
          label="Path"
          hint={wrong ?? "Its name for citations and uploads"}
          value={path}
          onInput={setOwn}
          invalid={wrong !== null}
          maxLength={300}
          required
        />
        <Field
          label="Questions it answers"
          hint="One a line. They lead to the article; take out what belongs elsewhere, and what names a person"
        >
          {(id, describedBy) => (
            <textarea
              id={id}
              class="questions"
              rows={6}
              aria-describedby={describedBy}
              value={questions}
              onInput={(event) => setQuestions(event.currentTarget.value)}
            />
          )}
        </Field>
        <Complaint words={begin.problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={begin.busy || wrong !== null}>
            Begin writing
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

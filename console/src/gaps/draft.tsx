// From a group of questions to an article that is begun: its title, its path, the questions that it is to answer, and what a
// person answered, where one did.

import { useState } from "preact/hooks";
import { gaps } from "../api/knowledge.js";
import { BeginFoot, PathField, TitleField, useNaming } from "../articles/naming.js";
import { go } from "../shell/router.js";
import { capital } from "../store/words.js";
import { useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { linesOf, LongField } from "../ui/long-field.js";
import { toast } from "../ui/toast.js";

export interface DraftStart {
  name: string;
  topic: string | null;
  questions: string[];
  /** null: nobody answered. */
  answer: string | null;
}

export function DraftDialog({ start, onClose }: { start: DraftStart; onClose: () => void }) {
  const naming = useNaming(capital(start.name), start.topic);
  const [questions, setQuestions] = useState(start.questions.join("\n"));
  const [answer, setAnswer] = useState(start.answer ?? "");
  const answered = answer.trim();
  const begin = useSubmit(async () => {
    const made = await gaps.draft({
      id: naming.path,
      title: naming.title.trim(),
      questions: linesOf(questions),
      ...(answered && { answer: answered }),
    });
    toast(answered ? "The article is begun with the answer. Read it once more, then publish it" : "The article is begun. Its answer is yours to write");
    go({ page: "articles", id: made.article });
  }, onClose);
  return (
    <Dialog title="Write an article from this" onClose={onClose} wide={start.answer !== null}>
      <form class="dialog-form" onSubmit={begin.submit}>
        <TitleField naming={naming} />
        <PathField naming={naming} />
        <LongField
          label="Questions it answers"
          hint="One a line. They lead to the article; take out what belongs elsewhere, and what names a person"
          rows={start.answer === null ? 6 : 3}
          value={questions}
          onInput={setQuestions}
        />
        {start.answer !== null && (
          <LongField
            label="Answer"
            hint="Markdown. It was said to one contact: word it so that it holds for everybody, and take out what names a person"
            rows={6}
            value={answer}
            onInput={setAnswer}
          />
        )}
        <BeginFoot naming={naming} begin={begin} onCancel={onClose} />
      </form>
    </Dialog>
  );
}

// Writing a canned reply, with what it will look like beside it.

import { useRef, useState } from "preact/hooks";
import { changeCanned, createCanned, deleteCanned } from "../api/people.js";
import type { Canned, CannedBody } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { Complaint, Confirm, useSubmit } from "../ui/confirm.js";
import { Field, Select, TextField } from "../ui/field.js";
import { IconButton } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { TagsField } from "../ui/tags.js";
import { toast } from "../ui/toast.js";
import { Preview } from "./preview.js";
import { unknownVariables, VARIABLES } from "./render.js";

interface EditorProps {
  canned: Canned | null;
  all: Canned[];
  onSaved: (canned: Canned) => void;
  onGone: () => void;
}

const BLANK: CannedBody = { shortcut: "", title: "", text: "", inbox: null, tags: [] };
const LONGEST = 8000;

export function Editor({ canned, all, onSaved, onGone }: EditorProps) {
  const { team } = useDesk();
  const [wish, setWish] = useState<CannedBody>(() =>
    canned ? { shortcut: canned.shortcut, title: canned.title, text: canned.text, inbox: canned.inbox, tags: canned.tags } : BLANK,
  );
  const [deleting, setDeleting] = useState(false);
  const put = (change: Partial<CannedBody>) => setWish((was) => ({ ...was, ...change }));
  const taken = all.find((one) => one.id !== canned?.id && one.shortcut === wish.shortcut);
  const save = useSubmit(
    async () => {
      const body = { ...wish, title: wish.title.trim() };
      const saved = await (canned ? changeCanned(canned.id, body) : createCanned(body));
      toast(`/${saved.shortcut} is saved`);
      onSaved(saved);
    },
    () => save.setBusy(false),
  );
  const unknown = unknownVariables(wish.text);
  const tags = [...new Set(all.flatMap((one) => one.tags))].sort();
  return (
    <section class="canned-editor" aria-label={canned ? "Change the reply" : "New reply"}>
      {phone.value && <h1 class="sr-only">Canned reply</h1>}
      <header class="pane-head">
        <IconButton icon="back" label="Back to the list" class="back" onClick={() => go({ page: "canned" })} />
        <h2>{canned ? canned.title : "New reply"}</h2>
      </header>
      <div class="canned-columns">
        <form class="dialog-form" onSubmit={save.submit}>
          <TextField label="Title" value={wish.title} onInput={(title) => put({ title })} maxLength={100} required />
          <TextField
            label="Shortcut"
            hint={taken ? `“${taken.title}” has it already. Choose another, or change that one.` : `One word; typing /${wish.shortcut || "hello"} in a reply finds it`}
            value={wish.shortcut}
            onInput={(text) => put({ shortcut: text.replace(/[\s/]+/g, "") })}
            maxLength={50}
            invalid={taken !== undefined}
            required
          />
          <Words text={wish.text} onInput={(text) => put({ text })} />
          {unknown.length > 0 && (
            <p class="complaint" role="status">
              Nothing fills in {unknown.join(", ")}. Choose a variable above, or mend the name.
            </p>
          )}
          <Select
            label="Inbox"
            value={wish.inbox ?? ""}
            options={[["", "Every inbox"], ...team.inboxes.value.map(({ key, name }): [string, string] => [key, name])]}
            onChange={(inbox) => put({ inbox: inbox || null })}
          />
          <TagsField label="Tags" hint="Words to find it by" tags={wish.tags} known={tags} onChange={(list) => put({ tags: list })} />
          <Complaint words={save.problem} />
          <footer class="dialog-foot">
            {canned && (
              <button type="button" class="button danger-quiet first" onClick={() => setDeleting(true)}>
                Delete…
              </button>
            )}
            <button class="button primary" disabled={save.busy || taken !== undefined}>
              {canned ? "Save" : "Make the reply"}
            </button>
          </footer>
        </form>
        <Preview text={wish.text} inbox={wish.inbox} />
      </div>
      {deleting && canned && (
        <Confirm
          title={`Delete “${canned.title}”?`}
          yes="Delete the reply"
          onClose={() => setDeleting(false)}
          run={async () => {
            await deleteCanned(canned.id);
            toast(`/${canned.shortcut} is deleted`);
            onGone();
          }}
        >
          <p>Nobody finds it under /{canned.shortcut} any more. What was sent stays as it is. This cannot be undone.</p>
        </Confirm>
      )}
    </section>
  );
}

/** The text, with variables put in where the cursor is. */
function Words({ text, onInput }: { text: string; onInput: (text: string) => void }) {
  const field = useRef<HTMLTextAreaElement>(null);
  function insert({ name, word }: (typeof VARIABLES)[number]) {
    const box = field.current;
    if (!box) return;
    const variable = `{{${name}${word ? `|${word}` : ""}}}`;
    box.setRangeText(variable, box.selectionStart, box.selectionEnd, "end");
    onInput(box.value);
    box.focus();
  }
  return (
    <Field label="Words" hint="What is known of the contact stands in their place: {{contact.first_name|there}} says “there” where no name is known">
      {(id, describedBy) => (
        <>
          <textarea
            ref={field}
            id={id}
            rows={6}
            required
            maxLength={LONGEST}
            aria-describedby={describedBy}
            value={text}
            onInput={(event) => onInput(event.currentTarget.value)}
          />
          <div class="variables" role="group" aria-label="Put in a variable">
            {VARIABLES.map((one) => (
              <button key={one.name} type="button" title={`{{${one.name}}}`} onClick={() => insert(one)}>
                {one.words}
              </button>
            ))}
          </div>
        </>
      )}
    </Field>
  );
}

// What is tried out: the question, who asks it and what they have before them, with or without the language model.

import type { RefObject } from "preact";
import { useState } from "preact/hooks";
import type { Inbox } from "../api/types.js";
import { Complaint } from "../ui/confirm.js";
import { Field, Select, TextField } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { Switch } from "../ui/switch.js";
import { EXAMPLE, readPage } from "./page-context.js";
import { CONTACT_FIELDS, NOBODY, type Who, type Wish } from "./talk.js";

const LABELS: Record<(typeof CONTACT_FIELDS)[number], string> = {
  name: "Name",
  email: "E-mail",
  plan: "Plan",
  role: "Role",
  locale: "Language",
};
const MOST = 8000;

interface AskProps {
  inboxes: Inbox[];
  /** How many messages go along. */
  earlier: number;
  busy: boolean;
  problem: string | null;
  field: RefObject<HTMLTextAreaElement | null>;
  start: { inbox: string | undefined; text: string };
  onAsk: (wish: Wish) => Promise<boolean>;
  onFresh: () => void;
}

export function Ask({ inboxes, earlier, busy, problem, field, start, onAsk, onFresh }: AskProps) {
  const [chosen, setChosen] = useState(start.inbox);
  const [text, setText] = useState(start.text);
  const [model, setModel] = useState(true);
  const [who, setWho] = useState<Who>(NOBODY);
  const [page, setPage] = useState({ route: "", title: "", json: "" });
  const inbox = inboxes.find(({ key }) => key === chosen) ?? inboxes[0];
  const read = readPage(page.route, page.title, page.json);
  const wrong = "wrong" in read ? read.wrong : null;
  const ready = inbox !== undefined && text.trim() !== "" && !wrong && !busy;

  async function ask(event?: Event) {
    event?.preventDefault();
    if (!ready || "wrong" in read) return;
    if (await onAsk({ inbox: inbox.key, text, who, page: read.page, model })) setText("");
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    void ask(event);
  }

  return (
    <form class="card try-ask" onSubmit={(event) => void ask(event)}>
      {inboxes.length > 1 && (
        <Select
          label="Inbox"
          value={inbox?.key ?? ""}
          options={inboxes.map(({ key, name }) => [key, name])}
          onChange={(key) => (setChosen(key), onFresh())}
        />
      )}
      <Field
        label={earlier > 0 ? "Follow-up question" : "Question"}
        hint={earlier > 0 ? `What was said so far goes along: ${earlier} ${earlier === 1 ? "message" : "messages"}.` : "As a contact would write it. Enter asks."}
      >
        {(id, describedBy) => (
          <textarea
            id={id}
            ref={field}
            rows={3}
            maxLength={MOST}
            value={text}
            aria-describedby={describedBy}
            onInput={(event) => setText(event.currentTarget.value)}
            onKeyDown={onKeyDown}
          />
        )}
      </Field>
      <Switch
        label="With the language model"
        hint="Off: in the articles’ own words alone. Both are the same where there is no model, or the inbox has it off"
        on={model}
        onChange={setModel}
      />
      <details class="try-more">
        <summary>
          <Icon name="contact" size={15} />
          Who asks
          <small>{filled(Object.values(who))}</small>
        </summary>
        <div class="try-fields">
          {CONTACT_FIELDS.map((name) => (
            <TextField
              key={name}
              label={LABELS[name]}
              value={who[name]}
              maxLength={200}
              autocomplete="off"
              {...(name === "locale" && { placeholder: "de, en-GB" })}
              onInput={(value) => setWho({ ...who, [name]: value })}
            />
          ))}
        </div>
      </details>
      <details class="try-more">
        <summary>
          <Icon name="page" size={15} />
          The page before them
          <small>{wrong ? "to be mended" : filled(Object.values(page))}</small>
        </summary>
        <div class="try-fields">
          <TextField label="Address" value={page.route} placeholder="/settings/billing" autocomplete="off" onInput={(route) => setPage({ ...page, route })} />
          <TextField label="Title" value={page.title} autocomplete="off" onInput={(title) => setPage({ ...page, title })} />
          <Field label="Page context as JSON" hint={wrong ?? "Errors, events and controls, as the widget sends them."}>
            {(id, describedBy) => (
              <textarea
                id={id}
                class="code"
                rows={6}
                spellcheck={false}
                value={page.json}
                aria-invalid={wrong !== null || undefined}
                aria-describedby={describedBy}
                onInput={(event) => setPage({ ...page, json: event.currentTarget.value })}
              />
            )}
          </Field>
          {!page.json.trim() && (
            <button type="button" class="link" onClick={() => setPage({ ...page, json: JSON.stringify(EXAMPLE, null, 2) })}>
              Put in an example
            </button>
          )}
        </div>
      </details>
      <Complaint words={problem} />
      <footer class="try-foot">
        <button class="button primary" disabled={!ready}>
          <Icon name="try" size={15} />
          {busy ? "Asking…" : earlier > 0 ? "Ask on" : "Ask"}
        </button>
        {earlier > 0 && (
          <button type="button" class="button" disabled={busy} onClick={() => (onFresh(), field.current?.focus())}>
            Start over
          </button>
        )}
      </footer>
    </form>
  );
}

function filled(values: string[]): string {
  const some = values.filter((value) => value.trim()).length;
  return some === 0 ? "nothing known" : `${some} filled in`;
}

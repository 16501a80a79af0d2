// One queue: what waits in it, who is offered it, and whose handoffs go first.

import { useState } from "preact/hooks";
import { changeQueue, createQueue, deleteQueue } from "../api/people.js";
import type { Queue, QueueBody } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { may } from "../store/views.js";
import { ROLE } from "../store/words.js";
import { Checks } from "../ui/checks.js";
import { Complaint, Confirm, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Select, TextField } from "../ui/field.js";
import { TagsField } from "../ui/tags.js";
import { toast } from "../ui/toast.js";
import { bodyOf, whoGets } from "./reach.js";

interface QueueDialogProps {
  queue: Queue | null;
  queues: Queue[];
  topics: string[];
  onClose: () => void;
  onChanged: () => void;
}

const blank = (queues: Queue[]): QueueBody => ({
  name: "",
  inbox: null,
  topics: [],
  skills: [],
  members: [],
  important: { plans: [], accounts: [] },
  position: Math.max(-1, ...queues.map(({ position }) => position)) + 1,
});

export function QueueDialog({ queue, queues, topics, onClose, onChanged }: QueueDialogProps) {
  const { team } = useDesk();
  const [wish, setWish] = useState<QueueBody>(() => (queue ? bodyOf(queue) : blank(queues)));
  const [deleting, setDeleting] = useState(false);
  const put = (change: Partial<QueueBody>) => setWish({ ...wish, ...change });
  const { busy, problem, submit } = useSubmit(async () => {
    const body = { ...wish, name: wish.name.trim() };
    await (queue ? changeQueue(queue.id, body) : createQueue(body));
    toast(queue ? "Saved. It counts for what comes from now on" : `“${body.name}” is there, at the end`);
    onChanged();
  }, onClose);
  if (deleting && queue) return <Deleting queue={queue} onClose={onClose} onChanged={onChanged} />;
  const people = team.members.value.filter((one) => one.status === "active" && may(one.role, "act"));
  const reached = whoGets(wish, people);
  return (
    <Dialog title={queue ? queue.name : "New queue"} onClose={onClose} wide>
      <form class="dialog-form" onSubmit={submit}>
        <div class="form-columns">
          <div class="dialog-form">
            <TextField label="Name" value={wish.name} onInput={(name) => put({ name })} maxLength={100} required />
            <Select
              label="Inbox"
              value={wish.inbox ?? ""}
              options={[["", "Every inbox"], ...team.inboxes.value.map(({ key, name }): [string, string] => [key, name])]}
              onChange={(inbox) => put({ inbox: inbox || null })}
            />
            <TagsField label="Topics" hint="None: every topic" tags={wish.topics} known={topics} onChange={(list) => put({ topics: list })} />
            <TagsField
              label="Important plans"
              hint="Their handoffs go before others; written as your product writes them"
              tags={wish.important.plans}
              onChange={(plans) => put({ important: { ...wish.important, plans } })}
            />
            <TagsField
              label="Important accounts"
              tags={wish.important.accounts}
              onChange={(accounts) => put({ important: { ...wish.important, accounts } })}
            />
          </div>
          <div class="dialog-form">
            <TagsField
              label="Skills"
              hint="Who is offered it has all of them"
              tags={wish.skills}
              known={team.skills.value}
              onChange={(list) => put({ skills: list })}
            />
            <Checks
              legend="Who is offered it"
              all="Every agent and supervisor"
              options={people.map(({ id, name, role }) => ({ key: id, name, detail: ROLE[role] }))}
              chosen={wish.members}
              onChange={(members) => put({ members })}
            />
          </div>
        </div>
        <p class={reached.length === 0 ? "complaint" : "hint"} role="status">
          {reached.length === 0
            ? "Nobody has all that this queue asks for: what waits in it is open to everybody after a minute."
            : `Would be offered to ${reached.map(({ name }) => name).join(", ")}.`}
        </p>
        <Complaint words={problem} />
        <footer class="dialog-foot">
          {queue && (
            <button type="button" class="button danger-quiet first" onClick={() => setDeleting(true)}>
              Delete…
            </button>
          )}
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={busy}>
            {queue ? "Save" : "Make the queue"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Deleting({ queue, onClose, onChanged }: { queue: Queue; onClose: () => void; onChanged: () => void }) {
  return (
    <Confirm
      title={`Delete the queue “${queue.name}”?`}
      yes="Delete the queue"
      onClose={onClose}
      run={async () => {
        await deleteQueue(queue.id);
        toast(`“${queue.name}” is deleted`);
        onChanged();
      }}
    >
      <p>
        {queue.waiting === 0
          ? "Nothing waits in it now."
          : `${queue.waiting === 1 ? "The one that waits in it waits" : `The ${queue.waiting} that wait in it wait`} in the inbox itself, for every agent and supervisor.`}{" "}
        What comes later goes to the next queue that takes it. This cannot be undone.
      </p>
    </Confirm>
  );
}

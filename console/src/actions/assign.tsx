// To another person or to a queue, with a word on why.

import { useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { may } from "../store/views.js";
import { PRESENCE, ROLE } from "../store/words.js";
import { Dialog } from "../ui/dialog.js";
import { Field, TextField } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { Avatar } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";

const ORDER = { online: 0, away: 1, offline: 2 };

export function AssignDialog({ row, onClose }: { row: Row; onClose: () => void }) {
  const desk = useDesk();
  const [find, setFind] = useState("");
  const [to, setTo] = useState("");
  const [note, setNote] = useState("");
  const { people, queues } = useTargets(find, row);

  function assign(event: Event) {
    event.preventDefault();
    const [kind, id = ""] = to.split(":");
    const target = kind === "person" ? { person: id } : { queue: id || null };
    desk.act(conversations.assign(row.id, target, note.trim())).then(() => (toast("Passed on"), onClose()), failed);
  }

  return (
    <Dialog title="Assign" onClose={onClose}>
      <form class="dialog-form" onSubmit={assign}>
        <TextField label="To whom" value={find} onInput={setFind} placeholder="A name, a skill or a queue" />
        <fieldset class="choices">
          <legend class="sr-only">Person or queue</legend>
          {people.map(({ id, name, role, skills, state }) => (
            <label key={id} class="choice">
              <input type="radio" name="to" checked={to === `person:${id}`} onChange={() => setTo(`person:${id}`)} />
              <Avatar name={name} id={id} small presence={state?.presence ?? "offline"} />
              <span>
                <b>{name}</b>
                <small>
                  {PRESENCE[state?.presence ?? "offline"]} · {skills.length > 0 ? skills.join(", ") : ROLE[role]}
                </small>
              </span>
              {state && (
                <span class={`load ${state.load >= state.capacity ? "full" : ""}`} title="Has, of as many as they may">
                  {state.load} / {state.capacity}
                </span>
              )}
            </label>
          ))}
          {queues.map(({ id, name, waiting }) => (
            <label key={id} class="choice">
              <input type="radio" name="to" checked={to === `queue:${id}`} onChange={() => setTo(`queue:${id}`)} />
              <span class="choice-icon">
                <Icon name="all" />
              </span>
              <span>
                <b>{name}</b>
                <small>Queue</small>
              </span>
              {waiting > 0 && <span class="load">{waiting} waiting</span>}
            </label>
          ))}
          {people.length + queues.length === 0 && <p class="quiet">Nobody and no queue by that name.</p>}
        </fieldset>
        <Field label="Note" hint="The contact does not see it">
          {(id, describedBy) => (
            <textarea
              id={id}
              rows={2}
              maxLength={2000}
              aria-describedby={describedBy}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </Field>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={!to}>
            Assign
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Who is there first, then who has least; queues after people, and the inbox itself as one. */
function useTargets(find: string, row: Row) {
  const { team, me } = useDesk();
  const wanted = find.trim().toLowerCase();
  const has = (...texts: string[]) => texts.some((text) => text.toLowerCase().includes(wanted));
  const states = team.presence.value;
  const people = team.members.value
    .filter(
      (one) =>
        one.status === "active" &&
        one.id !== row.assignee?.id &&
        may(one.role, "act") &&
        (one.inboxes.length === 0 || one.inboxes.includes(row.inbox)),
    )
    .filter((one) => has(one.name, ...one.skills))
    .map((one) => ({ ...one, name: one.id === me.value.id ? `${one.name} (you)` : one.name, state: states.get(one.id) }))
    .sort(
      (a, b) =>
        ORDER[a.state?.presence ?? "offline"] - ORDER[b.state?.presence ?? "offline"] ||
        (a.state?.load ?? 0) - (b.state?.load ?? 0),
    );
  const queues = [
    ...team.queues.value.filter((one) => !one.inbox || one.inbox === row.inbox),
    { id: "", name: "The inbox itself", waiting: 0 },
  ].filter((one) => has(one.name));
  return { people, queues };
}

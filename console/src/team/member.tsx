// One person: name, role, what they are offered, and their access.

import { useState } from "preact/hooks";
import { changeMember, restoreMember, revokeMember } from "../api/people.js";
import type { MemberChange, Person, Role } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { may } from "../store/views.js";
import { Checks } from "../ui/checks.js";
import { Complaint, Confirm, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Field, Select, TextField } from "../ui/field.js";
import { TagsField } from "../ui/tags.js";
import { toast } from "../ui/toast.js";
import { changesOf } from "./changes.js";
import { ROLE_MAY, ROLE_OPTIONS } from "./roles.js";

const MOST_AT_ONCE = 50;

interface MemberProps {
  person: Person;
  onClose: () => void;
  onChanged: (person: Person) => void;
}

export function MemberDialog({ person, onClose, onChanged }: MemberProps) {
  const { team } = useDesk();
  const [wish, setWish] = useState<Required<MemberChange>>(person);
  const [revoking, setRevoking] = useState(false);
  const put = (change: MemberChange) => setWish({ ...wish, ...change });
  const changes = changesOf(person, wish);
  const revoked = person.status === "revoked";
  const save = useSubmit(async () => {
    if (Object.keys(changes).length > 0) onChanged(await changeMember(person.id, changes));
    toast(`Saved. It counts for ${wish.name} from now on`);
  }, onClose);
  const restore = useSubmit(async () => {
    onChanged(await restoreMember(person.id));
    toast(`${person.name} has access again, with the password from before`);
  }, onClose);

  if (revoking) return <Revoke person={person} onChanged={onChanged} onClose={onClose} />;
  return (
    <Dialog title={person.name} onClose={onClose}>
      <form class="dialog-form" onSubmit={save.submit}>
        <p class="hint">
          {person.email}
          {revoked && " · has no access"}
        </p>
        <TextField label="Name" hint="Contacts see it" value={wish.name} onInput={(name) => put({ name })} maxLength={100} required />
        <div class="field">
          <Select label="Role" value={wish.role} options={ROLE_OPTIONS} onChange={(role) => put({ role: role as Role })} />
          <p class="hint">{ROLE_MAY[wish.role]}</p>
        </div>
        <Checks
          legend="Inboxes"
          all="All inboxes, also those to come"
          options={team.inboxes.value}
          chosen={wish.inboxes}
          onChange={(inboxes) => put({ inboxes })}
        />
        {may(wish.role, "act") && (
          <>
            <TagsField label="Skills" hint="Words that queues ask for" tags={wish.skills} known={team.skills.value} onChange={(list) => put({ skills: list })} placeholder="spanish, billing" />
            <Field label="Conversations at the same time" hint="Offers count as well; 0: is offered nothing">
              {(id, describedBy) => (
                <input
                  id={id}
                  type="number"
                  min={0}
                  max={MOST_AT_ONCE}
                  required
                  class="short"
                  aria-describedby={describedBy}
                  value={wish.capacity}
                  onInput={(event) => put({ capacity: event.currentTarget.valueAsNumber })}
                />
              )}
            </Field>
          </>
        )}
        <Complaint words={save.problem ?? restore.problem} />
        <footer class="dialog-foot">
          {revoked ? (
            <button type="button" class="button first" disabled={restore.busy} onClick={() => restore.submit()}>
              Give access again
            </button>
          ) : (
            <button type="button" class="button danger-quiet first" onClick={() => setRevoking(true)}>
              Take access away…
            </button>
          )}
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={save.busy}>
            Save
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Revoke({ person, onChanged, onClose }: MemberProps) {
  const { team, me } = useDesk();
  const load = team.presence.value.get(person.id)?.load ?? 0;
  const own = person.id === me.value.id;
  return (
    <Confirm
      title={`Take ${own ? "your own" : `${person.name}’s`} access away?`}
      yes="Take access away"
      onClose={onClose}
      run={async () => {
        onChanged(await revokeMember(person.id));
        toast(`${person.name} has no access any more`);
      }}
    >
      <ul>
        <li>{own ? "You are signed out" : "All sessions end"} at once, on every device.</li>
        <li>
          {load === 0
            ? "Nothing is with them, so nothing has to be passed on."
            : load === 1
              ? `The conversation that ${own ? "you have" : "they have"} or are offered goes back to the queue, to be offered to others.`
              : `The ${load} conversations that ${own ? "you have" : "they have"} or are offered go back to the queue, to be offered to others.`}
        </li>
        <li>What {own ? "you" : "they"} wrote stays, under {own ? "your" : "their"} name.</li>
        <li>An admin can give access again at any time; the password stays the same.</li>
      </ul>
    </Confirm>
  );
}

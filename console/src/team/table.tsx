// The people as a table for admins, and as names with presence for everybody else.

import type { Person } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { may } from "../store/views.js";
import { PRESENCE, ROLE } from "../store/words.js";
import { useRowKeys } from "../ui/page.js";
import { Ago, Avatar, Badge } from "../ui/parts.js";

/** Where names of inboxes are not known, their keys say it. */
export function useInboxNames() {
  const { team } = useDesk();
  const names = new Map(team.inboxes.value.map(({ key, name }) => [key, name]));
  return (keys: string[]) => (keys.length === 0 ? "All" : keys.map((key) => names.get(key) ?? key).join(", "));
}

export function MembersTable({ people, onOpen }: { people: Person[]; onOpen: (person: Person) => void }) {
  const { team, me } = useDesk();
  const box = useRowKeys<HTMLTableElement>("person");
  const inboxNames = useInboxNames();
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label="People">
      <table class="table" ref={box}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            <th scope="col">Role</th>
            <th scope="col">Inboxes</th>
            <th scope="col">Skills</th>
            <th scope="col" class="number" title="What they have now, of as many as they may have at the same time">
              Has
            </th>
            <th scope="col">Two-factor</th>
            <th scope="col">Last seen</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => {
            const state = team.presence.value.get(person.id);
            const revoked = person.status === "revoked";
            return (
              <tr key={person.id} class={revoked ? "faded" : ""}>
                <th scope="row">
                  <div class="who">
                    <Avatar
                      name={person.name}
                      id={person.id}
                      small
                      {...(!revoked && may(person.role, "act") && { presence: state?.presence ?? "offline" })}
                    />
                    <span>
                      <button class="row-open" data-row aria-label={`Change ${person.name}`} onClick={() => onOpen(person)}>
                        {person.name}
                        {person.id === me.value.id && <small> (you)</small>}
                      </button>
                      <small class="cut">{person.email}</small>
                    </span>
                  </div>
                </th>
                <td data-label="Role">
                  {revoked ? <Badge tone="bad">No access</Badge> : <Badge tone={person.role === "admin" ? "accent" : "grey"}>{ROLE[person.role]}</Badge>}
                </td>
                <td data-label="Inboxes">{inboxNames(person.inboxes)}</td>
                <td data-label="Skills">{person.skills.join(", ") || <span class="quiet">None</span>}</td>
                <td data-label="Has" class="number">
                  {may(person.role, "act") && !revoked ? `${state?.load ?? 0} of ${person.capacity}` : <span class="quiet">–</span>}
                </td>
                <td data-label="Two-factor">{person.totp ? "On" : <span class="quiet">Off</span>}</td>
                <td data-label="Last seen">{person.seen_at ? <Ago at={person.seen_at} /> : <span class="quiet">Never</span>}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const ORDER = { online: 0, away: 1, offline: 2 };

export function Colleagues({ people }: { people: Person[] }) {
  const { team } = useDesk();
  const of = (id: string) => team.presence.value.get(id)?.presence ?? "offline";
  const sorted = [...people].sort((a, b) => ORDER[of(a.id)] - ORDER[of(b.id)]);
  return (
    <ul class="colleagues" aria-label="People">
      {sorted.map((person) => {
        const acts = may(person.role, "act");
        return (
          <li key={person.id}>
            <Avatar name={person.name} id={person.id} {...(acts && { presence: of(person.id) })} />
            <span>
              <b>{person.name}</b>
              <small>
                {ROLE[person.role]}
                {acts && ` · ${PRESENCE[of(person.id)]}`}
              </small>
            </span>
          </li>
        );
      })}
    </ul>
  );
}

// Who works here and what each may; for admins also invitations, and taking access away.

import { useState } from "preact/hooks";
import { invitations, members } from "../api/people.js";
import type { Person } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { Invitations } from "./invitations.js";
import { InviteDialog } from "./invite.js";
import { MemberDialog } from "./member.js";
import { Colleagues, MembersTable } from "./table.js";

export type Which = "active" | "revoked" | "all";
const WHICH: [Which, string, (person: Person) => boolean][] = [
  ["active", "With access", ({ status }) => status === "active"],
  ["revoked", "Without", ({ status }) => status === "revoked"],
  ["all", "All", () => true],
];

export function TeamPage({ openDrawer }: { openDrawer: () => void }) {
  const desk = useDesk();
  const { role } = desk.me.value;
  const admin = role === "admin";
  const open = desk.link.value === "open";
  const people = useLoad(members, [open]);
  const invited = useLoad(() => (admin ? invitations() : Promise.resolve([])), [admin, open]);
  const [find, setFind] = useState("");
  const [which, setWhich] = useState<Which>("active");
  const [changing, setChanging] = useState<Person | null>(null);
  const [inviting, setInviting] = useState(false);
  useCommands(
    () =>
      admin
        ? [{ id: "invite", title: "Invite somebody", group: "Team", icon: "plus", keys: "c", run: () => setInviting(true) }]
        : [],
    [admin],
  );

  function changed(person: Person) {
    people.set((people.value ?? []).map((one) => (one.id === person.id ? person : one)));
    void desk.team.refresh(role);
  }
  const all = people.value ?? [];
  const wanted = find.trim().toLowerCase();
  const found = all.filter((one) =>
    [one.name, one.email, ...one.skills].some((text) => text.toLowerCase().includes(wanted)),
  );
  const shown = found.filter(WHICH.find(([key]) => key === which)?.[2] ?? (() => true));
  return (
    <div class="page wide">
      <PageHead title="Team" count={people.value ? all.filter(({ status }) => status === "active").length : null} openDrawer={openDrawer}>
        {admin && (
          <button class="button primary" onClick={() => setInviting(true)}>
            <Icon name="plus" size={15} />
            Invite
          </button>
        )}
      </PageHead>
      <div class="page-body">
        <div class="tools">
          <div class="search-field">
            <Icon name="search" size={15} />
            <input
              type="search"
              aria-label="Find people"
              placeholder={admin ? "Name, e-mail or skill" : "Name or skill"}
              value={find}
              onInput={(event) => setFind(event.currentTarget.value)}
            />
          </div>
          {admin && (
            <div class="segments" role="group" aria-label="Which people">
              {WHICH.map(([key, name, test]) => (
                <button key={key} aria-pressed={which === key} onClick={() => setWhich(key)}>
                  {name} <small>{found.filter(test).length}</small>
                </button>
              ))}
            </div>
          )}
        </div>
        {people.problem && !people.value && <Trouble words={people.problem} again={people.again} />}
        {!people.value && !people.problem && <Lines />}
        {people.value && shown.length === 0 && (
          <Empty icon="team" title={wanted ? "Nobody by that name or skill" : which === "revoked" ? "Nobody was shut out" : "Nobody yet"} />
        )}
        {shown.length > 0 &&
          (admin ? <MembersTable people={shown} onOpen={setChanging} /> : <Colleagues people={shown.filter(({ status }) => status === "active")} />)}
        {admin && <Invitations invited={invited} onInvite={() => setInviting(true)} />}
      </div>
      {changing && <MemberDialog person={changing} onClose={() => setChanging(null)} onChanged={changed} />}
      {inviting && <InviteDialog onClose={() => setInviting(false)} onInvited={invited.again} />}
    </div>
  );
}

// Invitations that nobody used yet.

import { useState } from "preact/hooks";
import { withdraw } from "../api/people.js";
import type { Invitation } from "../api/types.js";
import { minute } from "../store/clock.js";
import { inFull, until } from "../store/time.js";
import { ROLE } from "../store/words.js";
import { Confirm } from "../ui/confirm.js";
import type { Loaded } from "../ui/load.js";
import { Ago, Badge, Trouble } from "../ui/parts.js";
import { toast } from "../ui/toast.js";

export function Invitations({ invited, onInvite }: { invited: Loaded<Invitation[]>; onInvite: () => void }) {
  const [leaving, setLeaving] = useState<Invitation | null>(null);
  const open = invited.value ?? [];
  return (
    <section class="block" aria-label="Open invitations">
      <h2>Open invitations{open.length > 0 && <span class="total">{open.length}</span>}</h2>
      {invited.problem && !invited.value && <Trouble words={invited.problem} again={invited.again} />}
      {invited.value && open.length === 0 && (
        <p class="quiet">
          None.{" "}
          <button class="link" onClick={onInvite}>
            Invite somebody
          </button>
        </p>
      )}
      {open.length > 0 && (
        <ul class="lines">
          {open.map((one) => (
            <li key={one.id}>
              <span class="lines-main">
                <b class="cut">{one.name || one.email}</b>
                <small class="cut">
                  {one.name && `${one.email} · `}
                  {one.by ? `by ${one.by.name}` : "made on the server"}, <Ago at={one.created_at} />
                </small>
              </span>
              <Badge>{ROLE[one.role]}</Badge>
              <span class="lines-side" title={inFull(one.expires_at)}>
                until {until(one.expires_at, minute.value)}
              </span>
              <button class="button small" aria-label={`Withdraw the invitation of ${one.email}`} onClick={() => setLeaving(one)}>
                Withdraw
              </button>
            </li>
          ))}
        </ul>
      )}
      {leaving && (
        <Confirm
          title="Withdraw the invitation?"
          yes="Withdraw"
          onClose={() => setLeaving(null)}
          run={async () => {
            await withdraw(leaving.id);
            toast("The link works no more");
            invited.again();
          }}
        >
          <p>
            The link that was made for <b>{leaving.email}</b> stops working at once. You can invite them again with a new one.
          </p>
        </Confirm>
      )}
    </section>
  );
}

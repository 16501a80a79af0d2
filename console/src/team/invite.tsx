// Inviting somebody: a form, then the link, which is there this once.

import { useRef, useState } from "preact/hooks";
import { invite } from "../api/people.js";
import type { Invitation, Role } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { inFull } from "../store/time.js";
import { may } from "../store/views.js";
import { ROLE } from "../store/words.js";
import { Checks } from "../ui/checks.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Select, TextField } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { TagsField } from "../ui/tags.js";
import { ROLE_MAY, ROLE_OPTIONS } from "./roles.js";

interface Invited {
  invitation: Invitation;
  link: string;
  mailed: boolean;
}

export function InviteDialog({ onClose, onInvited }: { onClose: () => void; onInvited: () => void }) {
  const { team } = useDesk();
  const [email, setEmail] = useState("");
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("agent");
  const [inboxes, setInboxes] = useState<string[]>([]);
  const [skills, setSkills] = useState<string[]>([]);
  const [made, setMade] = useState<Invited | null>(null);
  const { busy, problem, submit } = useSubmit(
    async () => {
      setMade(await invite({ email: email.trim(), ...(name.trim() && { name: name.trim() }), role, inboxes, skills }));
      onInvited();
    },
    () => {},
  );
  if (made) return <LinkDialog {...made} onClose={onClose} />;
  return (
    <Dialog title="Invite somebody" onClose={onClose}>
      <form class="dialog-form" onSubmit={submit}>
        <TextField label="E-mail" type="email" value={email} onInput={setEmail} maxLength={254} autocomplete="off" required />
        <TextField label="Name" hint="May be left out: they can say it themselves" value={name} onInput={setName} maxLength={100} autocomplete="off" />
        <div class="field">
          <Select label="Role" value={role} options={ROLE_OPTIONS} onChange={(value) => setRole(value as Role)} />
          <p class="hint">{ROLE_MAY[role]}</p>
        </div>
        <Checks legend="Inboxes" all="All inboxes, also those to come" options={team.inboxes.value} chosen={inboxes} onChange={setInboxes} />
        {may(role, "act") && <TagsField label="Skills" hint="Words that queues ask for" tags={skills} known={team.skills.value} onChange={setSkills} />}
        <Complaint words={problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={busy}>
            Make the link
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function LinkDialog({ invitation, link, mailed, onClose }: Invited & { onClose: () => void }) {
  const address = new URL(link, location.origin).href;
  const field = useRef<HTMLInputElement>(null);
  const [copied, setCopied] = useState<"" | "yes" | "no">("");
  const copy = () =>
    navigator.clipboard.writeText(address).then(
      () => setCopied("yes"),
      () => (field.current?.select(), setCopied("no")),
    );
  return (
    <Dialog title="The link is ready" onClose={onClose}>
      <div class="dialog-form">
        <p>
          {mailed ? (
            <>
              It is on its way to <b>{invitation.email}</b> by e-mail. Send it yourself only where that does not arrive.
            </>
          ) : (
            <>
              Send it to <b>{invitation.email}</b> yourself: no e-mail goes out from here.
            </>
          )}{" "}
          Whoever uses it first gets the role {ROLE[invitation.role].toLowerCase()} here, so let only them read it.
        </p>
        <div class="link-once">
          <input ref={field} readOnly aria-label="Link of the invitation" value={address} onFocus={(event) => event.currentTarget.select()} />
          <button type="button" class="button primary" autofocus onClick={() => void copy()}>
            <Icon name={copied === "yes" ? "check" : "copy"} size={15} />
            {copied === "yes" ? "Copied" : "Copy"}
          </button>
        </div>
        <p role="status" class="hint">
          {copied === "no" && "The browser does not let this page copy; the link is selected. "}
          It is shown this once and can be used once, until {inFull(invitation.expires_at)}. If it gets lost, invite again: the
          older link stops working then.
        </p>
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Done
          </button>
        </footer>
      </div>
    </Dialog>
  );
}

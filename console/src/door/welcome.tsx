// What an invitation opens: who invited for what, a name and a password.

import { useEffect, useState } from "preact/hooks";
import { session } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { Signed, Welcome as Invitation } from "../api/types.js";
import { ROLE } from "../store/words.js";
import { TextField } from "../ui/field.js";
import { Complaint, Door } from "./door.js";

const SHORTEST = 12;

export function Welcome({
  token,
  onSigned,
  onLeave,
}: {
  token: string;
  onSigned: (signed: Signed) => void;
  onLeave: () => void;
}) {
  const [invitation, setInvitation] = useState<Invitation | null>(null);
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const [busy, setBusy] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(null);

  useEffect(() => {
    session.welcome(token).then(
      (found) => (setInvitation(found), setName(found.name ?? "")),
      (error: unknown) => setComplaint(inWords(error)),
    );
  }, [token]);

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    try {
      onSigned(await session.accept(token, name.trim(), password));
    } catch (error) {
      setBusy(false);
      setComplaint(inWords(error));
    }
  }

  return (
    <Door title="Welcome">
      {complaint && <Complaint words={complaint} />}
      {invitation ? (
        <form onSubmit={submit}>
          <p class="door-note">
            You are invited as <b>{ROLE[invitation.role].toLowerCase()}</b> with <b>{invitation.email}</b>.
          </p>
          <TextField
            label="Your name"
            hint="Contacts see it when you write to them"
            value={name}
            onInput={setName}
            autocomplete="name"
            maxLength={200}
            required
          />
          <TextField
            label="A password"
            type="password"
            hint={`At least ${SHORTEST} characters; a few words in a row are best`}
            value={password}
            onInput={setPassword}
            autocomplete="new-password"
            minLength={SHORTEST}
            maxLength={200}
            required
          />
          <button class="button primary large" disabled={busy}>
            {busy ? "One moment…" : "Begin"}
          </button>
        </form>
      ) : complaint ? (
        <button class="button large" onClick={onLeave}>
          Go to sign-in
        </button>
      ) : (
        <p class="door-note">Reading your invitation…</p>
      )}
    </Door>
  );
}

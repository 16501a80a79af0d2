// E-mail and password, and the code of the app where the account asks for one.

import { useRef, useState } from "preact/hooks";
import { ProblemError } from "../api/http.js";
import { session } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { Signed } from "../api/types.js";
import { TextField } from "../ui/field.js";
import { Complaint, Door } from "./door.js";

export function SignIn({ why, onSigned }: { why: string | null; onSigned: (signed: Signed) => void }) {
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [needsCode, setNeedsCode] = useState(false);
  const [busy, setBusy] = useState(false);
  const [complaint, setComplaint] = useState<string | null>(why);
  const form = useRef<HTMLFormElement>(null);

  async function submit(event: Event) {
    event.preventDefault();
    setBusy(true);
    setComplaint(null);
    try {
      onSigned(await session.begin(email.trim(), password, needsCode ? code.replaceAll(" ", "") : undefined));
    } catch (error) {
      setBusy(false);
      if (error instanceof ProblemError && error.slug === "code-needed") {
        setNeedsCode(true);
        requestAnimationFrame(() => form.current?.querySelector<HTMLInputElement>("[autocomplete=one-time-code]")?.focus());
        return;
      }
      setCode("");
      setComplaint(inWords(error));
    }
  }

  return (
    <Door title={needsCode ? "One more thing" : "Sign in"}>
      <form ref={form} onSubmit={submit}>
        {complaint && <Complaint words={complaint} />}
        {needsCode ? (
          <TextField
            label="Code"
            hint="Six digits, from the app on your phone"
            value={code}
            onInput={setCode}
            autocomplete="one-time-code"
            inputMode="numeric"
            maxLength={7}
            required
          />
        ) : (
          <>
            <TextField label="E-mail" type="email" value={email} onInput={setEmail} autocomplete="username" required />
            <TextField
              label="Password"
              type="password"
              value={password}
              onInput={setPassword}
              autocomplete="current-password"
              required
            />
          </>
        )}
        <button class="button primary large" disabled={busy}>
          {busy ? "Signing in…" : needsCode ? "Go on" : "Sign in"}
        </button>
        {needsCode && (
          <button type="button" class="link" onClick={() => setNeedsCode(false)}>
            Back to e-mail and password
          </button>
        )}
      </form>
      {!needsCode && <p class="door-note">Forgotten your password? An admin can send you a new invitation.</p>}
    </Door>
  );
}

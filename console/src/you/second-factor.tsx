// Signing in with a code from an app: turned on with the password and a first code, so that nobody locks themselves out.

import { useState } from "preact/hooks";
import { session } from "../api/people.js";
import { useDesk } from "../shell/context.js";
import { TextField } from "../ui/field.js";
import { failed, toast } from "../ui/toast.js";

export function SecondFactor() {
  const { me } = useDesk();
  const on = me.value.totp;
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [secret, setSecret] = useState<string | null>(null);
  const turned = (totp: boolean) => {
    me.value = { ...me.peek(), totp };
    setPassword("");
    setCode("");
    setSecret(null);
    toast(totp ? "From now on signing in needs a code" : "Signing in needs the password alone");
  };
  function submit(event: Event) {
    event.preventDefault();
    if (on) session.totpOff(password).then(() => turned(false), failed);
    else if (secret) session.totpOn(code.replaceAll(" ", "")).then(() => turned(true), failed);
    else session.totpSecret(password).then((made) => setSecret(made.secret), failed);
  }
  return (
    <section class="card">
      <h2>Second factor</h2>
      <p>{on ? "On: signing in needs a code from your app." : "A code from an app on your phone, besides the password."}</p>
      <form onSubmit={submit}>
        {secret ? (
          <>
            <p>Add this key to your app by hand, then type the code that it shows.</p>
            <code class="secret">{secret.match(/.{1,4}/g)?.join(" ")}</code>
            <TextField
              label="Code"
              value={code}
              onInput={setCode}
              autocomplete="one-time-code"
              inputMode="numeric"
              maxLength={7}
              required
            />
          </>
        ) : (
          <TextField
            label="Your password"
            type="password"
            value={password}
            onInput={setPassword}
            autocomplete="current-password"
            required
          />
        )}
        <button class="button">{on ? "Turn off" : secret ? "Turn on" : "Set up"}</button>
      </form>
    </section>
  );
}

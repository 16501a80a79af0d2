// What is a person's own: how offers make themselves heard, looks, the password.

import { useState } from "preact/hooks";
import { session } from "../api/people.js";
import { useDesk } from "../shell/context.js";
import type { Theme } from "../store/prefs.js";
import { may } from "../store/views.js";
import { ROLE } from "../store/words.js";
import { TextField } from "../ui/field.js";
import { Avatar, IconButton } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";
import { Notifications } from "./notifications.js";
import { SecondFactor } from "./second-factor.js";

export function YouPage({ openDrawer }: { openDrawer: () => void }) {
  const desk = useDesk();
  const person = desk.me.value;
  return (
    <div class="page">
      <header class="pane-head">
        <IconButton icon="menu" label="Menu" class="phone-only" onClick={openDrawer} />
        <Avatar name={person.name} id={person.id} />
        <h1>{person.name}</h1>
        <span class="total">{ROLE[person.role]}</span>
      </header>
      <div class="page-columns">
        {may(person.role, "act") && <Notifications />}
        <Looks />
        <section class="card">
          <h2>You</h2>
          <dl class="facts">
            <div>
              <dt>E-mail</dt>
              <dd>{person.email}</dd>
            </div>
            <div>
              <dt>Skills</dt>
              <dd>{person.skills.join(", ") || "None"}</dd>
            </div>
            <div>
              <dt>Inboxes</dt>
              <dd>{person.inboxes.join(", ") || "All"}</dd>
            </div>
            <div>
              <dt>At once</dt>
              <dd>{person.capacity} conversations</dd>
            </div>
          </dl>
          <p class="hint">An admin changes these.</p>
        </section>
        <Password />
        <SecondFactor />
      </div>
    </div>
  );
}

const THEMES: [Theme, string][] = [
  ["system", "As the system"],
  ["light", "Light"],
  ["dark", "Dark"],
];

function Looks() {
  const { theme } = useDesk().prefs;
  return (
    <section class="card">
      <h2>Looks</h2>
      <div class="segments" role="group" aria-label="Looks">
        {THEMES.map(([key, name]) => (
          <button key={key} aria-pressed={theme.value === key} onClick={() => void (theme.value = key)}>
            {name}
          </button>
        ))}
      </div>
    </section>
  );
}

function Password() {
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  function change(event: Event) {
    event.preventDefault();
    session.password(current, next).then(() => {
      setCurrent("");
      setNext("");
      toast("Your password is changed; your other sessions are over");
    }, failed);
  }
  return (
    <section class="card">
      <h2>Password</h2>
      <form onSubmit={change}>
        <TextField
          label="The one you have"
          type="password"
          value={current}
          onInput={setCurrent}
          autocomplete="current-password"
          required
        />
        <TextField
          label="A new one"
          type="password"
          hint="At least 12 characters"
          value={next}
          onInput={setNext}
          autocomplete="new-password"
          minLength={12}
          maxLength={200}
          required
        />
        <button class="button">Change</button>
      </form>
    </section>
  );
}

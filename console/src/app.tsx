// Who is here decides what is shown: nobody knows yet, the door, or the console.

import { useEffect, useMemo, useState } from "preact/hooks";
import { ProblemError, setCsrf, whenSessionOver } from "./api/http.js";
import { session } from "./api/people.js";
import { inWords } from "./api/problem.js";
import type { Person, Signed } from "./api/types.js";
import { SignIn } from "./door/sign-in.js";
import { Welcome } from "./door/welcome.js";
import { createDesk } from "./live/desk.js";
import { browser } from "./live/env.js";
import { createRing } from "./live/ring.js";
import { DeskContext } from "./shell/context.js";
import { go, invitation } from "./shell/router.js";
import { Shell } from "./shell/shell.js";
import { createPrefs, type Prefs } from "./store/prefs.js";
import { Trouble } from "./ui/parts.js";

type Who =
  { is: "asking" } | { is: "nobody"; why: string | null } | { is: "person"; person: Person } | { is: "trouble"; words: string };

const OVER = "Your session is over. Sign in again; drafts are kept on this device.";
const REVOKED = "Your access was taken away. Ask an admin if that is a mistake.";

export function App() {
  const prefs = useMemo(() => createPrefs(browser), []);
  const [who, setWho] = useState<Who>({ is: "asking" });
  const [token, setToken] = useState(invitation);
  useEffect(() => prefs.theme.subscribe((theme) => void (document.documentElement.dataset.theme = theme)), [prefs]);

  function signed({ person, csrf }: Signed) {
    setCsrf(csrf);
    setWho({ is: "person", person });
  }
  function ask() {
    setWho({ is: "asking" });
    session.get().then(signed, (error: unknown) => {
      const nobody = error instanceof ProblemError && error.status === 401;
      setWho(nobody ? { is: "nobody", why: null } : { is: "trouble", words: inWords(error) });
    });
  }
  useEffect(() => {
    whenSessionOver(() => setWho((before) => (before.is === "person" ? { is: "nobody", why: OVER } : before)));
    ask();
    const onHash = () => setToken(invitation());
    window.addEventListener("hashchange", onHash);
    return () => window.removeEventListener("hashchange", onHash);
  }, []);

  const leaveInvitation = () => (go({ page: "inbox", view: "mine" }, true), setToken(null));
  if (token) return <Welcome token={token} onSigned={(given) => (leaveInvitation(), signed(given))} onLeave={leaveInvitation} />;
  if (who.is === "asking")
    return (
      <div class="asking" role="status">
        <span class="sr-only">Loading</span>
      </div>
    );
  if (who.is === "trouble")
    return (
      <main class="alone">
        <Trouble words={who.words} again={ask} />
      </main>
    );
  if (who.is === "nobody") return <SignIn key={who.why} why={who.why} onSigned={signed} />;
  return <Signed key={who.person.id} person={who.person} prefs={prefs} onLeave={(why) => setWho({ is: "nobody", why })} />;
}

function Signed({ person, prefs, onLeave }: { person: Person; prefs: Prefs; onLeave: (why: string | null) => void }) {
  const desk = useMemo(() => {
    const ring = createRing(prefs, (id) => go({ page: "inbox", view: "all", id }));
    return createDesk({ env: browser, person, prefs, ring, onOver: (why) => onLeave(why === "revoked" ? REVOKED : OVER) });
  }, []);
  useEffect(() => () => desk.remove(), [desk]);
  const signOut = () =>
    void session.end().then(
      () => onLeave(null),
      () => onLeave(null),
    );
  return (
    <DeskContext.Provider value={desk}>
      <Shell signOut={signOut} />
    </DeskContext.Provider>
  );
}

// The supervisor's view: all that is alive, the most pressing first; watch, whisper, take over.

import { signal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { Row } from "../api/types.js";
import { ConversationPane } from "../conversation/pane.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { openHere, type Place } from "../shell/router.js";
import { compare } from "../store/views.js";
import { useDeferred } from "../ui/deferred.js";
import { Empty, IconButton, Trouble } from "../ui/parts.js";
import { LiveCard } from "./card.js";
import { TeamStrip } from "./team.js";

type Only = "all" | "flagged" | "waiting" | "people" | "usher";

const ONLY: [Only, string, (row: Row) => boolean][] = [
  ["all", "All", () => true],
  ["flagged", "Flagged", (row) => row.flags.length > 0],
  ["waiting", "Waiting", (row) => row.stage === "waiting" || row.stage === "assigned"],
  ["people", "With people", (row) => row.stage === "active"],
  ["usher", "With Usher", (row) => row.state === "pending"],
];

export function LivePage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { rows, problem, again } = useLive();
  const [only, setOnly] = useState<Only>("all");
  const matches = ONLY.find(([key]) => key === only)?.[2] ?? (() => true);
  const shown = rows.filter(matches);
  const open = useDeferred(at.id);
  useCommands(() => {
    const move = (step: number) => {
      const index = shown.findIndex(({ id }) => id === at.id);
      const next = shown[index < 0 ? 0 : Math.min(shown.length - 1, Math.max(0, index + step))];
      if (next) openHere(next.id, at.id !== null);
    };
    return [
      { id: "next", title: "Next conversation", group: "Live", icon: "down", keys: "j", run: () => move(1) },
      { id: "previous", title: "Previous conversation", group: "Live", icon: "back", keys: "k", run: () => move(-1) },
      { id: "close", title: "Stop watching", group: "Live", icon: "cross", keys: "u", run: () => openHere(null) },
    ];
  }, [at.id, shown.map(({ id }) => id).join()]);
  return (
    <div class={`panes live ${at.id ? "watching" : ""}`} data-open={at.id ? "conversation" : "list"}>
      <section class="list-pane" aria-label="Live conversations">
        <header class="pane-head">
          <IconButton icon="menu" label="Menu" class="phone-only" onClick={openDrawer} />
          <h1>Live</h1>
          <span class="total">{rows.length}</span>
        </header>
        <TeamStrip />
        <div class="segments" role="group" aria-label="Which">
          {ONLY.map(([key, name, test]) => (
            <button key={key} aria-pressed={only === key} onClick={() => setOnly(key)}>
              {name} <small>{rows.filter(test).length}</small>
            </button>
          ))}
        </div>
        {problem && <Trouble words={problem} again={again} />}
        {shown.length === 0 && !problem ? (
          <Empty icon="live" title="Nothing of this sort is going on" />
        ) : (
          <ul class="live-cards">
            {shown.map((row) => (
              <li key={row.id}>
                <LiveCard row={row} watched={row.id === at.id} />
              </li>
            ))}
          </ul>
        )}
      </section>
      {open && <ConversationPane key={open} id={open} />}
    </div>
  );
}

const LIVE_FOR = 30 * 60_000;
const isLive = (row: Row) =>
  row.state === "open" || (row.state === "pending" && Date.now() - Date.parse(row.updated_at) < LIVE_FOR);

/** All that is alive, kept by what the socket says of every row. */
function useLive() {
  const desk = useDesk();
  const ids = useMemo(() => signal<Set<string>>(new Set()), []);
  const version = useMemo(() => signal(0), []);
  const [problem, setProblem] = useState<string | null>(null);
  function read() {
    conversations.live().then(
      (found) => {
        for (const row of found) desk.rows.put(row);
        ids.value = new Set(found.map(({ id }) => id));
        setProblem(null);
      },
      (error: unknown) => setProblem(inWords(error)),
    );
  }
  const open = desk.link.value === "open";
  useEffect(read, [desk, open]);
  useEffect(() => {
    let asked = 0;
    const stop = desk.rows.onChange((id) => {
      const row = desk.rows.get(id);
      if (row && isLive(row)) ids.peek().add(id);
      else ids.peek().delete(id);
      // Many rows change at once; the page is drawn once a frame.
      asked ||= requestAnimationFrame(() => ((asked = 0), version.value++));
    });
    return () => (cancelAnimationFrame(asked), stop());
  }, [desk]);
  void version.value;
  const rows = [...ids.value].flatMap((id) => desk.rows.signal(id)?.value ?? []).sort(compare("pressing", Date.now()));
  return { rows, problem, again: read };
}

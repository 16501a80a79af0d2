// The playground: a question is answered as a contact's would be, with all that was weighed beside it. Nothing is kept.

import { useEffect, useRef, useState } from "preact/hooks";
import { tryOut } from "../api/people.js";
import { inWords } from "../api/problem.js";
import type { PlaygroundBody } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import type { Place } from "../shell/router.js";
import { Icon } from "../ui/icon.js";
import { Lines, PageHead } from "../ui/page.js";
import { Empty } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { copy } from "../ui/save.js";
import { Analysis, lineOf } from "./analysis.js";
import { Ask } from "./ask.js";
import { Reply } from "./reply.js";
import { bodyOf, saidSoFar, type Round, type Wish } from "./talk.js";
import { OUTCOMES } from "./verdict.js";

export function PlaygroundPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { team } = useDesk();
  const inboxes = team.inboxes.value;
  const talk = useTalk();
  const { rounds, shown, busy } = talk;
  const field = useRef<HTMLTextAreaElement>(null);
  const out = useRef<HTMLDivElement>(null);
  const last = rounds.at(-1);
  // On a phone the reply lies below the question.
  useEffect(() => {
    const page = out.current?.closest(".page");
    const reply = out.current?.querySelector(".try-talk > :last-child");
    if (last && page && reply && phone.peek()) page.scrollTop += reply.getBoundingClientRect().top - page.getBoundingClientRect().top - 12;
  }, [last]);
  // What was just asked goes on from there; the first wish is kept for its contact and page.
  const wish = useRef<Wish | null>(null);
  const line = shown && lineOf(shown.tried);
  const ask = (next: Wish) => talk.ask(bodyOf((wish.current = next), rounds), rounds);
  const choose = (text: string) => void (wish.current && talk.ask(bodyOf({ ...wish.current, text }, rounds), rounds));
  const fresh = () => (talk.clear(), field.current?.focus());
  useCommands(
    () => [
      { id: "try.ask", title: "Write a question", group: "Playground", icon: "try", keys: "i", run: () => field.current?.focus() },
      { id: "try.fresh", title: "Start over", group: "Playground", icon: "reopen", keys: "c", run: fresh },
      ...(line ? [{ id: "try.case", title: "Copy as a case", group: "Playground", icon: "copy" as const, keys: "y", run: () => void copy(line, "The case") }] : []),
    ],
    [shown],
  );
  return (
    <div class="page wide">
      <PageHead title="Playground" openDrawer={openDrawer} />
      <div class="page-body try">
        {inboxes.length === 0 ? (
          <Lines count={4} />
        ) : (
          <Ask
            inboxes={inboxes}
            earlier={saidSoFar(rounds).length}
            busy={busy}
            problem={talk.problem}
            field={field}
            start={{ inbox: at.query.inbox, text: at.query.q ?? "" }}
            onAsk={ask}
            onFresh={talk.clear}
          />
        )}
        <div class="try-out" ref={out} aria-busy={busy}>
          <p class="sr-only" role="status">
            {busy ? "Asking" : last ? `Usher ${OUTCOMES[last.tried.turn.outcome].name.toLowerCase()}` : ""}
          </p>
          {rounds.length === 0 && !busy && (
            <Empty icon="try" title="Ask something">
              <p>You see the reply as a contact would, and everything that Usher weighed for it. Nothing is kept and nobody is told.</p>
            </Empty>
          )}
          {rounds.length > 0 && (
            <ol class="try-talk" aria-label="Conversation">
              {rounds.map((round) => (
                <RoundView
                  key={round.id}
                  round={round}
                  open={round === shown}
                  onOpen={() => talk.show(round.id)}
                  onChoose={round === last && !busy ? choose : null}
                />
              ))}
            </ol>
          )}
          {busy && <Lines count={2} />}
          {shown && !busy && (
            <>
              {shown === last && (
                <button
                  class="button small try-again"
                  onClick={() => void talk.ask({ ...shown.body, model: shown.body.model === false }, rounds.slice(0, -1))}
                >
                  <Icon name="reopen" size={14} />
                  Ask the same {shown.body.model === false ? "with" : "without"} the language model
                </button>
              )}
              <Analysis key={shown.id} round={shown} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

interface RoundProps {
  round: Round;
  open: boolean;
  onOpen: () => void;
  onChoose: ((text: string) => void) | null;
}

function RoundView({ round, open, onOpen, onChoose }: RoundProps) {
  const { body, tried } = round;
  return (
    <li class={open ? "open" : ""}>
      <p class="bubble try-question">{body.text}</p>
      <Reply turn={tried.turn} onChoose={onChoose} />
      {!open && (
        <button class="link" onClick={onOpen}>
          Show what was weighed
        </button>
      )}
    </li>
  );
}

/** The rounds so far, and the one whose record is shown: the newest, unless another was chosen. */
function useTalk() {
  const [rounds, setRounds] = useState<Round[]>([]);
  const [chosen, setChosen] = useState<number | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const asked = useRef(0);

  /** Asks after `before`, whose end is the new one; false where nothing came of it. */
  async function ask(body: PlaygroundBody, before: Round[]): Promise<boolean> {
    const mine = ++asked.current;
    setBusy(true);
    setProblem(null);
    try {
      const tried = await tryOut(body);
      if (mine !== asked.current) return false;
      setRounds([...before, { id: mine, body, tried }]);
      setChosen(null);
      return true;
    } catch (error) {
      if (mine === asked.current) setProblem(inWords(error));
      return false;
    } finally {
      if (mine === asked.current) setBusy(false);
    }
  }

  function clear() {
    asked.current++;
    setRounds([]);
    setChosen(null);
    setProblem(null);
    setBusy(false);
  }
  const shown = rounds.find(({ id }) => id === chosen) ?? rounds.at(-1) ?? null;
  return { rounds, shown, busy, problem, ask, clear, show: setChosen };
}

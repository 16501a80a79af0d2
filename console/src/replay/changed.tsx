// Turns that would have changed, each before and after side by side.

import { useState } from "preact/hooks";
import type { Change, ChangedTurn, ReplaySaid } from "../api/types.js";
import { OutcomeBadge } from "../runs/outcome.js";
import { CHANGE } from "../runs/words.js";
import { href } from "../shell/router.js";
import { count, percent } from "../store/numbers.js";
import { because, humane } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Ago, Badge } from "../ui/parts.js";

const PAGE = 10;

export function ChangedTurns({ changed, all }: { changed: ChangedTurn[]; all: number }) {
  const [only, setOnly] = useState<Change | null>(null);
  const [shown, setShown] = useState(PAGE);
  const there = (Object.keys(CHANGE) as Change[]).filter((one) => changed.some(({ change }) => change === one));
  const list = only ? changed.filter(({ change }) => change === only) : changed;
  const show = (next: Change | null) => (setOnly(next), setShown(PAGE));
  return (
    <section class="block" aria-label="Changed turns">
      <h2>
        Turns that would have changed <span class="total">{count(all)}</span>
      </h2>
      {changed.length === 0 && (
        <p class="told none">
          <Icon name="check" size={15} />
          Every turn would come out as it did.
        </p>
      )}
      {there.length > 1 && (
        <div class="segments start" role="group" aria-label="Change">
          <button aria-pressed={only === null} onClick={() => show(null)}>
            All <small>{changed.length}</small>
          </button>
          {there.map((one) => (
            <button key={one} aria-pressed={only === one} onClick={() => show(one)}>
              {CHANGE[one]} <small>{changed.filter(({ change }) => change === one).length}</small>
            </button>
          ))}
        </div>
      )}
      {all > changed.length && <p class="hint">The gravest {count(changed.length)} are here.</p>}
      <ol class="changed-turns">
        {list.slice(0, shown).map((one) => (
          <Turn key={one.turn} one={one} />
        ))}
      </ol>
      {list.length > shown && (
        <button class="button more" onClick={() => setShown(shown + PAGE)}>
          More
        </button>
      )}
    </section>
  );
}

const Turn = ({ one: { conversation, at, change, message, before, after } }: { one: ChangedTurn }) => (
  <li class="card">
    <header>
      <h3 dir="auto">{message}</h3>
      <Badge tone={change === "outcome" ? "warn" : "grey"}>{CHANGE[change] ?? humane(change)}</Badge>
    </header>
    <div class="before-after">
      <Said name="Was" said={before} />
      <Said name="Would be" said={after} />
    </div>
    <footer>
      <Ago at={at} />
      <a href={href({ page: "inbox", view: "all", id: conversation })} aria-label={`Open the conversation of “${message}”`}>
        Open the conversation
      </a>
    </footer>
  </li>
);

const Said = ({ name, said: { outcome, reason, confidence, articles, reply } }: { name: string; said: ReplaySaid }) => (
  <div>
    <p class="said-head">
      <b>{name}</b> <OutcomeBadge outcome={outcome} /> <span>{percent(confidence)} sure</span>
    </p>
    {reason !== "confident" && <p class="hint">because {because(reason)}</p>}
    {reply && (
      <blockquote class="said" dir="auto">
        {reply}
      </blockquote>
    )}
    {articles.map((article) => (
      <a key={article} class="path-link" href={href({ page: "articles", id: article })}>
        {article}
      </a>
    ))}
  </div>
);

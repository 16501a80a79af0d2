// Cases that did not come out right: what was asked, what was expected, and what came.

import { useState } from "preact/hooks";
import type { MeasuredCase } from "../api/types.js";
import { href } from "../shell/router.js";
import { count, percent } from "../store/numbers.js";
import { because } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { OutcomeBadge } from "./outcome.js";

const FEW = 10;

interface WrongProps {
  wrong: MeasuredCase[];
  /** How many there are; not all of them may be here. */
  all: number;
  suite: string | null;
}

export function WrongCases({ wrong, all, suite }: WrongProps) {
  const [more, setMore] = useState(false);
  return (
    <section class="block" aria-label="Not right">
      <h2>
        Not right <span class="total">{count(all)}</span>
      </h2>
      {wrong.length === 0 ? (
        <p class="told none">
          <Icon name="check" size={15} />
          Every case came out right.
        </p>
      ) : (
        <p class="hint">
          The surest first: what looks right and is not matters most.{all > wrong.length && ` These are ${wrong.length} of them; the report has more.`}
        </p>
      )}
      <ol class="wrong-cases">
        {(more ? wrong : wrong.slice(0, FEW)).map((one) => (
          <WrongCase key={one.id} one={one} suite={suite} />
        ))}
      </ol>
      {wrong.length > FEW && (
        <button class="link start" aria-expanded={more} onClick={() => setMore(!more)}>
          {more ? "Fewer" : `${wrong.length - FEW} more`}
        </button>
      )}
    </section>
  );
}

const WrongCase = ({ one, suite }: { one: MeasuredCase; suite: string | null }) => (
  <li class="card">
    <header>
      <h3 dir="auto">{one.title}</h3>
      {one.confidence !== null && (
        <span class="lines-side" title="How sure Usher was">
          {percent(one.confidence)} sure
        </span>
      )}
    </header>
    <dl class="verdict-facts">
      {one.expected !== null && (
        <div>
          <dt>Expected</dt>
          <dd>{one.expected}</dd>
        </div>
      )}
      {one.outcome !== null && (
        <div>
          <dt>Came</dt>
          <dd>
            <OutcomeBadge outcome={one.outcome} />
            {one.reason && one.reason !== "confident" && <> because {because(one.reason)}</>}
          </dd>
        </div>
      )}
    </dl>
    {one.reply && (
      <blockquote class="said" dir="auto">
        {one.reply}
      </blockquote>
    )}
    <footer>
      <span>{one.explanation}</span>
      {suite && (
        <a href={href({ page: "suites", id: suite, query: { q: one.id } })} aria-label={`Look at the case ${one.id}`}>
          {one.id}
        </a>
      )}
    </footer>
  </li>
);

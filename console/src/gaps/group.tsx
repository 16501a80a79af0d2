// Questions that have something in common: how many, how it goes on, what they say, and what came closest.

import { useState } from "preact/hooks";
import type { Gap } from "../api/types.js";
import { href } from "../shell/router.js";
import { count } from "../store/numbers.js";
import { humane } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Ago, Badge } from "../ui/parts.js";
import { columnsOf, trendWords, wayOf } from "./spark.js";
import { kindName, kindWords } from "./words.js";

interface GapCardProps {
  gap: Gap;
  days: number;
  /** Whether the conversations may be opened. */
  reads: boolean;
  onWrite: (() => void) | null;
}

const FEW = 2;
const WAY = { rising: { words: "Rising", tone: "warn" }, falling: { words: "Falling", tone: "green" }, steady: null };

export function GapCard({ gap, days, reads, onWrite }: GapCardProps) {
  const [all, setAll] = useState(false);
  const way = WAY[wayOf(gap.trend)];
  const examples = all ? gap.examples : gap.examples.slice(0, FEW);
  return (
    <li class="card gap">
      <header>
        <h2>{gap.name}</h2>
        <span class="badges">
          {gap.topic && <Badge>{humane(gap.topic)}</Badge>}
          {way && <Badge tone={way.tone}>{way.words}</Badge>}
        </span>
        <Spark trend={gap.trend} />
      </header>
      <p>
        <b>
          {gap.count === 1 ? "Asked once" : `Asked ${count(gap.count)} times`} by{" "}
          {gap.contacts === 1 ? "one contact" : `${count(gap.contacts)} contacts`}
        </b>{" "}
        in {days} days: {kindWords(gap).join(", ")}.
      </p>
      <ul class="examples" aria-label="Examples">
        {examples.map((one, at) => (
          <li key={at}>
            <q dir="auto">{one.text}</q>
            <small>
              {kindName(one.kind)}, <Ago at={one.at} />
              {reads && (
                <>
                  {" · "}
                  <a
                    href={href({ page: "inbox", view: "all", id: one.conversation })}
                    aria-label={`Open the conversation of “${one.text}”`}
                  >
                    Open
                  </a>
                </>
              )}
            </small>
          </li>
        ))}
      </ul>
      {gap.examples.length > FEW && (
        <button class="link" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${gap.examples.length - FEW} more`}
        </button>
      )}
      <footer>
        {onWrite && (
          <button class="button" data-row onClick={onWrite}>
            <Icon name="plus" size={14} />
            Write an article from this
          </button>
        )}
        <span>
          {gap.nearest ? (
            <>
              Closest is{" "}
              <a href={href({ page: "articles", id: gap.nearest.article })} data-row={onWrite ? undefined : true}>
                {gap.nearest.title}
              </a>
              , which does not answer it.
            </>
          ) : (
            "No article comes close."
          )}
        </span>
      </footer>
    </li>
  );
}

const STEP = 10;
const HEIGHT = 28;

function Spark({ trend }: { trend: number[] }) {
  const columns = columnsOf(trend);
  const words = trendWords(trend);
  return (
    <svg
      class="spark"
      viewBox={`0 0 ${columns.length * STEP} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={words}
    >
      <title>{words}</title>
      {columns.map(({ height }, at) => (
        // A day without a question is a line at the bottom: it was counted.
        <rect
          key={at}
          class={height === 0 ? "none" : ""}
          x={at * STEP + 1.5}
          width={STEP - 3}
          y={HEIGHT - Math.max(1, height * HEIGHT)}
          height={Math.max(1, height * HEIGHT)}
        />
      ))}
    </svg>
  );
}

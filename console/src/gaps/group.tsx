// Questions that have something in common: how many, how it goes on, what they say, and what came closest.

import type { Gap } from "../api/types.js";
import { count } from "../store/numbers.js";
import { humane } from "../store/words.js";
import { Ago, Badge } from "../ui/parts.js";
import { CardFoot, Few, TalkLink } from "./card.js";
import { columnsOf, trendWords, wayOf } from "./spark.js";
import { kindName, kindWords } from "./words.js";

interface GapCardProps {
  gap: Gap;
  days: number;
  /** Whether the conversations may be opened. */
  reads: boolean;
  onWrite: (() => void) | null;
  onTeach: ((text: string) => void) | null;
}

const FEW = 2;
const CLOSEST = { before: "Closest is", after: ", which does not answer it.", none: "No article comes close." };
const WAY = { rising: { words: "Rising", tone: "warn" }, falling: { words: "Falling", tone: "green" }, steady: null };

export function GapCard({ gap, days, reads, onWrite, onTeach }: GapCardProps) {
  const way = WAY[wayOf(gap.trend)];
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
      <Few all={gap.examples} few={FEW} more={(hidden) => `${hidden} more`}>
        {(one, at) => (
          <li key={at}>
            <q dir="auto">{one.text}</q>
            <small>
              {kindName(one.kind)}, <Ago at={one.at} />
              {reads && <TalkLink conversation={one.conversation} question={one.text} />}
              {onTeach && (
                <>
                  {" · "}
                  <button class="link" aria-label={`Teach an intent with “${one.text}”`} onClick={() => onTeach(one.text)}>
                    Teach an intent…
                  </button>
                </>
              )}
            </small>
          </li>
        )}
      </Few>
      <CardFoot nearest={gap.nearest} words={CLOSEST} onWrite={onWrite} />
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

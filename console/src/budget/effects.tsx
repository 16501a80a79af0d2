// The consequences of a choice beside how it is now.

import type { Consequence, Estimate } from "../api/types.js";
import { Interval } from "../runs/interval.js";
import { exact, percent, points, spread } from "../store/numbers.js";
import { changeOf, ofHundred } from "./choice.js";

export function Effects({ choice, now, delta }: { choice: Consequence; now: Consequence; delta: number }) {
  const { answers, people, wrongs } = ofHundred(choice);
  const nothing = choice.threshold === null;
  const riskTop = Math.max(0.1, ...[choice.wrong?.high ?? 0, now.wrong?.high ?? 0]);
  return (
    <>
      <p class="lead" role="status">
        {nothing
          ? "Nothing suffices for this on these cases: every question would go to a person."
          : `Of 100 questions, Usher would answer ${answers} by itself, ${wrongs} of them wrongly; ${people} would go to a person.`}
      </p>
      <dl class="tiles effects" aria-label="Consequences">
        <Effect name="Answered without a person" share={choice.answered} now={now.answered} top={1} of="of all cases" />
        <Effect name="Expected to be wrong" share={choice.wrong} now={now.wrong} top={riskTop} of="of those answered" />
        <div>
          <dt>At most wrong</dt>
          <dd>
            <b>{choice.bound === null ? "–" : exact(choice.bound)}</b>
            <small>
              {choice.bound === null ? "Nothing is answered, so nothing is promised" : `of those answered, except for a chance of ${percent(delta)}`}
            </small>
          </dd>
        </div>
        <div>
          <dt>How sure it has to be</dt>
          <dd>
            <b>{choice.threshold === null ? "–" : exact(choice.threshold)}</b>
            <small>{now.threshold === null ? "the least probability that is answered" : `the least probability that is answered; now ${exact(now.threshold)}`}</small>
          </dd>
        </div>
      </dl>
    </>
  );
}

interface EffectProps {
  name: string;
  share: Estimate | null;
  now: Estimate | null;
  top: number;
  of: string;
}

function Effect({ name, share, now, top, of }: EffectProps) {
  const change = changeOf(share, now);
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <b>{share ? exact(share.value) : "–"}</b>
        {share && <Interval {...share} top={top} before={now?.value} />}
        <small>{share ? `${spread(share)} ${of}` : "Nothing is answered"}</small>
        <small>{now ? `Now ${spread(now)}${change === null ? "" : `: ${points(change)}`}` : "Now nothing is answered"}</small>
      </dd>
    </div>
  );
}

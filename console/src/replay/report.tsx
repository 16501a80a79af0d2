// What a replay found: how outcomes moved, the figures, and the turns that changed.

import { Fragment } from "preact";
import type { Replay } from "../api/types.js";
import { changeWords, metricName, valueWords } from "../runs/words.js";
import { outcomeOf } from "../runs/outcome.js";
import { count, percent } from "../store/numbers.js";
import { ChangedTurns } from "./changed.js";
import { matrixOf } from "./words.js";

export function ReplayReport({ replay }: { replay: Replay }) {
  const { conversations, turns, unchanged, left_out, outcomes, figures, changed } = replay;
  const moved = turns - unchanged;
  return (
    <>
      <p class="lead" role="status">
        {turns === 0
          ? "There was no turn to take again in this time."
          : `${count(turns)} turns of ${count(conversations)} conversations were taken again: ${moved === 0 ? "none would have changed" : `${count(moved)} would have changed (${percent(moved / turns)})`}.`}
      </p>
      {replay.with.length > 0 && (
        <ul class="told remarks" aria-label="Taken with">
          {replay.with.map((words) => (
            <li key={words}>{words}</li>
          ))}
        </ul>
      )}
      {outcomes.length > 0 && (
        <div class="replay-pair">
          <Matrix outcomes={outcomes} />
          <Figures figures={figures} />
        </div>
      )}
      {left_out.length > 0 && (
        <p class="hint">
          Not taken again:{" "}
          {left_out.map(({ reason, turns: left }, at) => (
            <Fragment key={reason}>
              {at > 0 && "; "}
              {count(left)} {left === 1 ? "turn" : "turns"}, {reason}
            </Fragment>
          ))}
          .
        </p>
      )}
      {turns > 0 && <ChangedTurns changed={changed} all={moved} />}
    </>
  );
}

function Matrix({ outcomes }: Pick<Replay, "outcomes">) {
  const { names, rows } = matrixOf(outcomes);
  return (
    <section class="block" aria-label="Outcomes">
      <h2>Outcomes</h2>
      <div class="table-box" tabIndex={0} role="region" aria-label="Outcomes before and after">
        <table class="table numbers matrix">
          <thead>
            <tr>
              <th scope="col">Was ↓ would be →</th>
              {names.map((name) => (
                <th key={name} scope="col" class="number">
                  {outcomeOf(name).name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ before, cells }) => (
              <tr key={before}>
                <th scope="row">{outcomeOf(before).name}</th>
                {cells.map(({ after, turns }) => (
                  <td key={after} class={`number ${turns === 0 ? "none" : before === after ? "same" : "moved"}`}>
                    {count(turns)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const Figures = ({ figures }: Pick<Replay, "figures">) => (
  <section class="block" aria-label="Figures">
    <h2>Figures</h2>
    <dl class="tiles replay-figures">
      {figures.map((one) => (
        <div key={one.name}>
          <dt>{metricName(one.name)}</dt>
          <dd>
            <b>{valueWords(one.name, one.after)}</b>
            <span>was {valueWords(one.name, one.before)}</span>
            <small>{changeWords(one)}</small>
          </dd>
        </div>
      ))}
    </dl>
  </section>
);

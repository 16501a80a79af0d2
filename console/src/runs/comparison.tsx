// A run against the baseline: each figure over the cases that both have, and the cases that flipped.

import { useState } from "preact/hooks";
import type { Comparison } from "../api/types.js";
import { href } from "../shell/router.js";
import { count } from "../store/numbers.js";
import { humane } from "../store/words.js";
import { Ago, Badge } from "../ui/parts.js";
import { changeWords, metricName, metricSays, TURNED, valueWords, verdictOf } from "./words.js";

const FEW = 8;

export function ComparisonView({ comparison }: { comparison: Comparison }) {
  const { baseline, at, cases, only_before, only_after, metrics } = comparison;
  const left = [only_before > 0 && `${count(only_before)} only in the baseline`, only_after > 0 && `${count(only_after)} only in this run`];
  return (
    <section class="block" aria-label="Against the baseline">
      <h2>Against the baseline</h2>
      <p class="hint">
        <a href={href({ page: "runs", id: baseline })}>The run</a> of <Ago at={at} />, over the {count(cases)} cases that both have
        {left.some(Boolean) && ` (${left.filter(Boolean).join(", ")})`}. Better or worse means that the whole interval of the change is
        on one side of 0.
      </p>
      <div class="table-box">
        <table class="table metrics">
          <thead>
            <tr>
              {["Figure", "Before", "Now", "Change, with its 95 % interval", ""].map((name) => (
                <th key={name} scope="col">
                  {name || <span class="sr-only">Verdict</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {metrics.map((one) => {
              const { words, tone } = verdictOf(one.verdict);
              return (
                <tr key={one.name}>
                  <th scope="row" title={metricSays(one.name)}>
                    {metricName(one.name)}
                  </th>
                  <td data-label="Before">{valueWords(one.name, one.before)}</td>
                  <td data-label="Now">{valueWords(one.name, one.after)}</td>
                  <td data-label="Change">{changeWords(one)}</td>
                  <td>
                    <Badge tone={tone}>{words}</Badge>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      <Flips flips={comparison.flips} />
    </section>
  );
}

function Flips({ flips }: Pick<Comparison, "flips">) {
  const [all, setAll] = useState(false);
  if (flips.length === 0) return <p class="told">No case flipped.</p>;
  return (
    <>
      <h3>
        Cases that flipped <span class="total">{flips.length}</span>
      </h3>
      <ul class="lines" aria-label="Cases that flipped">
        {(all ? flips : flips.slice(0, FEW)).map(({ id, turned, title, before, after }) => (
          <li key={id}>
            <Badge tone={TURNED[turned]?.tone ?? "grey"}>{TURNED[turned]?.words ?? humane(turned)}</Badge>
            <div class="lines-main">
              <span dir="auto">{title}</span>
              <small>
                {id}: {before} → {after}
              </small>
            </div>
          </li>
        ))}
      </ul>
      {flips.length > FEW && (
        <button class="link start" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${flips.length - FEW} more`}
        </button>
      )}
    </>
  );
}

// What a run measured: its figures, and how they stand against the baseline.

import type { Measured, Metric } from "../api/types.js";
import { count, exact } from "../store/numbers.js";
import { Coded } from "../ui/parts.js";
import { ComparisonView } from "./comparison.js";
import { Interval, topOf } from "./interval.js";
import { BETTER, metricName, metricSays, metricWords } from "./words.js";
import { WrongCases } from "./wrong.js";

export function MeasuredView({ measured, suite }: { measured: Measured; suite: string | null }) {
  const { metrics, notes, problems, cases, right, wrong, comparison } = measured;
  return (
    <>
      <p class="lead">
        {count(right)} of {count(cases)} cases came out right{cases > 0 && ` (${exact(right / cases)})`}.
        {comparison &&
          (comparison.regressed
            ? " Something became worse than the baseline, by more than chance."
            : " Nothing became worse than the baseline by more than chance.")}
      </p>
      <Remarks notes={notes} problems={problems} />
      <section class="block" aria-label="Figures">
        <h2>Figures</h2>
        <div class="table-box">
          <table class="table metrics">
            <thead>
              <tr>
                <th scope="col">Figure</th>
                <th scope="col">Value, with its 95 % interval</th>
                <th scope="col" class="drawn">
                  <span class="sr-only">Drawn</span>
                </th>
                <th scope="col" class="number">
                  Cases
                </th>
              </tr>
            </thead>
            <tbody>
              {metrics.map((metric) => (
                <MetricRow key={metric.name} metric={metric} />
              ))}
            </tbody>
          </table>
        </div>
      </section>
      {comparison ? (
        <ComparisonView comparison={comparison} />
      ) : (
        <p class="told">
          There is no baseline to compare with. Make a finished run the baseline, and each later run says what became better or worse.
        </p>
      )}
      <WrongCases wrong={wrong} all={cases - right} suite={suite} />
    </>
  );
}

const MetricRow = ({ metric }: { metric: Metric }) => (
  <tr>
    <th scope="row">
      {metricName(metric.name)}
      <small>
        {[metricSays(metric.name), metric.better !== "neither" && BETTER[metric.better]].filter(Boolean).join("; ")}
      </small>
    </th>
    <td data-label="Value">{metricWords(metric)}</td>
    <td>
      <Interval {...metric} top={topOf(metric)} />
    </td>
    <td class="number" data-label="Cases">
      {count(metric.n)}
    </td>
  </tr>
);

function Remarks({ notes, problems }: { notes: string[]; problems: string[] }) {
  if (notes.length + problems.length === 0) return null;
  return (
    <ul class="told remarks" aria-label="Notes">
      {[...problems, ...notes].map((words) => (
        <li key={words}>
          <Coded words={words} />
        </li>
      ))}
    </ul>
  );
}

// A run in a list, and the few figures that say most of it.

import type { Metric, Run } from "../api/types.js";
import { href } from "../shell/router.js";
import { isUnderWay } from "../store/evals.js";
import { inFull } from "../store/time.js";
import { Badge } from "../ui/parts.js";
import { metricName, metricSays, metricWords, progressWords, STATE } from "./words.js";

export const Headline = ({ metrics }: { metrics: Metric[] }) => (
  <dl class="headline">
    {metrics.map((metric) => (
      <div key={metric.name} title={metricSays(metric.name)}>
        <dt>{metricName(metric.name)}</dt>
        <dd>{metricWords(metric)}</dd>
      </div>
    ))}
  </dl>
);

/** In the list of its suite: a run is known by its time there. */
export function RunLine({ run, baseline = false }: { run: Run; baseline?: boolean }) {
  const { words, tone } = STATE[run.state];
  return (
    <li class="openable run-line">
      <div class="lines-main">
        <a class="row-open" data-row href={href({ page: "runs", id: run.id })}>
          {inFull(run.created_at)}
        </a>
        <small>
          {[run.with && `With ${run.with}`, run.by?.name].filter(Boolean).join(" · ")}
        </small>
      </div>
      {isUnderWay(run) ? <span class="lines-side">{progressWords(run)}</span> : <Headline metrics={run.headline} />}
      <span class="badges">
        {baseline && <Badge tone="brass">Baseline</Badge>}
        <Badge tone={tone}>{words}</Badge>
      </span>
    </li>
  );
}

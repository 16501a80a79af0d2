// The list's rows: a suite each, the whole line opens it.

import type { Run, Suite } from "../api/types.js";
import { Headline } from "../runs/line.js";
import { progressWords, STATE } from "../runs/words.js";
import { useDesk } from "../shell/context.js";
import { href } from "../shell/router.js";
import { isUnderWay } from "../store/evals.js";
import { count } from "../store/numbers.js";
import { Ago, Badge, Coded } from "../ui/parts.js";
import { useRowKeys } from "../ui/page.js";
import { RunButton } from "./run-button.js";
import { leftOut } from "./words.js";

export function SuiteTable({ suites }: { suites: Suite[] }) {
  const box = useRowKeys<HTMLTableSectionElement>("suite");
  return (
    <div class="table-box">
      <table class="table suites">
        <thead>
          <tr>
            {["Suite", "Cases", "Newest run", "Baseline", ""].map((name) => (
              <th key={name} scope="col">
                {name || <span class="sr-only">Run</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={box}>
          {suites.map((suite) => (
            <Row key={suite.id} suite={suite} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

const Row = ({ suite }: { suite: Suite }) => (
  <tr>
    <th scope="row">
      <a class="row-open" data-row href={href({ page: "suites", id: suite.id })}>
        {suite.name}
      </a>{" "}
      <Badge>{suite.kind}</Badge>
      {suite.description && <small>{suite.description}</small>}
      {suite.runnable && (
        <small class="warned">
          <Coded words={suite.runnable} />
        </small>
      )}
    </th>
    <td data-label="Cases">
      {count(suite.cases)}
      {suite.problems.length > 0 && <small class="warned">{leftOut(suite.problems.length)}</small>}
    </td>
    <td data-label="Newest run" class="suite-last">
      {suite.last ? <Last run={suite.last} /> : <span class="quiet">Never run</span>}
    </td>
    <td data-label="Baseline">{suite.baseline ? <Ago at={suite.baseline.at} /> : <span class="quiet">None</span>}</td>
    <td class="row-acts">
      <RunButton suite={suite} small />
    </td>
  </tr>
);

function Last({ run: read }: { run: Run }) {
  const told = useDesk().evals.runs.value.get(read.id);
  const run = told ?? read;
  if (isUnderWay(run)) return <span>{progressWords(run)}</span>;
  return (
    <>
      {run.state !== "done" && <Badge tone={STATE[run.state].tone}>{STATE[run.state].words}</Badge>}
      <Headline metrics={run.headline} />
      <small>
        <Ago at={run.created_at} />
      </small>
    </>
  );
}

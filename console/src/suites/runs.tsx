// The runs of a suite, newest first.

import { runs } from "../api/evals.js";
import type { Run, RunPage, Suite } from "../api/types.js";
import { RunLine } from "../runs/line.js";
import { useDesk } from "../shell/context.js";
import { Lines, More } from "../ui/page.js";
import { usePaged } from "../ui/paged.js";
import { Trouble } from "../ui/parts.js";

const PAGE = 5;

export function SuiteRuns({ suite }: { suite: Suite }) {
  const { evals } = useDesk();
  const told = evals.runs.value;
  const list = usePaged<Run, RunPage>(
    {
      read: (before) => runs.list({ suite: suite.id, before, limit: PAGE }),
      items: (page) => page.runs,
      key: ({ id }) => id,
    },
    [suite.id],
    evals.changed.value,
  );
  return (
    <section class="block" aria-label="Runs">
      <h2>Runs</h2>
      {list.problem && <Trouble words={list.problem} again={list.again} />}
      {!list.items && !list.problem && <Lines count={2} />}
      {list.items?.length === 0 && <p class="told">It was never run. A run asks all of its cases, as the AI agent answers now.</p>}
      {list.items && list.items.length > 0 && (
        <ul class="lines runs" aria-label="Runs">
          {list.items.map((run) => (
            <RunLine key={run.id} run={told.get(run.id) ?? run} baseline={suite.baseline?.run === run.id} />
          ))}
        </ul>
      )}
      <More {...list} />
    </section>
  );
}

// Replay: the last days' turns are taken again, with something else, and what would have changed is shown.

import { useEffect, useRef } from "preact/hooks";
import { budget, runs } from "../api/evals.js";
import { Standing } from "../runs/progress.js";
import { STATE } from "../runs/words.js";
import { useRun } from "../runs/use-run.js";
import { useDesk } from "../shell/context.js";
import { go, href, type Place } from "../shell/router.js";
import { isUnderWay } from "../store/evals.js";
import type { Run } from "../api/types.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Ago, Badge, Empty, Trouble } from "../ui/parts.js";
import { phone } from "../ui/phone.js";
import { ReplayForm } from "./form.js";
import { ReplayReport } from "./report.js";

export function ReplayPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { evals } = useDesk();
  const past = useLoad(async () => (await runs.list({ kind: "replay", limit: 10 })).runs, [evals.changed.value]);
  const held = useLoad(budget.get, []);
  const all = (past.value ?? []).map((one) => evals.runs.value.get(one.id) ?? one);
  const chosen = at.query.run ?? all[0]?.id ?? null;
  const { run, problem, again } = useRun(chosen);
  const out = useRef<HTMLDivElement>(null);
  // On a phone the report lies below the form.
  useEffect(() => void (at.query.run && phone.peek() && out.current?.scrollIntoView()), [at.query.run]);
  return (
    <div class="page wide evals">
      <PageHead title="Replay" openDrawer={openDrawer} />
      <div class="page-body try">
        <div class="replay-side">
          <ReplayForm history={held.value?.history ?? []} busy={all.some(isUnderWay)} onStarted={(id) => go({ page: "replay", query: { run: id } }, true)} />
          {all.length > 0 && <Past runs={all} chosen={chosen} />}
        </div>
        <div class="try-out" ref={out}>
          {past.problem && !past.value && <Trouble words={past.problem} again={past.again} />}
          {problem && <Trouble words={problem} again={again} />}
          {!chosen && past.value && (
            <Empty icon="replay" title="Nothing was replayed yet">
              <p>
                The turns of the last days are taken again, as Usher would take them now, with drafts as if they were published, or with another
                calibration. Contacts see nothing of it.
              </p>
            </Empty>
          )}
          {((chosen && !run && !problem) || (!past.value && !past.problem)) && <Lines />}
          {run && (
            <>
              <p class="quiet">
                {[run.with, run.by?.name].filter(Boolean).join(" · ")} · <Ago at={run.created_at} />
              </p>
              <Standing run={run} title="Replaying">
                {run.replay ? <ReplayReport replay={run.replay} /> : <Lines />}
              </Standing>
            </>
          )}
        </div>
      </div>
    </div>
  );
}

const Past = ({ runs: list, chosen }: { runs: Run[]; chosen: string | null }) => (
  <section class="block" aria-label="Earlier replays">
    <h2>Earlier</h2>
    <ul class="lines">
      {list.map((one) => (
        <li key={one.id} class="openable">
          <div class="lines-main">
            <a class="row-open" href={href({ page: "replay", query: { run: one.id } })} aria-current={one.id === chosen ? "true" : undefined}>
              {one.with || "As it is now"}
            </a>
            <small>
              <Ago at={one.created_at} />
            </small>
          </div>
          {one.state !== "done" && <Badge tone={STATE[one.state].tone}>{STATE[one.state].words}</Badge>}
        </li>
      ))}
    </ul>
  </section>
);

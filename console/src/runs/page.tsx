// One run: how far it is, and what it found.

import { suites } from "../api/evals.js";
import type { RunDetail } from "../api/types.js";
import { ReplayReport } from "../replay/report.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, href, type Place } from "../shell/router.js";
import { isUnderWay } from "../store/evals.js";
import { duration } from "../figures/words.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Ago, Badge, Trouble } from "../ui/parts.js";
import { RunActs } from "./acts.js";
import { MeasuredView } from "./measured.js";
import { Standing } from "./progress.js";
import { useRun } from "./use-run.js";
import { runTitle, STATE, tookSeconds } from "./words.js";

export function RunView({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { evals } = useDesk();
  const { run, problem, again } = useRun(at.id);
  const suite = run?.kind === "measure" ? (run.suites[0]?.id ?? null) : null;
  const of = useLoad(() => (suite ? suites.get(suite) : Promise.resolve(null)), [suite, evals.changed.value]);
  const isBaseline = run !== null && of.value?.baseline?.run === run.id;
  const back = suite
    ? { label: "Back to the suite", to: () => go({ page: "suites", id: suite }) }
    : run?.kind === "replay"
      ? { label: "Back to replay", to: () => go({ page: "replay" }) }
      : { label: "Back to the suites", to: () => go({ page: "suites" }) };
  useCommands(() => [{ id: "close", title: back.label, group: "Runs", icon: "back", keys: "u", run: back.to }], [suite, run?.kind]);
  return (
    <div class="page wide evals">
      <PageHead
        title={run ? runTitle(run) : "Run"}
        openDrawer={openDrawer}
        back={back}
        mark={
          run && (
            <span class="badges">
              <Badge tone={STATE[run.state].tone}>{STATE[run.state].words}</Badge>
              {isBaseline && <Badge tone="brass">Baseline</Badge>}
            </span>
          )
        }
      >
        {run && !isUnderWay(run) && <RunActs run={run} isBaseline={isBaseline} />}
      </PageHead>
      <div class="page-body">
        {problem && <Trouble words={problem} again={again} />}
        {!run && !problem && <Lines />}
        {run && (
          <>
            <About run={run} />
            <Standing run={run} title="Under way">
              <Found run={run} suite={suite} />
            </Standing>
          </>
        )}
      </div>
    </div>
  );
}

function About({ run }: { run: RunDetail }) {
  const took = tookSeconds(run);
  return (
    <p class="quiet">
      {[run.with && `With ${run.with}`, run.by?.name, took !== null && `took ${duration(took)}`].filter(Boolean).join(" · ")} ·{" "}
      <Ago at={run.created_at} />
    </p>
  );
}

function Found({ run, suite }: { run: RunDetail; suite: string | null }) {
  if (run.measured) return <MeasuredView measured={run.measured} suite={suite} />;
  if (run.replay) return <ReplayReport replay={run.replay} />;
  if (run.consequences)
    return (
      <p class="told">
        It found what each budget would cost. <a href={href({ page: "budget", query: { run: run.id } })}>Choose a budget</a> by it.
      </p>
    );
  return <Lines count={3} />;
}

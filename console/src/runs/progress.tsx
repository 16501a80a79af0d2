// How far a run is, or why there is nothing to see of it.

import type { ComponentChildren } from "preact";
import { runs } from "../api/evals.js";
import type { Run } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { isUnderWay } from "../store/evals.js";
import { Icon } from "../ui/icon.js";
import { Coded } from "../ui/parts.js";
import { failed } from "../ui/toast.js";
import { progressWords } from "./words.js";

export function Progress({ run, title }: { run: Run; title: string }) {
  const { evals } = useDesk();
  const words = progressWords(run);
  return (
    <section class="card under-way" aria-label="Progress">
      <div>
        <b>{title}</b>
        <p role="status">{words}</p>
        {run.total > 0 ? <progress max={run.total} value={run.done} aria-label={words} /> : <progress aria-label={words} />}
      </div>
      <button class="button" onClick={() => void runs.stop(run.id).then(evals.took, failed)}>
        Stop
      </button>
    </section>
  );
}

/** What stands for a run's findings while there are none; `children` where there are. */
export function Standing({ run, title, children }: { run: Run; title: string; children: ComponentChildren }) {
  if (isUnderWay(run)) return <Progress run={run} title={title} />;
  if (run.state === "failed")
    return (
      <p class="complaint run-failed">
        <Icon name="alert" size={16} />
        <span>
          <Coded words={run.reason ?? "It failed, and nobody knows why."} />
        </span>
      </p>
    );
  if (run.state === "stopped") return <p class="told">It was stopped. What it had found is not kept.</p>;
  return <>{children}</>;
}

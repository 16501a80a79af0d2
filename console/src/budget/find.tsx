// What each budget would cost is found by a run over suites; the newest that finished is chosen from.

import { useState } from "preact/hooks";
import { runs, suites } from "../api/evals.js";
import type { Suite } from "../api/types.js";
import { Progress, Standing } from "../runs/progress.js";
import { useRun } from "../runs/use-run.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { isUnderWay } from "../store/evals.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines } from "../ui/page.js";
import { Coded, Trouble } from "../ui/parts.js";
import { casesWords } from "../suites/words.js";
import { Choose } from "./choose.js";
import type { BudgetProps } from "./in-use.js";

export function FindCosts({ chosen, ...rest }: BudgetProps & { chosen: string | null }) {
  const { evals } = useDesk();
  const past = useLoad(async () => (await runs.list({ kind: "budget", limit: 20 })).runs, [evals.changed.value]);
  const all = (past.value ?? []).map((one) => evals.runs.value.get(one.id) ?? one);
  const going = useRun(all.find(isUnderWay)?.id ?? null).run;
  const shown = chosen ?? all.find(({ state }) => state === "done")?.id ?? null;
  const found = useRun(shown);
  const [newest] = all;
  const under = going && isUnderWay(going) ? going : null;
  return (
    <>
      <section class="block" aria-label="What budgets cost">
        <h2>Find what each budget costs</h2>
        {past.problem && !past.value && <Trouble words={past.problem} again={past.again} />}
        {under ? (
          <Progress run={under} title="Finding what each budget costs" />
        ) : (
          past.value && <Ask key={newest?.id} last={all[0]?.suites.map(({ id }) => id) ?? []} />
        )}
        {newest?.state === "failed" && (
          <Standing run={newest} title="">
            {null}
          </Standing>
        )}
      </section>
      {found.problem && <Trouble words={found.problem} again={found.again} />}
      {shown && !found.run && !found.problem && <Lines />}
      {found.run?.consequences && <Choose key={found.run.id} run={found.run} consequences={found.run.consequences} {...rest} />}
    </>
  );
}

/** Suites to learn from: those of last time, else all that are not kept for a last look. */
function Ask({ last }: { last: string[] }) {
  const { evals } = useDesk();
  const list = useLoad(async () => (await suites.list()).filter(({ kind }) => kind === "resolve"), [evals.changed.value]);
  const [chosen, setChosen] = useState<string[] | null>(null);
  const fit = (list.value ?? []).filter(({ runnable }) => runnable === null);
  const start = (fit.some(({ id }) => last.includes(id)) ? fit.filter(({ id }) => last.includes(id)) : fit.filter(({ split }) => split !== "test")).map(
    ({ id }) => id,
  );
  const ids = (chosen ?? start).filter((id) => fit.some((one) => one.id === id));
  const { busy, problem, submit } = useSubmit(
    async () => {
      evals.took(await runs.start({ kind: "budget", suites: ids }));
      go({ page: "budget" }, true);
    },
    () => {},
  );
  if (list.problem && !list.value) return <Trouble words={list.problem} again={list.again} />;
  if (!list.value) return <Lines count={2} />;
  return (
    <form class="card find-costs" onSubmit={submit}>
      <p>
        Usher goes through the cases of suites, learns from them when an answer of your help centre is right, and finds for each budget which
        questions it would answer. Nothing changes by that.
      </p>
      {list.value.length === 0 ? (
        <p class="told">
          There is no suite of kind resolve. <a href="#/suites">Make one</a> with some hundred questions that contacts ask; from about 60 cases on
          there is something to find.
        </p>
      ) : (
        <fieldset class="checks">
          <legend>Learn from</legend>
          {list.value.map((suite) => (
            <SuiteCheck key={suite.id} suite={suite} checked={ids.includes(suite.id)} onChange={(on) => setChosen(on ? [...ids, suite.id] : ids.filter((id) => id !== suite.id))} />
          ))}
        </fieldset>
      )}
      <Complaint words={problem} />
      {list.value.length > 0 && (
        <button class="button primary" disabled={busy || ids.length === 0}>
          <Icon name="budget" size={15} />
          Find what it costs
        </button>
      )}
    </form>
  );
}

const SuiteCheck = ({ suite, checked, onChange }: { suite: Suite; checked: boolean; onChange: (on: boolean) => void }) => (
  <label>
    <input type="checkbox" checked={checked} disabled={suite.runnable !== null} onChange={(event) => onChange(event.currentTarget.checked)} />
    <span>
      {suite.name} <small>
        <Coded words={suite.runnable ?? [casesWords(suite.cases), suite.split].filter(Boolean).join(", ")} />
      </small>
    </span>
  </label>
);

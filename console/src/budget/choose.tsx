// A budget is chosen with all of its consequences before one's eyes, and set only then.

import { useState } from "preact/hooks";
import { budget as api } from "../api/evals.js";
import type { Consequences, Run } from "../api/types.js";
import { percent } from "../store/numbers.js";
import { inFull } from "../store/time.js";
import { Confirm } from "../ui/confirm.js";
import { toast } from "../ui/toast.js";
import { CaseLists } from "./cases.js";
import { RiskChart } from "./chart.js";
import { budgetWords, inOneSentence, startIndex } from "./choice.js";
import { Effects } from "./effects.js";
import { learnedWords, type BudgetProps } from "./in-use.js";
import { Scale } from "./scale.js";
import { Topics } from "./topics.js";

export function Choose({ run, consequences, budget, sets, onSet }: BudgetProps & { run: Run; consequences: Consequences }) {
  const { at, now, suites, cases, samples, delta } = consequences;
  const [index, setIndex] = useState(() => startIndex(at, budget.now?.budget ?? null));
  const [asking, setAsking] = useState(false);
  const choice = at[index];
  if (!choice || choice.budget === null) return <p class="told">This run found no budget to choose from.</p>;
  const chosen = choice.budget;
  return (
    <section class="block choose" aria-label="Choose a budget">
      <h2>How much may be wrong?</h2>
      <p class="hint">
        Found on {inFull(run.ended_at ?? run.created_at)} from {learnedWords(suites)}; {samples} of {cases} cases lead to an answer or a guide.
        Move the slider: nothing changes until you set it.
      </p>
      <div class="card">
        <Scale at={at} index={index} inUse={budget.now?.budget ?? null} onChange={setIndex} />
        <Effects choice={choice} now={now} delta={delta} />
        {sets ? (
          <button class="button primary start" onClick={() => setAsking(true)}>
            Set this budget…
          </button>
        ) : (
          <p class="hint">Admins, supervisors and analysts set it.</p>
        )}
      </div>
      <div class="choose-pair">
        <RiskChart consequences={consequences} index={index} onChoose={setIndex} />
        <Topics choice={choice} now={now} />
      </div>
      <CaseLists consequences={consequences} index={index} />
      {asking && (
        <Confirm
          mild
          title={`At most ${percent(chosen)} wrong?`}
          yes="Set this budget"
          onClose={() => setAsking(false)}
          run={async () => {
            onSet(await api.set({ run: run.id, budget: chosen }));
            toast(budgetWords(chosen));
          }}
        >
          <p>{inOneSentence(choice, now)}</p>
          <p>It counts from now on, in every inbox. It stands in the audit log, and can be taken back.</p>
        </Confirm>
      )}
    </section>
  );
}

// What holds now, in words; and the way back from it.

import { useState } from "preact/hooks";
import { budget as api } from "../api/evals.js";
import type { Budget, CalibrationView, LearnedFrom } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { count, exact, percent } from "../store/numbers.js";
import { listed } from "../store/words.js";
import { Confirm } from "../ui/confirm.js";
import { Badge } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { budgetWords } from "./choice.js";

export interface BudgetProps {
  budget: Budget;
  /** Whether this person may change it. */
  sets: boolean;
  onSet: (budget: Budget) => void;
}

export const learnedWords = (suites: LearnedFrom[]) =>
  listed(suites.map(({ name, cases }) => `${name} (${count(cases)} ${cases === 1 ? "case" : "cases"})`));

export function InUse({ budget, sets, onSet }: BudgetProps) {
  const { from, now, identity, applied } = budget;
  const [asking, setAsking] = useState(false);
  return (
    <>
      <section class="card budget-now" aria-label="In use now">
        <header>
          <h2>{now ? `${budgetWords(now.budget)}.` : from === "file" ? "A calibration of the data folder is in use." : "No error budget is set."}</h2>
          {!applied && <Badge tone="blue">Being taken over…</Badge>}
          {sets && from === "console" && (
            <button class="button" onClick={() => setAsking(true)}>
              Take it back
            </button>
          )}
        </header>
        {now ? (
          <Promised now={now} />
        ) : from === "file" ? (
          <p>
            Usher answers by <code>calibration.json</code>, which was made with <code>usher eval calibrate</code>. A budget that is set here goes
            before it.
          </p>
        ) : (
          <p>Usher answers from fixed thresholds on: how sure it has to be, whatever that means for your questions. Nothing is promised.</p>
        )}
        {from === "none" && <Thresholds thresholds={budget.thresholds} />}
        {identity && (
          <p class="hint">
            Replies and their traces name it: <code>{identity}</code>
            {from === "file" && now && ". It is from calibration.json in the data folder"}
          </p>
        )}
      </section>
      {asking && (
        <Confirm
          title="Take the budget back?"
          yes="Take it back"
          onClose={() => setAsking(false)}
          run={async () => {
            onSet(await api.takeBack());
            toast("The budget is taken back");
          }}
        >
          <p>
            From now on, <code>calibration.json</code> of the data folder counts where there is one, otherwise the thresholds of the inboxes. The
            budget stays in the history, and can be used again.
          </p>
        </Confirm>
      )}
    </>
  );
}

const Promised = ({ now }: { now: CalibrationView }) => (
  <p>
    Except for a chance of {percent(now.delta)}, as long as questions are like the cases that it was learned from: {learnedWords(now.suites)}.{" "}
    {exact(now.answered)} of them were answered
    {now.wrong_at_most !== null && `, at most ${exact(now.wrong_at_most)} of those wrongly`}.
  </p>
);

function Thresholds({ thresholds }: Pick<Budget, "thresholds">) {
  const { team } = useDesk();
  const nameOf = (key: string) => team.inboxes.value.find((one) => one.key === key)?.name ?? key;
  return (
    <dl class="verdict-facts">
      {thresholds.map(({ inbox, answer, guide }) => (
        <div key={inbox}>
          <dt>{nameOf(inbox)}</dt>
          <dd>
            Answers from {percent(answer)}, guides from {percent(guide)} on
          </dd>
        </div>
      ))}
    </dl>
  );
}

// What was in use before, by whom it was set, and the way to use it again.

import { useState } from "preact/hooks";
import { budget as api } from "../api/evals.js";
import type { CalibrationView } from "../api/types.js";
import { exact, percent } from "../store/numbers.js";
import { Confirm } from "../ui/confirm.js";
import { Ago, Badge } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { budgetWords } from "./choice.js";
import { learnedWords, type BudgetProps } from "./in-use.js";

export function History({ budget, sets, onSet }: BudgetProps) {
  const [asking, setAsking] = useState<CalibrationView | null>(null);
  const { history, now } = budget;
  return (
    <section class="block" aria-label="History">
      <h2>History</h2>
      {history.length === 0 ? (
        <p class="told">No budget was ever set here.</p>
      ) : (
        <div class="table-box">
          <table class="table budgets">
            <thead>
              <tr>
                {["Set", "Budget", "Answered", "AUROC", "ECE", ""].map((name) => (
                  <th key={name} scope="col" title={HINTS[name]}>
                    {name || <span class="sr-only">Use again</span>}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {history.map(({ at, by, calibration }) => (
                <tr key={at}>
                  <th scope="row">
                    <Ago at={at} />
                    <small>{by?.name ?? "Somebody"}</small>
                  </th>
                  {calibration ? (
                    <>
                      <td data-label="Budget">
                        {percent(calibration.budget)} {calibration.id === now?.id && <Badge tone="green">In use</Badge>}
                        <small>{learnedWords(calibration.suites)}</small>
                      </td>
                      <td data-label="Answered">{exact(calibration.answered)}</td>
                      <td data-label="AUROC">{calibration.auroc.toFixed(3)}</td>
                      <td data-label="ECE">{calibration.ece.toFixed(3)}</td>
                      <td class="row-acts">
                        {sets && calibration.id !== now?.id && (
                          <button
                            class="button small"
                            aria-label={`Use the budget of ${percent(calibration.budget)} again`}
                            onClick={() => setAsking(calibration)}
                          >
                            Use again
                          </button>
                        )}
                      </td>
                    </>
                  ) : (
                    <td colSpan={5} class="quiet">
                      Taken back
                    </td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {asking && (
        <Confirm
          mild
          title="Use this budget again?"
          yes="Use it again"
          onClose={() => setAsking(null)}
          run={async () => {
            onSet(await api.set({ calibration: asking.id }));
            toast(budgetWords(asking.budget));
          }}
        >
          <p>
            {budgetWords(asking.budget)}, as it was learned from {learnedWords(asking.suites)}; {exact(asking.answered)} of them were answered. Articles
            that changed since then are not considered.
          </p>
        </Confirm>
      )}
    </section>
  );
}

const HINTS: Record<string, string> = {
  Answered: "The share of the cases that it was learned from",
  AUROC: "How often a right proposal is surer than a wrong one; 0.5 is chance",
  ECE: "How far probabilities are from the share that is right; 0 is best",
};

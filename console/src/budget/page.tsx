// The error budget: what holds now, what each budget would cost, the choice, and what was chosen before.

import { useEffect } from "preact/hooks";
import { budget } from "../api/evals.js";
import { useDesk } from "../shell/context.js";
import type { Place } from "../shell/router.js";
import { may } from "../store/views.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { FindCosts } from "./find.js";
import { History } from "./history.js";
import { InUse } from "./in-use.js";

const FOLLOWS = 2000;

export function BudgetPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  const { evals, me } = useDesk();
  const state = useLoad(budget.get, [evals.changed.value]);
  const held = state.value;
  // The node follows within seconds; nobody tells when.
  useEffect(() => {
    if (!held || held.applied) return;
    const timer = window.setTimeout(state.again, FOLLOWS);
    return () => window.clearTimeout(timer);
  }, [held]);
  const sets = may(me.value.role, "budget");
  return (
    <div class="page wide evals">
      <PageHead title="Error budget" openDrawer={openDrawer} />
      <div class="page-body" aria-busy={state.busy}>
        {state.problem && !held && <Trouble words={state.problem} again={state.again} />}
        {!held && !state.problem && <Lines />}
        {held && (
          <>
            <InUse budget={held} sets={sets} onSet={state.set} />
            <FindCosts chosen={at.query.run ?? null} budget={held} sets={sets} onSet={state.set} />
            <History budget={held} sets={sets} onSet={state.set} />
          </>
        )}
      </div>
    </div>
  );
}

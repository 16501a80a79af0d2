// What can be done with a run that has ended: read its report, take its results, make it what later ones are compared with.

import { useState } from "preact/hooks";
import { runs, suites } from "../api/evals.js";
import type { Run } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { Confirm } from "../ui/confirm.js";
import { Icon } from "../ui/icon.js";
import { Menu, type MenuItem } from "../ui/menu.js";
import { failed, toast } from "../ui/toast.js";

export function RunActs({ run, isBaseline }: { run: Run; isBaseline: boolean }) {
  const { evals } = useDesk();
  const [asking, setAsking] = useState(false);
  const [suite] = run.suites;
  const measured = run.kind === "measure" && run.state === "done";
  const setBaseline = () =>
    suite && suites.setBaseline(suite.id, run.id).then(() => (toast("Later runs are compared with this one"), evals.change()), failed);
  const items: MenuItem[] = [
    ...(measured ? [{ label: "Download results", icon: "export" as const, href: runs.resultsOf(run.id) }] : []),
    { label: "Delete the run…", icon: "trash", onSelect: () => setAsking(true) },
  ];
  return (
    <>
      {measured && suite && !isBaseline && (
        <button class="button" onClick={() => void setBaseline()}>
          <Icon name="star" size={15} />
          Make this the baseline
        </button>
      )}
      {measured && (
        <a class="button primary" href={runs.reportOf(run.id)} target="_blank" rel="noopener">
          <Icon name="page" size={15} />
          Open the report
        </a>
      )}
      <Menu compact label="More for this run" icon="more" class="icon-button" items={items} />
      {asking && (
        <Confirm
          title="Delete this run?"
          yes="Delete the run"
          onClose={() => setAsking(false)}
          run={async () => {
            await runs.remove(run.id);
            toast("The run is deleted");
            evals.change();
            go(run.kind === "measure" && suite ? { page: "suites", id: suite.id } : { page: "suites" }, true);
          }}
        >
          <p>What it found goes with it. The suite and its cases stay.</p>
        </Confirm>
      )}
    </>
  );
}

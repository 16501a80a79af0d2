// One suite: what it is, its runs, and its cases.

import { useState } from "preact/hooks";
import { suites } from "../api/evals.js";
import type { Suite } from "../api/types.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import { go, href } from "../shell/router.js";
import { Confirm } from "../ui/confirm.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Menu } from "../ui/menu.js";
import { Lines, PageHead } from "../ui/page.js";
import { Ago, Badge, Coded, Trouble } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { CaseList } from "./cases.js";
import { RunButton } from "./run-button.js";
import { SuiteRuns } from "./runs.js";
import { casesWords, leftOut } from "./words.js";

interface OneProps {
  id: string;
  q: string;
  openDrawer: () => void;
}

export function OneSuite({ id, q, openDrawer }: OneProps) {
  const { evals } = useDesk();
  const loaded = useLoad(() => suites.get(id), [id, evals.changed.value]);
  const suite = loaded.value;
  const back = () => go({ page: "suites" });
  useCommands(() => [{ id: "close", title: "Back to the suites", group: "Suites", icon: "back", keys: "u", run: back }], []);
  return (
    <div class="page wide evals">
      <PageHead
        title={suite?.name ?? "Suite"}
        openDrawer={openDrawer}
        back={{ label: "Back to the suites", to: back }}
        mark={
          suite && (
            <span class="badges">
              <Badge>{suite.kind}</Badge>
              {suite.split && <Badge>{suite.split}</Badge>}
            </span>
          )
        }
      >
        {suite && <Acts suite={suite} />}
      </PageHead>
      <div class="page-body" aria-busy={loaded.busy}>
        {loaded.problem && !suite && <Trouble words={loaded.problem} again={loaded.again} />}
        {!suite && !loaded.problem && <Lines />}
        {suite && (
          <>
            <About suite={suite} />
            <SuiteRuns suite={suite} />
            <CaseList suite={suite} q={q} />
          </>
        )}
      </div>
    </div>
  );
}

function About({ suite }: { suite: Suite }) {
  const { description, by, changed_at, baseline, runnable, problems } = suite;
  return (
    <div class="suite-about">
      {description && <p class="lead">{description}</p>}
      <p class="quiet">
        {[casesWords(suite.cases), by && `made by ${by.name}`].filter(Boolean).join(" · ")} · changed <Ago at={changed_at} />
        {baseline && (
          <>
            {" · "}compared with <a href={href({ page: "runs", id: baseline.run })}>the baseline</a> of <Ago at={baseline.at} />
          </>
        )}
      </p>
      {runnable && <p class="told warned">
          <Coded words={runnable} />
        </p>}
      {problems.length > 0 && (
        <details class="told suite-problems" open={problems.length < 4}>
          <summary class="warned">
            <Icon name="alert" size={15} />
            {leftOut(problems.length)}
          </summary>
          <ul>
            {problems.map((words) => (
              <li key={words}>
                <Coded words={words} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </div>
  );
}

function Acts({ suite }: { suite: Suite }) {
  const { evals } = useDesk();
  const [asking, setAsking] = useState(false);
  return (
    <>
      <RunButton suite={suite} />
      <Menu
        compact
        label="More for this suite"
        icon="more"
        class="icon-button"
        items={[
          { label: "Export as ZIP", icon: "export", href: suites.exportOf(suite.id) },
          { label: "Delete the suite…", icon: "trash", onSelect: () => setAsking(true) },
        ]}
      />
      {asking && (
        <Confirm
          title={`Delete “${suite.name}”?`}
          yes="Delete the suite"
          onClose={() => setAsking(false)}
          run={async () => {
            await suites.remove(suite.id);
            toast("The suite is deleted");
            evals.change();
            go({ page: "suites" }, true);
          }}
        >
          <p>
            Its {casesWords(suite.cases)} and all of its runs go with it, for good. Export it first where they are worth keeping. A budget that was
            learned from it stays in use.
          </p>
        </Confirm>
      )}
    </>
  );
}

// The suites: what each holds, and how its newest run came out.

import { useState } from "preact/hooks";
import { suites } from "../api/evals.js";
import { useCommands } from "../shell/commands.js";
import { useDesk } from "../shell/context.js";
import type { Place } from "../shell/router.js";
import { Icon } from "../ui/icon.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Empty, Trouble } from "../ui/parts.js";
import { ImportSuite } from "./import.js";
import { NewSuite } from "./new.js";
import { OneSuite } from "./one.js";
import { SuiteTable } from "./table.js";

export function SuitesPage({ at, openDrawer }: { at: Place; openDrawer: () => void }) {
  if (at.id) return <OneSuite key={at.id} id={at.id} q={at.query.q ?? ""} openDrawer={openDrawer} />;
  return <SuiteList openDrawer={openDrawer} />;
}

function SuiteList({ openDrawer }: { openDrawer: () => void }) {
  const { evals } = useDesk();
  const list = useLoad(suites.list, [evals.changed.value]);
  const [asking, setAsking] = useState<"new" | "import" | null>(null);
  const close = () => setAsking(null);
  useCommands(
    () => [
      { id: "suite.new", title: "New suite", group: "Suites", icon: "plus", keys: "c", run: () => setAsking("new") },
      { id: "suite.import", title: "Import a suite", group: "Suites", icon: "upload", run: () => setAsking("import") },
    ],
    [],
  );
  return (
    <div class="page wide evals">
      <PageHead title="Suites" count={list.value?.length ?? null} openDrawer={openDrawer}>
        <button class="button" onClick={() => setAsking("import")}>
          <Icon name="upload" size={15} />
          Import a ZIP
        </button>
        <button class="button primary" onClick={() => setAsking("new")}>
          <Icon name="plus" size={15} />
          New suite
        </button>
      </PageHead>
      <div class="page-body" aria-busy={list.busy}>
        <p class="lead">
          A suite is a list of questions with what should come of them. A run asks them all, as the AI agent answers now, and says how
          often it is right.
        </p>
        {list.problem && !list.value && <Trouble words={list.problem} again={list.again} />}
        {!list.value && !list.problem && <Lines count={4} />}
        {list.value?.length === 0 && (
          <Empty icon="suites" title="There is no suite yet">
            <p>
              Make one and add cases to it: from the playground, from conversations, or written by hand. A folder made with{" "}
              <code>usher eval new</code> can be imported as a ZIP.
            </p>
          </Empty>
        )}
        {list.value && list.value.length > 0 && <SuiteTable suites={list.value} />}
      </div>
      {asking === "new" && <NewSuite onClose={close} />}
      {asking === "import" && <ImportSuite onClose={close} />}
    </div>
  );
}

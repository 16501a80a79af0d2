// Measures a suite as the AI agent answers now, and shows the run.

import { useState } from "preact/hooks";
import { runs } from "../api/evals.js";
import type { Suite } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { go } from "../shell/router.js";
import { Icon } from "../ui/icon.js";
import { failed } from "../ui/toast.js";

export function RunButton({ suite, small = false }: { suite: Suite; small?: boolean }) {
  const { evals } = useDesk();
  const [busy, setBusy] = useState(false);
  function start() {
    setBusy(true);
    runs
      .start({ kind: "measure", suite: suite.id })
      .then((run) => (evals.took(run), go({ page: "runs", id: run.id })), failed)
      .finally(() => setBusy(false));
  }
  return (
    <button
      class={`button ${small ? "small" : "primary"}`}
      disabled={busy || suite.runnable !== null}
      title={suite.runnable ?? "As the AI agent answers now"}
      aria-label={small ? `Run ${suite.name}` : undefined}
      onClick={start}
    >
      <Icon name="try" size={small ? 13 : 15} />
      Run
    </button>
  );
}

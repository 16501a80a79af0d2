// What is taken again, and with what.

import { useState } from "preact/hooks";
import { runs } from "../api/evals.js";
import type { BudgetEvent } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { minute } from "../store/clock.js";
import { percent } from "../store/numbers.js";
import { ago } from "../store/time.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Field, Select } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { Switch } from "../ui/switch.js";
import { calibrationsOf, thresholdOf } from "./words.js";

interface FormProps {
  history: BudgetEvent[];
  busy: boolean;
  onStarted: (run: string) => void;
}

export function ReplayForm({ history, busy: going, onStarted }: FormProps) {
  const { team, evals } = useDesk();
  const [days, setDays] = useState("7");
  const [inbox, setInbox] = useState("");
  const [drafts, setDrafts] = useState(false);
  const [calibration, setCalibration] = useState("now");
  const [threshold, setThreshold] = useState("");
  const wanted = thresholdOf(threshold);
  const none = calibration === "none";
  const { busy, problem, setBusy, submit } = useSubmit(
    async () => {
      const run = await runs.start({
        kind: "replay",
        days: Number(days),
        ...(inbox && { inbox }),
        drafts,
        calibration,
        ...(none && typeof wanted === "number" && { answer_threshold: wanted }),
      });
      evals.took(run);
      onStarted(run.id);
    },
    () => setBusy(false),
  );
  return (
    <form class="card" onSubmit={submit} aria-label="Replay turns">
      <Field label="Days back" hint="1 to 30; the newest 2,000 turns of them">
        {(id, describedBy) => (
          <input
            id={id}
            type="number"
            min={1}
            max={30}
            required
            aria-describedby={describedBy}
            value={days}
            onInput={(event) => setDays(event.currentTarget.value)}
          />
        )}
      </Field>
      {team.inboxes.value.length > 1 && (
        <Select
          label="Inbox"
          value={inbox}
          options={[["", "Every inbox"], ...team.inboxes.value.map(({ key, name }): [string, string] => [key, name])]}
          onChange={setInbox}
        />
      )}
      <Switch label="With drafts" hint="As if all drafts were published" on={drafts} onChange={setDrafts} />
      <Select
        label="Error budget"
        value={calibration}
        options={[
          ["now", "As now"],
          ["none", "None: a fixed threshold"],
          ...calibrationsOf(history).map(({ id, budget, at }): [string, string] => [id, `${percent(budget)}, set ${ago(at, minute.value)} ago`]),
        ]}
        onChange={setCalibration}
      />
      {none && (
        <Field label="Answer from, in per cent" hint={wanted === "wrong" ? "A number from 0 to 100" : "Empty: the threshold of each inbox"}>
          {(id, describedBy) => (
            <input
              id={id}
              inputMode="decimal"
              autocomplete="off"
              placeholder="70"
              aria-describedby={describedBy}
              aria-invalid={wanted === "wrong" || undefined}
              value={threshold}
              onInput={(event) => setThreshold(event.currentTarget.value)}
            />
          )}
        </Field>
      )}
      <Complaint words={problem} />
      <button class="button primary" disabled={busy || going || (none && wanted === "wrong")}>
        <Icon name="replay" size={15} />
        {going ? "One is under way" : "Replay"}
      </button>
      <p class="hint">It is taken without the language model; contacts and figures see nothing of it. The report shows what contacts wrote.</p>
    </form>
  );
}

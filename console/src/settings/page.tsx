// What an admin sets of an inbox while it runs: looks, texts, who may call, when people take over, and the host's keys.

import { useState } from "preact/hooks";
import { changeSettings, modelState, settingsOf } from "../api/people.js";
import type { InboxSettings, Settings } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Select } from "../ui/field.js";
import { useLoad } from "../ui/load.js";
import { Lines, PageHead } from "../ui/page.js";
import { Trouble } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { LooksFields, ModelFields, RulesFields, WayInFields } from "./fields.js";
import { Keys } from "./keys.js";
import { differs } from "./overlay.js";
import { Preview } from "./preview.js";

export function SettingsPage({ openDrawer }: { openDrawer: () => void }) {
  const desk = useDesk();
  const inboxes = desk.team.inboxes.value;
  const [chosen, setChosen] = useState<string | null>(null);
  const key = chosen ?? inboxes[0]?.key;
  return (
    <div class="page wide">
      <PageHead title="Inbox settings" openDrawer={openDrawer}>
        {inboxes.length > 1 && (
          <Select
            quiet
            label="Inbox"
            value={key ?? ""}
            options={inboxes.map((inbox) => [inbox.key, inbox.name])}
            onChange={setChosen}
          />
        )}
      </PageHead>
      <div class="page-body">{key ? <OfInbox key={key} inbox={key} /> : <Lines count={6} />}</div>
    </div>
  );
}

function OfInbox({ inbox }: { inbox: string }) {
  const link = useDesk().link.value === "open";
  const state = useLoad(() => settingsOf(inbox), [inbox, link]);
  const model = useLoad(modelState, [link]).value;
  if (state.problem && !state.value) return <Trouble words={state.problem} again={state.again} />;
  if (!state.value) return <Lines count={6} />;
  return (
    <>
      <Form key={state.value.version} state={state.value} hasModel={model && model.configured} onSaved={state.set} reread={state.again} />
      <Keys inbox={inbox} keys={state.value.keys} reread={state.again} />
    </>
  );
}

interface FormProps {
  state: InboxSettings;
  /** Whether a language model is configured; null until it is known. */
  hasModel: boolean | null;
  onSaved: (state: InboxSettings) => void;
  reread: () => void;
}

function Form({ state, hasModel, onSaved, reread }: FormProps) {
  const desk = useDesk();
  const [wish, setWish] = useState<Settings>(state.settings);
  const changed = differs(wish, state.settings);
  const { busy, problem, submit, setBusy } = useSubmit(async () => {
    onSaved(await changeSettings(state.key, { version: state.version, settings: wish }));
    void desk.team.refresh(desk.me.peek().role);
    toast("Saved. It counts from the next call on");
  }, () => setBusy(false));
  const fields = { wish, defaults: state.defaults, onChange: setWish };
  return (
    <form class="settings" onSubmit={submit}>
      <div class="settings-fields">
        <LooksFields {...fields} />
        <WayInFields {...fields} />
        <ModelFields {...fields} configured={hasModel} />
        <RulesFields {...fields} />
      </div>
      <Preview settings={wish} defaults={state.defaults} />
      <footer class="settings-foot">
        <Complaint words={problem} />
        <button type="button" class="button" disabled={!changed || busy} onClick={() => (setWish(state.settings), reread())}>
          Undo changes
        </button>
        <button class="button primary" disabled={!changed || busy}>
          Save
        </button>
      </footer>
    </form>
  );
}

// Where people write: a reply to the contact or a note for each other.

import type { Row } from "../api/types.js";
import { Icon } from "../ui/icon.js";
import { MOD } from "../ui/mod.js";
import { Kbd } from "../ui/parts.js";
import { WritingField } from "./field.js";
import { GuideDialog } from "./guides.js";
import { Collision, WhoseIsIt } from "./notices.js";
import { Reask } from "./reask.js";
import { useComposer, type ComposerProps, type ComposerState } from "./state.js";
import { SuggestionCard } from "./suggestion.js";
import { FileTray, Toolbar } from "./toolbar.js";

export function Composer(props: ComposerProps) {
  const { thread, row, quiet } = props;
  const state = useComposer(props);
  const { replying, draft, copilot } = state;
  const suggestion = replying && !draft.text ? copilot.suggestion : null;
  return (
    <section class={`composer ${replying ? "" : "for-note"}`} aria-label={replying ? "Reply to the contact" : "Note for people"}>
      <Collision thread={thread} />
      {replying && <WhoseIsIt row={row} />}
      {suggestion && (
        <SuggestionCard
          suggestion={suggestion}
          small={quiet}
          onSend={state.sendSuggestion}
          onEdit={() => state.begin(suggestion.text, true)}
          onDiscard={copilot.discard}
          onGuide={() => state.setGuides(true)}
        />
      )}
      <Tabs state={state} />
      <Field state={state} row={row} />
      {replying && <BeforeSending state={state} />}
      <Foot state={state} row={row} />
      {state.guides && (
        <GuideDialog row={row} first={copilot.suggestion?.guide?.id ?? null} onClose={() => state.setGuides(false)} />
      )}
    </section>
  );
}

function Tabs({ state: { tab, focus, draft } }: { state: ComposerState }) {
  return (
    <div class="composer-tabs" role="group" aria-label="What to write">
      <button aria-pressed={tab === "reply"} onClick={() => focus("reply")}>
        Reply
      </button>
      <button aria-pressed={tab === "note"} onClick={() => focus("note")}>
        <Icon name="note" size={14} />
        Note
      </button>
      {draft.suggestion && tab === "reply" && <span class="composer-made">made of the suggested reply</span>}
    </div>
  );
}

function Field({ state, row }: { state: ComposerState; row: Row }) {
  const { replying, field, text, write, setMissing, send, files } = state;
  return (
    <WritingField
      field={field}
      label={replying ? "Reply" : "Note"}
      placeholder={replying ? "Write to the contact. / for a canned reply" : "Only people see this. @ mentions somebody"}
      value={text}
      row={row}
      canned={replying}
      mentions={!replying}
      onInput={write}
      onMissing={setMissing}
      onSend={send}
      onPaste={files.add}
    />
  );
}

function BeforeSending({ state: { missing, reask, draft, files, change } }: { state: ComposerState }) {
  return (
    <>
      {missing.length > 0 && (
        <p class="soft-notice" role="status">
          <Icon name="alert" size={14} />
          Fill in before sending: {missing.join(", ")}
        </p>
      )}
      <Reask state={reask} />
      <FileTray
        files={draft.files}
        busy={files.busy}
        onDrop={(id) => change({ files: draft.files.filter((one) => one.id !== id) })}
      />
    </>
  );
}

function Foot({ state, row }: { state: ComposerState; row: Row }) {
  const { tab, replying, draft, text, files, copilot, reask } = state;
  const reopens = row.state === "resolved" || row.state === "snoozed";
  const nothing = !text.trim() && (!replying || draft.files.length === 0);
  function openCanned() {
    state.write(`${draft.text}${draft.text && !/\s$/.test(draft.text) ? " " : ""}/`);
    state.focus("reply");
  }
  return (
    <footer class="composer-foot">
      <Toolbar
        tab={tab}
        onFiles={files.add}
        onGuide={() => state.setGuides(true)}
        onCanned={openCanned}
        onSuggest={copilot.ask}
        suggesting={copilot.busy}
      />
      <button class={`button ${replying ? "primary" : "brass"}`} disabled={nothing} onClick={state.send}>
        {!replying ? "Add note" : reask.held ? "Send anyway" : reopens ? "Send and reopen" : "Send"}
        <Kbd keys={`${MOD} ↵`} />
      </button>
    </footer>
  );
}

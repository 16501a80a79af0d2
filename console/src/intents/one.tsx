// One intent in the list: closed a line; open with what leads to it, where it leads, and the examples that were added here.

import { useEffect, useRef } from "preact/hooks";
import { intents } from "../api/intents.js";
import type { AddedExample, Intent } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { humane } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Ago, Badge, IconButton } from "../ui/parts.js";
import { failed, toast } from "../ui/toast.js";
import { examplesWords } from "./words.js";

interface OneIntentProps {
  intent: Intent;
  open: boolean;
  onToggle: () => void;
  onChanged: () => void;
  /** null: not for this role. */
  onTeach: (() => void) | null;
}

export function OneIntent({ intent, open, onToggle, onChanged, onTeach }: OneIntentProps) {
  const row = useRef<HTMLLIElement>(null);
  const { title, examples, added } = intent;
  // It may be opened by its address, far below.
  useEffect(() => void (open && row.current?.scrollIntoView({ block: "nearest" })), [open]);
  return (
    <li class={`entry ${open ? "open" : ""}`} ref={row}>
      <button class="entry-head" data-row aria-expanded={open} onClick={onToggle}>
        <span class="entry-words">
          <b>{title}</b>
        </span>
        {added.length > 0 && <Badge tone="brass">{added.length} added</Badge>}
        <span class="lines-side">{examplesWords(examples + added.length)}</span>
        <Icon name="down" size={14} />
      </button>
      {open && <Detail intent={intent} onChanged={onChanged} onTeach={onTeach} />}
    </li>
  );
}

function Detail({ intent, onChanged, onTeach }: Pick<OneIntentProps, "intent" | "onChanged" | "onTeach">) {
  const { team } = useDesk();
  const { id, guide, source, examples, added } = intent;
  return (
    <div class="entry-detail">
      <dl class="facts">
        <div>
          <dt>Leads to</dt>
          <dd>{guide ? `the guide “${team.guides.value.find((one) => one.id === guide)?.title ?? humane(guide)}”` : "no guide"}</dd>
        </div>
        <div>
          <dt>From its source</dt>
          <dd>
            {examplesWords(examples)}, in {source} as <code>{id}</code>
          </dd>
        </div>
      </dl>
      <section class="added" aria-label={`Added to ${intent.title}`}>
        <h3>Added here</h3>
        {added.length === 0 ? (
          <p class="hint">No example was added here yet. What contacts really wrote is worth most.</p>
        ) : (
          <ul class="lines">
            {added.map((one) => (
              <Added key={one.id} one={one} intent={intent} removes={onTeach !== null} onChanged={onChanged} />
            ))}
          </ul>
        )}
        {onTeach && (
          <button class="button small" onClick={onTeach}>
            <Icon name="plus" size={14} />
            Add an example to it
          </button>
        )}
      </section>
    </div>
  );
}

interface AddedProps {
  one: AddedExample;
  intent: Intent;
  removes: boolean;
  onChanged: () => void;
}

function Added({ one, intent, removes, onChanged }: AddedProps) {
  const row = useRef<HTMLLIElement>(null);
  async function remove() {
    await intents.remove(one.id);
    // Who goes by keys is not thrown back to the beginning of the page.
    const near = row.current?.nextElementSibling ?? row.current?.previousElementSibling ?? row.current?.closest(".entry");
    near?.querySelector("button")?.focus();
    onChanged();
    toast("The example is removed", () => void intents.add(intent.id, one.text).then(onChanged, failed));
  }
  return (
    <li ref={row}>
      <div class="lines-main">
        <q dir="auto">{one.text}</q>
        <small>
          {one.by?.name ?? "Somebody who left"}, <Ago at={one.at} />
        </small>
      </div>
      {removes && <IconButton icon="trash" label={`Remove “${one.text}”`} onClick={() => void remove().catch(failed)} />}
    </li>
  );
}

// One call of a language model, folded out to exactly what was sent.

import { useState } from "preact/hooks";
import type { ModelCall } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { href } from "../shell/router.js";
import { ending, isOpen } from "../store/model-words.js";
import { cost, count, duration } from "../store/numbers.js";
import { atClock, inFull } from "../store/time.js";
import { humane } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Badge } from "../ui/parts.js";

export function CallView({ call, inbox }: { call: ModelCall; inbox: string }) {
  const [open, setOpen] = useState(false);
  const { name, hint, tone } = ending(call.outcome);
  const wanted = useName(call.person_id);
  const started = isOpen(call.outcome);
  const taken = (words: string) => (started ? "not known" : words);
  const facts: [string, string][] = [
    ["When", inFull(call.at)],
    ["Inbox", inbox],
    ["Endpoint", call.endpoint],
    ["Model", call.model || "–"],
    ["Prompt", `${call.prompt} (${call.prompt_hash})`],
    ["Outcome", hint ? `${name}: ${hint.charAt(0).toLowerCase()}${hint.slice(1)}` : name],
    ["Of its turn", `call ${count(call.number + 1)}`],
    ["Tokens", taken(`${count(call.tokens_in)} out of here, ${count(call.tokens_out)} back`)],
    ["Cost", taken(cost(call.cost_micros))],
    ["Wanted by", wanted ? `${wanted}, ${call.conversation_id ? "for a suggestion" : "who tried something out"}` : call.contact_id ? "the contact’s message" : "not known"],
    ["Contact", call.contact_id ?? "nobody’s"],
    ["Message", call.message_id ?? "none"],
  ];
  return (
    <li class={`entry ${open ? "open" : ""}`}>
      <button class="entry-head" data-row aria-expanded={open} onClick={() => setOpen(!open)}>
        <span class="avatar small nobody">
          <Icon name="send" size={14} />
        </span>
        <span class="entry-words">
          <b>{humane(call.prompt)}</b> to {call.model || call.endpoint}{" "}
          <span class="left-short">
            {started ? "under way, or lost" : `${count(call.tokens_in)} + ${count(call.tokens_out)} tokens, ${duration(call.duration_ms)}`}
          </span>
        </span>
        <Badge tone={tone} title={hint}>
          {name}
        </Badge>
        <time dateTime={call.at} title={inFull(call.at)}>
          {atClock(call.at)}
        </time>
        <Icon name="down" size={14} />
      </button>
      {open && (
        <div class="entry-detail left-detail">
          <dl class="facts">
            {facts.map(([what, words]) => (
              <div key={what}>
                <dt>{what}</dt>
                <dd>{words}</dd>
              </div>
            ))}
          </dl>
          <Sent title="Sent as the system’s message" text={call.system} />
          <Sent title="Sent as the user’s message" text={call.user} />
          {call.conversation_id && (
            <a class="button small" href={href({ page: "inbox", view: "all", id: call.conversation_id })}>
              Open the conversation
            </a>
          )}
        </div>
      )}
    </li>
  );
}

function useName(person: string | null): string | null {
  const { team } = useDesk();
  return person && (team.members.value.find(({ id }) => id === person)?.name ?? person);
}

const Sent = ({ title, text }: { title: string; text: string }) => (
  <section class="sent" aria-label={title}>
    <h3>
      {title} <small>{count([...text].length)} characters</small>
    </h3>
    <pre tabIndex={0}>{text}</pre>
  </section>
);

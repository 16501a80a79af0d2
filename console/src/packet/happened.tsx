// What happened before: errors seen, what the contact did, which steps were tried.

import { useState } from "preact/hooks";
import type { PageError, PageEvent, StepReport } from "../api/types.js";
import type { Thread } from "../store/threads.js";
import { atClock } from "../store/time.js";
import { humane, STEP, stepReason } from "../store/words.js";
import { Icon } from "../ui/icon.js";
import { Section } from "./packet.js";

const DID = { navigation: "Went to", click: "Clicked", host: "Product said" } as const;
/** The last few tell what they were doing; the rest unfolds. */
const FEW = 5;

export function Errors({ errors }: { errors: PageError[] }) {
  if (errors.length === 0) return null;
  return (
    <Section title="Errors seen" icon="alert">
      <ul class="packet-errors">
        {errors.toReversed().map((error, at) => (
          <li key={at}>
            {error.code && <code>{error.code}</code>}
            <span>{error.text}</span>
            {error.at && <time dateTime={error.at}>{atClock(error.at)}</time>}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function Doing({ events }: { events: PageEvent[] }) {
  const [all, setAll] = useState(false);
  if (events.length === 0) return null;
  const shown = all ? events : events.slice(-FEW);
  return (
    <Section title="What they were doing" icon="clock">
      {events.length > FEW && (
        <button class="link" onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${events.length - FEW} earlier`}
        </button>
      )}
      <ol class={`packet-events ${events.some(({ at }) => at) ? "" : "timeless"}`}>
        {shown.map((event, at) => (
          <li key={at}>
            {event.at ? <time dateTime={event.at}>{atClock(event.at)}</time> : <span />}
            <span>
              <i>{DID[event.kind]}</i> {event.text}
            </span>
          </li>
        ))}
      </ol>
    </Section>
  );
}

const MARK = { completed: "check", failed: "cross", skipped: "skip" } as const;

export function Tried({ tried, thread }: { tried: StepReport[]; thread: Thread }) {
  if (tried.length === 0) return null;
  const guides = [...new Set(tried.map(({ guide }) => guide))];
  // The log often holds the guide itself, with its words.
  const played = new Map(
    thread.entries.value.flatMap((entry) =>
      entry.kind === "message" && entry.play ? [[entry.play.guide.id, entry.play.guide] as const] : [],
    ),
  );
  return (
    <Section title="Steps tried" icon="guide">
      {guides.map((id) => (
        <div key={id} class="packet-guide">
          <b>{played.get(id)?.title ?? humane(id)}</b>
          <ol class="steps">
            {tried
              .filter(({ guide }) => guide === id)
              .map(({ step, outcome, reason }, at) => (
                <li key={at} class={outcome}>
                  <span class="step-mark">
                    <Icon name={MARK[outcome]} size={13} />
                  </span>
                  <span>
                    {played.get(id)?.steps.find((one) => one.id === step)?.instruction ?? humane(step)} <i>{STEP[outcome]}</i>
                    {reason && <small>{stepReason(reason)}</small>}
                  </span>
                </li>
              ))}
          </ol>
        </div>
      ))}
    </Section>
  );
}

// An inbox's hours at a glance: open or not, what a contact who waits is told, the week as bars, the days that differ.

import { useState } from "preact/hooks";
import type { HoursBody, Inbox, Span } from "../api/types.js";
import { minute } from "../store/clock.js";
import { Badge } from "../ui/parts.js";
import { HoursDialog } from "./hours-dialog.js";
import { A_DAY, DAYS, inWords, minutes } from "./week.js";
import { clockIn, timeIn } from "./zones.js";

const MOST_HOLIDAYS = 4;

export function HoursCard({ inbox, onChanged }: { inbox: Inbox; onChanged: (inbox: Inbox) => void }) {
  const [editing, setEditing] = useState(false);
  const { hours } = inbox;
  return (
    <>
      <article class="card hours">
        <header>
          <h3>{inbox.name}</h3>
          <Badge tone={inbox.open ? "green" : "grey"}>{hours === null ? "Always open" : inbox.open ? "Open now" : "Closed now"}</Badge>
          <button class="button small" aria-label={`Edit the hours of ${inbox.name}`} onClick={() => setEditing(true)}>
            Edit
          </button>
        </header>
        <Told inbox={inbox} />
        {hours && <Week hours={hours} />}
        {hours && <Holidays hours={hours} />}
      </article>
      {editing && <HoursDialog inbox={inbox} onClose={() => setEditing(false)} onChanged={onChanged} />}
    </>
  );
}

/** What the server answers whoever waits (docs/protocol.md, "Waiting for a person"), in words. */
function Told({ inbox: { open, back_at, hours } }: { inbox: Inbox }) {
  const words = open
    ? "People are there. How long it takes is said where the last hour tells it, and it is at least 30 seconds."
    : back_at
      ? `Nobody is there now; people are back ${timeIn(hours?.time_zone ?? "UTC", back_at)}.`
      : "Nobody is there, and no day is open within a year, so no time is promised.";
  return (
    <p class="told">
      <small>The server’s word to a contact who waits</small>
      {words}
    </p>
  );
}

function Week({ hours }: { hours: HoursBody }) {
  const clock = clockIn(hours.time_zone, minute.value);
  return (
    <>
      <dl class="week">
        {DAYS.map(([day, short]) => (
          <div key={day}>
            <dt>{short}</dt>
            <dd>
              <DayBar spans={hours.week[day]} />
              <span class={hours.week[day].length === 0 ? "quiet" : ""}>{inWords(hours.week[day])}</span>
            </dd>
          </div>
        ))}
      </dl>
      <p class="hint">
        {hours.time_zone}
        {clock && `, where it is ${clock}`}
      </p>
    </>
  );
}

/** The day from midnight to midnight, what is open filled. */
function DayBar({ spans }: { spans: Span[] }) {
  return (
    <svg class="day-bar" viewBox={`0 0 ${A_DAY} 60`} preserveAspectRatio="none" aria-hidden="true">
      <rect width={A_DAY} height="60" class="closed" />
      {spans.map(([from, to]) => (
        <rect key={from} x={minutes(from)} width={minutes(to) - minutes(from)} height="60" class="open" />
      ))}
    </svg>
  );
}

function Holidays({ hours }: { hours: HoursBody }) {
  const today = new Date().toISOString().slice(0, 10);
  const coming = hours.holidays.filter(({ date }) => date >= today);
  if (coming.length === 0) return <p class="hint">No holidays ahead.</p>;
  return (
    <ul class="holidays" aria-label="Days that differ">
      {coming.slice(0, MOST_HOLIDAYS).map(({ date, name, open }) => (
        <li key={date}>
          <time dateTime={date}>{dayInWords(date)}</time> {name}
          <span class="quiet"> {inWords(open).toLowerCase()}</span>
        </li>
      ))}
      {coming.length > MOST_HOLIDAYS && <li class="quiet">and {coming.length - MOST_HOLIDAYS} more</li>}
    </ul>
  );
}

const DAY = new Intl.DateTimeFormat(undefined, { weekday: "short", day: "numeric", month: "short", timeZone: "UTC" });
const dayInWords = (date: string) => DAY.format(new Date(`${date}T00:00:00Z`));

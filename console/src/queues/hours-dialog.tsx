// Editing an inbox's hours: always open, or a week with its time zone and the days that differ.

import { useId, useState } from "preact/hooks";
import { setHours } from "../api/people.js";
import type { Holiday, HoursBody, Inbox } from "../api/types.js";
import { minute } from "../store/clock.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Field } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { IconButton } from "../ui/parts.js";
import { toast } from "../ui/toast.js";
import { Spans } from "./spans.js";
import { DAYS, problemsOf, tidy, USUAL } from "./week.js";
import { clockIn, here, zones } from "./zones.js";

interface HoursDialogProps {
  inbox: Inbox;
  onClose: () => void;
  onChanged: (inbox: Inbox) => void;
}

export function HoursDialog({ inbox, onClose, onChanged }: HoursDialogProps) {
  const [always, setAlways] = useState(inbox.hours === null);
  const [wish, setWish] = useState<HoursBody>(() => inbox.hours ?? USUAL(here()));
  const [looked, setLooked] = useState(false);
  const problems = always ? new Map<string, string>() : problemsOf(wish, zones);
  const { busy, problem, submit } = useSubmit(async () => {
    onChanged(await setHours(inbox.key, always ? null : tidy(wish)));
    toast(`Hours of ${inbox.name} saved`);
  }, onClose);
  function save(event: Event) {
    event.preventDefault();
    setLooked(true);
    if (problems.size === 0) submit();
  }
  const wrong = (where: string) => (looked || where !== "zone" ? problems.get(where) : undefined);
  return (
    <Dialog title={`Hours of ${inbox.name}`} onClose={onClose} wide>
      <form class="dialog-form" onSubmit={save} noValidate>
        <div class="segments" role="group" aria-label="When people are there">
          <button type="button" aria-pressed={!always} onClick={() => setAlways(false)}>
            By the week
          </button>
          <button type="button" aria-pressed={always} onClick={() => setAlways(true)}>
            Always open
          </button>
        </div>
        {always ? (
          <p class="hint">Contacts are never told a time when people are back; a handoff always alarms.</p>
        ) : (
          <>
            <Zone zone={wish.time_zone} wrong={wrong("zone")} onChange={(time_zone) => setWish({ ...wish, time_zone })} />
            <div class="week-editor">
              {DAYS.map(([day, , name]) => (
                <Spans
                  key={day}
                  name={name}
                  spans={wish.week[day]}
                  wrong={wrong(day)}
                  onChange={(spans) => setWish({ ...wish, week: { ...wish.week, [day]: spans } })}
                />
              ))}
            </div>
            <Holidays holidays={wish.holidays} wrong={wrong} onChange={(holidays) => setWish({ ...wish, holidays })} />
          </>
        )}
        <Complaint words={looked && problems.size > 0 ? "Not saved yet: mend what is marked above." : problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={busy}>
            Save
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

function Zone({ zone, wrong, onChange }: { zone: string; wrong: string | undefined; onChange: (zone: string) => void }) {
  const list = useId();
  const clock = zones.includes(zone) ? clockIn(zone, minute.value) : null;
  return (
    <Field label="Time zone" hint={wrong ?? (clock ? `It is ${clock} there now; clock changes are minded` : "Begin to type a city")}>
      {(id, describedBy) => (
        <>
          <input
            id={id}
            class="zone"
            list={list}
            value={zone}
            autocomplete="off"
            aria-invalid={wrong ? true : undefined}
            aria-describedby={describedBy}
            onInput={(event) => onChange(event.currentTarget.value.trim())}
          />
          <datalist id={list}>
            {zones.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

interface HolidaysProps {
  holidays: Holiday[];
  wrong: (where: string) => string | undefined;
  onChange: (holidays: Holiday[]) => void;
}

function Holidays({ holidays, wrong, onChange }: HolidaysProps) {
  const put = (at: number, change: Partial<Holiday>) =>
    onChange(holidays.map((one, index) => (index === at ? { ...one, ...change } : one)));
  return (
    <fieldset class="holidays-editor">
      <legend>Days that differ</legend>
      {holidays.length === 0 && <p class="hint">Holidays, and days that are open all the same.</p>}
      {holidays.map(({ date, name, open }, at) => (
        <div key={at} class="holiday">
          <input type="date" aria-label="Day" value={date} onInput={(event) => put(at, { date: event.currentTarget.value })} />
          <input
            aria-label="What day it is"
            placeholder="Christmas"
            maxLength={100}
            value={name}
            onInput={(event) => put(at, { name: event.currentTarget.value })}
          />
          <Spans name={name || "this day"} bare spans={open} wrong={wrong(`holiday ${at}`)} onChange={(spans) => put(at, { open: spans })} />
          <IconButton icon="trash" label={`Remove ${name || "this day"}`} onClick={() => onChange(holidays.filter((_, index) => index !== at))} />
        </div>
      ))}
      <button type="button" class="button small" onClick={() => onChange([...holidays, { date: "", name: "", open: [] }])}>
        <Icon name="plus" size={14} />
        Add a day
      </button>
    </fieldset>
  );
}

// A site is added, or read in another way: where it begins, which of its pages, and how often.

import { useState } from "preact/hooks";
import { sites } from "../api/sites.js";
import type { Site, SiteBody } from "../api/types.js";
import { Complaint, useSubmit } from "../ui/confirm.js";
import { Dialog } from "../ui/dialog.js";
import { Select, TextField } from "../ui/field.js";
import { linesOf, LongField } from "../ui/long-field.js";
import { toast } from "../ui/toast.js";
import { addressOf, DAY, WEEK } from "./words.js";

interface SiteDialogProps {
  /** null: a new one. */
  site: Site | null;
  onDone: () => void;
  onClose: () => void;
}

/** As it is typed. */
interface Form {
  start: string;
  source: string;
  prefix: string;
  within: string;
  without: string;
  often: string;
  hours: string;
  grace: string;
}

const NEVER = "never";
const HOURS = "hours";
const OFTEN: [value: string, name: string][] = [
  [`${DAY}`, "Every day"],
  [`${WEEK}`, "Every week"],
  [HOURS, "Every so many hours"],
  [NEVER, "Never by itself"],
];
const BLANK: Form = { start: "", source: "", prefix: "", within: "", without: "", often: `${DAY}`, hours: "6", grace: "7" };

const formOf = ({ start, source, prefix, within, without, every_hours, grace_days }: Site): Form => ({
  start,
  source,
  prefix,
  within: within.join("\n"),
  without: without.join("\n"),
  often: every_hours === null ? NEVER : every_hours === DAY || every_hours === WEEK ? `${every_hours}` : HOURS,
  hours: `${every_hours ?? BLANK.hours}`,
  grace: `${grace_days}`,
});

const bodyOf = ({ start, source, prefix, within, without, often, hours, grace }: Form): SiteBody => ({
  start: addressOf(start),
  ...(source.trim() && { source: source.trim() }),
  prefix: prefix.trim(),
  within: linesOf(within),
  without: linesOf(without),
  every_hours: often === NEVER ? null : Number(often === HOURS ? hours : often),
  grace_days: Number(grace),
});

const whole = (text: string, least: number) => /^\d+$/.test(text.trim()) && Number(text) >= least;

export function SiteDialog({ site, onDone, onClose }: SiteDialogProps) {
  const [form, setForm] = useState<Form>(() => (site ? formOf(site) : BLANK));
  const put = (name: keyof Form) => (value: string) => setForm((was) => ({ ...was, [name]: value }));
  const wrongHours = form.often === HOURS && !whole(form.hours, 1);
  const wrongGrace = !whole(form.grace, 0);
  const save = useSubmit(async () => {
    const body = bodyOf(form);
    const saved = await (site ? sites.change(site.id, body) : sites.add(body));
    toast(site ? `${saved.source} is changed` : `${saved.source} is in the list, and is read now`);
    onDone();
  }, onClose);
  return (
    <Dialog title={site ? `Change ${site.source}` : "Add a site"} onClose={onClose} wide>
      <form class="dialog-form site-form" onSubmit={save.submit}>
        <TextField
          label="Start address"
          hint="A page whose links lead on, or a sitemap (its address ends with .xml), whose pages alone are read"
          value={form.start}
          placeholder="https://help.example.com/docs/"
          inputMode="url"
          autocomplete="off"
          onInput={put("start")}
          required
        />
        {!site && (
          <TextField
            label="Name"
            hint="What its articles say they come from; the address unless given"
            value={form.source}
            maxLength={100}
            autocomplete="off"
            onInput={put("source")}
          />
        )}
        <div class="form-columns">
          <Often form={form} put={put} wrong={wrongHours} />
          <TextField
            label="Days of grace"
            hint={wrongGrace ? "A whole number of days" : "How long the article of a page that vanished stays"}
            value={form.grace}
            inputMode="numeric"
            autocomplete="off"
            invalid={wrongGrace}
            onInput={put("grace")}
          />
        </div>
        <Scope form={form} put={put} />
        <Complaint words={save.problem} />
        <footer class="dialog-foot">
          <button type="button" class="button" onClick={onClose}>
            Cancel
          </button>
          <button class="button primary" disabled={save.busy || wrongHours || wrongGrace || !form.start.trim()}>
            {site ? "Save" : "Add and read it"}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

interface PartProps {
  form: Form;
  put: (name: keyof Form) => (value: string) => void;
}

const Often = ({ form, put, wrong }: PartProps & { wrong: boolean }) => (
  <div class="often">
    <Select label="How often it is read" value={form.often} options={OFTEN} onChange={put("often")} />
    {form.often === HOURS && (
      <TextField
        label="Hours between two readings"
        {...(wrong && { hint: "A whole number of hours, 1 or more" })}
        value={form.hours}
        inputMode="numeric"
        autocomplete="off"
        invalid={wrong}
        onInput={put("hours")}
      />
    )}
  </div>
);

const Scope = ({ form, put }: PartProps) => (
  <fieldset class="audience">
    <legend>Which pages</legend>
    <p class="hint">Nothing given means all of the site. In a pattern * is anything.</p>
    <TextField label="Paths begin with" value={form.prefix} placeholder="/docs/" autocomplete="off" onInput={put("prefix")} />
    <div class="form-columns">
      <LongField
        label="Only pages like"
        hint="Patterns one a line, of which one has to fit the path"
        value={form.within}
        placeholder="/docs/*/howto*"
        onInput={put("within")}
      />
      <LongField
        label="Not pages like"
        hint="Patterns one a line, of which none may fit"
        value={form.without}
        placeholder="/docs/archive/*"
        onInput={put("without")}
      />
    </div>
  </fieldset>
);

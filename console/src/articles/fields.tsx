// What an article says about itself, apart from its text.

import { useState } from "preact/hooks";
import { articles } from "../api/knowledge.js";
import type { Meta } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { Checks } from "../ui/checks.js";
import { Field, TextField } from "../ui/field.js";
import { useLoad } from "../ui/load.js";
import { LongField } from "../ui/long-field.js";
import { TagsField } from "../ui/tags.js";
import { audienceWords, type Text } from "./words.js";

/** Words that other articles use, to choose from. */
export function useKnown() {
  const all = useLoad(async () => (await articles.list({ limit: 200 })).articles, []).value ?? [];
  const words = (of: (row: (typeof all)[number]) => string[]) => [...new Set(all.flatMap(of))].sort();
  return {
    areas: words(({ product_area }) => (product_area ? [product_area] : [])),
    plans: words(({ audience }) => audience.plans),
    roles: words(({ audience }) => audience.roles),
    locales: words(({ audience }) => audience.locales),
  };
}

export function MetaFields({ text: { meta }, onChange }: { text: Text; onChange: (meta: Meta) => void }) {
  const { team } = useDesk();
  const known = useKnown();
  const [open, setOpen] = useState(false);
  const put = (change: Partial<Meta>) => onChange({ ...meta, ...change });
  const inboxes = team.inboxes.value;
  const nameOf = (key: string) => inboxes.find((one) => one.key === key)?.name ?? key;
  const asked = meta.questions.filter((one) => one.trim()).length;
  return (
    <div class="dialog-form">
      <TextField
        label="Title"
        value={meta.title ?? ""}
        placeholder="Else the first heading of the text"
        onInput={(title) => put({ title })}
        maxLength={200}
      />
      <details class="meta" open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
        <summary>
          <b>Details</b>
          {!open && (
            <span class="cut">
              {[meta.product_area, audienceWords(meta, nameOf), asked === 1 ? "1 question" : `${asked} questions`]
                .filter(Boolean)
                .join(" · ")}
            </span>
          )}
        </summary>
        <div class="dialog-form">
          <TextField
            label="Description"
            hint="One sentence on what it is about"
            value={meta.description ?? ""}
            onInput={(description) => put({ description })}
            maxLength={500}
          />
          <div class="form-columns">
            <Area value={meta.product_area ?? ""} known={known.areas} onInput={(product_area) => put({ product_area })} />
            <TextField
              label="Public address"
              hint="Where contacts read it; citations lead there"
              type="url"
              value={meta.url ?? ""}
              placeholder="https://"
              onInput={(url) => put({ url })}
              maxLength={500}
            />
          </div>
          <LongField
            label="Questions it answers"
            hint="One a line, as contacts would ask. They lead to the article and are never quoted"
            rows={4}
            value={meta.questions.join("\n")}
            onInput={(text) => put({ questions: text.split("\n") })}
          />
          <fieldset class="audience">
            <legend>For whom</legend>
            <p class="hint">Nothing chosen means everybody. Nobody else is answered from it.</p>
            <div class="form-columns">
              <TagsField label="Plans" tags={meta.plans} known={known.plans} onChange={(plans) => put({ plans })} />
              <TagsField label="Roles" tags={meta.roles} known={known.roles} onChange={(roles) => put({ roles })} />
              <TagsField
                label="Languages"
                tags={meta.locales}
                known={known.locales}
                placeholder="en-GB"
                onChange={(locales) => put({ locales })}
              />
            </div>
            {inboxes.length > 1 && (
              <Checks
                legend="Inboxes"
                all="Every inbox"
                options={inboxes.map(({ key, name }) => ({ key, name }))}
                chosen={meta.inboxes}
                onChange={(list) => put({ inboxes: list })}
              />
            )}
          </fieldset>
        </div>
      </details>
    </div>
  );
}

interface AreaProps {
  value: string;
  known: string[];
  onInput: (area: string) => void;
}

export const Area = ({ value, known, onInput }: AreaProps) => (
  <Field label="Product area" hint="Asked on its pages, it counts for more">
    {(id, describedBy) => (
      <>
        <input
          id={id}
          list={`${id}-areas`}
          value={value}
          maxLength={100}
          aria-describedby={describedBy}
          onInput={(event) => onInput(event.currentTarget.value)}
        />
        <datalist id={`${id}-areas`}>
          {known.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
      </>
    )}
  </Field>
);

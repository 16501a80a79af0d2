// A day's open times: none is closed, and there may be several.

import type { Span } from "../api/types.js";
import { Icon } from "../ui/icon.js";
import { IconButton } from "../ui/parts.js";
import { another, fromField, toField } from "./week.js";

interface SpansProps {
  name: string;
  spans: Span[];
  wrong: string | undefined;
  onChange: (spans: Span[]) => void;
  /** Its name stands elsewhere. */
  bare?: boolean;
}

export function Spans({ name, spans, wrong, onChange, bare = false }: SpansProps) {
  const put = (at: number, span: Span) => onChange(spans.map((one, index) => (index === at ? span : one)));
  return (
    <div class={`spans ${wrong ? "wrong" : ""}`} role="group" aria-label={`Times of ${name}`}>
      {!bare && <b>{name}</b>}
      <div class="spans-list">
        {spans.length === 0 && <span class="quiet">Closed</span>}
        {spans.map(([from, to], at) => (
          <span key={at} class="span">
            <input
              type="time"
              aria-label={`${name}, from`}
              value={from}
              onInput={(event) => put(at, [event.currentTarget.value, to])}
            />
            <i>to</i>
            <input
              type="time"
              aria-label={`${name}, to`}
              value={toField(to)}
              onInput={(event) => put(at, [from, fromField(event.currentTarget.value)])}
            />
            <IconButton icon="cross" label={`Remove ${from} to ${to}`} class="small" onClick={() => onChange(spans.filter((_, index) => index !== at))} />
          </span>
        ))}
        <button type="button" class="button small" aria-label={`${spans.length === 0 ? "Open" : "Add times"} on ${name}`} onClick={() => onChange(another(spans))}>
          <Icon name="plus" size={13} />
          {spans.length === 0 ? "Open" : "Add"}
        </button>
        {wrong && (
          <p class="span-wrong" role="alert">
            {wrong}
          </p>
        )}
      </div>
    </div>
  );
}

// One conversation in a list: who, what about, the last words, and what presses.

import type { Row } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { href, type Place } from "../shell/router.js";
import { minute } from "../store/clock.js";
import { until } from "../store/time.js";
import { contactName, FLAG, standing } from "../store/words.js";
import { Ago, Avatar, Badge, Stars, Waiting } from "../ui/parts.js";

export const ROW_HEIGHT = 88;

interface RowLineProps {
  id: string;
  selected: boolean;
  tab: boolean;
  at: Place;
}

export function RowLine({ id, selected, tab, at }: RowLineProps) {
  const desk = useDesk();
  const row = desk.rows.signal(id)?.value;
  if (!row) return null;
  const me = desk.me.value.id;
  const needsMe = row.waiting_since !== null && row.assignee?.id === me;
  return (
    <a
      class={`row ${needsMe ? "needs" : ""}`}
      href={href({ ...at, id })}
      aria-current={selected ? "true" : undefined}
      tabIndex={tab ? 0 : -1}
      draggable={false}
    >
      <Avatar name={contactName(row)} id={row.contact.id} small />
      <span class="row-body">
        <span class="row-top">
          <b class="cut">{contactName(row)}</b>
          {row.contact.account && <span class="row-account cut">{row.contact.account}</span>}
          <span class="row-when">
            {row.waiting_since && row.state === "open" ? <Waiting since={row.waiting_since} /> : <Ago at={row.updated_at} />}
          </span>
        </span>
        <span class="row-title cut">{row.title}</span>
        <span class="row-low">
          <Preview row={row} me={me} draft={desk.drafts.has(id)} />
          <Marks row={row} me={me} />
        </span>
      </span>
    </a>
  );
}

const BY = { contact: "", ai_agent: "Usher: ", human_agent: "↩ ", system: "" } as const;

function Preview({ row, draft }: { row: Row; me: string; draft: boolean }) {
  if (draft)
    return (
      <span class="row-preview cut">
        <i class="draft">Draft</i> {row.preview?.text}
      </span>
    );
  return <span class="row-preview cut">{row.preview ? BY[row.preview.author] + row.preview.text : "No words yet"}</span>;
}

/** One mark, two at most: what decides whether to look now. */
function Marks({ row, me }: { row: Row; me: string }) {
  const flags = row.flags.filter((flag) => flag !== "waiting_long");
  return (
    <span class="row-marks">
      {row.rating !== null && <Stars stars={row.rating} />}
      {row.rating === null &&
        flags.slice(0, 1).map(
          (flag) =>
            FLAG[flag] && (
              <Badge key={flag} tone={FLAG[flag].tone} title={flags.map((one) => FLAG[one]?.hint).join(" · ")}>
                {FLAG[flag].name}
              </Badge>
            ),
        )}
      {row.state === "snoozed" && row.snoozed_until ? (
        <Badge tone="blue">{until(row.snoozed_until, minute.value)}</Badge>
      ) : (
        <Badge
          tone={
            row.stage === "active" && row.assignee?.id === me
              ? "accent"
              : row.stage === "waiting" || row.stage === "assigned"
                ? "warn"
                : "grey"
          }
        >
          {standing(row, me)}
        </Badge>
      )}
    </span>
  );
}

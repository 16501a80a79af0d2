// Filters of a list, kept in the address, and the export of what they leave.

import { useState } from "preact/hooks";
import { exportMany, type Format } from "../api/people.js";
import { useDesk } from "../shell/context.js";
import { filtersOf, go, type Place } from "../shell/router.js";
import { may } from "../store/views.js";
import { humane, OUTCOME } from "../store/words.js";
import { Select } from "../ui/field.js";
import { Icon } from "../ui/icon.js";
import { Menu } from "../ui/menu.js";

type Name = "inbox" | "queue" | "topic" | "assignee" | "rating" | "outcome" | "from" | "to";

export const FORMATS: [Format, string][] = [
  ["json", "JSON"],
  ["csv", "CSV, for spreadsheets"],
  ["text", "Text, for reading"],
];

export function FilterBar({ at }: { at: Place }) {
  const { me } = useDesk();
  const set = Object.keys(filtersOf(at)).length;
  const full = at.view === "resolved" || at.view === "all";
  const [open, setOpen] = useState(at.view === "resolved" || set > 0);
  const put = (name: Name, value: string) => {
    const { [name]: _, ...rest } = at.query;
    go({ page: "inbox", view: at.view, query: value ? { ...rest, [name]: value } : rest }, true);
  };
  const exportItems = FORMATS.map(([format, label]) => ({
    label,
    icon: "export" as const,
    href: exportMany(at.view, filtersOf(at), format),
  }));
  return (
    <div class="filters">
      <div class="filters-head">
        <button class={`button small ${set > 0 ? "on" : ""}`} aria-expanded={open} onClick={() => setOpen(!open)}>
          <Icon name="filter" size={14} />
          Filters{set > 0 && ` · ${set}`}
        </button>
        {set > 0 && (
          <button class="link" onClick={() => go({ page: "inbox", view: at.view, query: {} }, true)}>
            Clear
          </button>
        )}
        {full && may(me.value.role, "read") && <Menu label="Export" icon="export" class="button small" items={exportItems} />}
      </div>
      {open && <Choices at={at} full={full} put={put} />}
    </div>
  );
}

function Choices({ at, full, put }: { at: Place; full: boolean; put: (name: Name, value: string) => void }) {
  const { team } = useDesk();
  const { query } = at;
  const topics = [...new Set([...team.topics.value, ...(query.topic ? [query.topic] : [])])];
  const choice = (name: Name, label: string, options: [string, string][]) => (
    <Select
      key={name}
      quiet
      label={label}
      value={query[name] ?? ""}
      options={[["", label], ...options]}
      onChange={(value) => put(name, value)}
    />
  );
  return (
    <div class="filters-choices">
      {team.inboxes.value.length > 1 &&
        choice(
          "inbox",
          "Every inbox",
          team.inboxes.value.map(({ key, name }) => [key, name]),
        )}
      {choice(
        "queue",
        "Every queue",
        team.queues.value.map(({ id, name }) => [id, name]),
      )}
      {choice(
        "topic",
        "Every topic",
        topics.map((topic) => [topic, humane(topic)]),
      )}
      {full &&
        choice(
          "assignee",
          "Every agent",
          team.members.value.filter((one) => may(one.role, "act")).map(({ id, name }) => [id, name]),
        )}
      {full &&
        choice(
          "rating",
          "Every rating",
          ["5", "4", "3", "2", "1"].map((stars) => [stars, `${stars} of 5 stars`]),
        )}
      {full &&
        choice(
          "outcome",
          "Every outcome",
          Object.entries(OUTCOME).map(([key, { name }]) => [key, name]),
        )}
      {full && <DateChoice label="From" value={query.from} onChange={(value) => put("from", value)} />}
      {full && <DateChoice label="Until" value={query.to} dayAfter onChange={(value) => put("to", value)} />}
    </div>
  );
}

/** A day as the server's instant: its beginning here, or for `dayAfter` the next day's. */
function DateChoice({
  label,
  value,
  dayAfter = false,
  onChange,
}: {
  label: string;
  value: string | undefined;
  dayAfter?: boolean;
  onChange: (value: string) => void;
}) {
  const shift = dayAfter ? 1 : 0;
  const local = value ? toDay(new Date(value), -shift) : "";
  return (
    <label class={`date ${value ? "set" : ""}`}>
      <span>{label}</span>
      <input type="date" value={local} onChange={(event) => onChange(fromDay(event.currentTarget.value, shift))} />
    </label>
  );
}

function toDay(date: Date, days: number): string {
  const day = new Date(date.getFullYear(), date.getMonth(), date.getDate() + days);
  return `${day.getFullYear()}-${String(day.getMonth() + 1).padStart(2, "0")}-${String(day.getDate()).padStart(2, "0")}`;
}

function fromDay(text: string, days: number): string {
  if (!text) return "";
  const [year = 0, month = 1, day = 1] = text.split("-").map(Number);
  return new Date(year, month - 1, day + days).toISOString().replace(".000Z", "Z");
}

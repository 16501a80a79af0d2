// What a reply looks like filled in: for examples, and for those who read conversations for one of them.

import { useEffect, useState } from "preact/hooks";
import { conversations } from "../api/people.js";
import type { Row, Whole } from "../api/types.js";
import { useDesk } from "../shell/context.js";
import { may } from "../store/views.js";
import { contactName } from "../store/words.js";
import { Select } from "../ui/field.js";
import { useLoad } from "../ui/load.js";
import { firstName, renderParts, VARIABLES, type Known } from "./render.js";

type Values = Record<string, string | null | undefined>;

const EXAMPLE: Values = {
  "contact.name": "Priya Shah",
  "contact.email": "priya@example.com",
  "contact.plan": "plus",
  "contact.account": "Meridian Goods",
  "page.route": "/import/customers",
  "page.title": "Import customers",
  error: "IMP-104",
};
const MOST = 8;

export function Preview({ text, inbox }: { text: string; inbox: string | null }) {
  const { me, team } = useDesk();
  const [who, setWho] = useState("example");
  const reads = may(me.value.role, "read");
  const rows = useLoad(
    async () => (reads ? (await conversations.list({ view: "all", sort: "newest", limit: MOST })).conversations : []),
    [reads],
  );
  const whole = useWhole(who);
  const product = team.inboxes.value.find(({ key }) => key === (whole?.conversation.inbox ?? inbox))?.product ?? team.inboxes.value[0]?.product;
  const of = who === "example" ? EXAMPLE : who === "visitor" ? {} : valuesOf(whole);
  const known: Known = (name) =>
    name === "contact.first_name"
      ? firstName(of["contact.name"])
      : name === "agent.name"
        ? me.value.name
        : name === "agent.first_name"
          ? firstName(me.value.name)
          : name === "product"
            ? product
            : of[name];
  const parts = renderParts(text, known);
  const missing = [...new Set(parts.filter(({ kind }) => kind === "missing").map((part) => part.text))];
  return (
    <aside class="preview" aria-label="Preview">
      <Select
        label="As it is sent to"
        value={who}
        options={[["example", "An example: all is known"], ["visitor", "A visitor: nothing is known"], ...(rows.value ?? []).map(optionOf)]}
        onChange={setWho}
      />
      <div class="preview-words" aria-live="polite">
        {text.trim() ? (
          parts.map(({ text: words, kind }, at) => (kind === "text" ? words : <mark key={at} class={kind} title={MEANS[kind]}>{words}</mark>))
        ) : (
          <span class="quiet">Nothing written yet</span>
        )}
      </div>
      <p class={missing.length > 0 ? "span-wrong" : "hint"} role="status">
        {missing.length > 0
          ? `Not known here: ${missing.map(nameOf).join(", ")}. Whoever sends it is told to fill that in.`
          : parts.some(({ kind }) => kind !== "text")
            ? "All of it is filled in."
            : ""}
      </p>
    </aside>
  );
}

const MEANS = { known: "Filled in", word: "Not known: the word for that", missing: "Not known" };
const optionOf = (row: Row): [string, string] => [row.id, `${contactName(row)}: ${row.title.slice(0, 48)}`];

function nameOf(variable: string): string {
  const name = variable.slice(2, -2).trim();
  return VARIABLES.find((one) => one.name === name)?.words.toLowerCase() ?? name;
}

function valuesOf(whole: Whole | null): Values {
  if (!whole) return {};
  const { contact } = whole.contact;
  const error = whole.packet?.errors.at(-1);
  return {
    "contact.name": contact.name,
    "contact.email": contact.email,
    "contact.plan": contact.plan,
    "contact.account": contact.account,
    "page.route": whole.packet?.page?.route,
    "page.title": whole.packet?.page?.title,
    error: error?.code ?? error?.text,
  };
}

/** The conversation chosen; null for the examples and until it is there. */
function useWhole(who: string): Whole | null {
  const [whole, setWhole] = useState<Whole | null>(null);
  useEffect(() => {
    setWhole(null);
    if (who === "example" || who === "visitor") return;
    let here = true;
    conversations.get(who).then(
      (found) => here && setWhole(found),
      () => {},
    );
    return () => void (here = false);
  }, [who]);
  return whole;
}

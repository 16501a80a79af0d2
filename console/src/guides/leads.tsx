// What leads contacts to a guide: its own questions, the examples of its intents, and what they really asked.

import type { Lead } from "../api/types.js";
import { Few, TalkLink } from "../gaps/card.js";
import { useDesk } from "../shell/context.js";
import { count } from "../store/numbers.js";
import { may } from "../store/views.js";

/** `few`: so many at first. */
const GROUPS: { from: Lead["from"]; name: string; hint: string; none: string; few: number }[] = [
  {
    from: "contacts",
    name: "What contacts asked",
    hint: "In the last 30 days, of whom were offered it; without personal data",
    none: "Nobody was offered it in the last 30 days.",
    few: 12,
  },
  {
    from: "guide",
    name: "Its own questions",
    hint: "As they stand in what is published",
    none: "It has none that are published yet.",
    few: 6,
  },
  {
    from: "intent",
    name: "Examples of its intents",
    hint: "Intents that lead to it, with what was taught here",
    none: "No intent leads to it. Intents name their guide in intents.yaml.",
    few: 6,
  },
];

/** `under`: the level of the heading that it stands under. */
export function Leads({ leads, under = 1 }: { leads: Lead[]; under?: 1 | 2 }) {
  const Heading = under === 1 ? "h2" : "h3";
  const { me } = useDesk();
  const reads = may(me.value.role, "read");
  return (
    <div class="leads">
      {GROUPS.map(({ from, name, hint, none, few }) => {
        const found = leads.filter((one) => one.from === from);
        return (
          <section key={from} aria-label={name}>
            <Heading>
              {name} <span class="total">{found.length}</span>
            </Heading>
            {found.length === 0 ? (
              <p class="hint">{none}</p>
            ) : (
              <>
                <p class="hint">{hint}</p>
                <Few all={found} few={few} more={(hidden) => `${count(hidden)} more`}>
                  {(one, at) => <LeadLine key={at} lead={one} reads={reads} />}
                </Few>
              </>
            )}
          </section>
        );
      })}
    </div>
  );
}

const LeadLine = ({ lead: { text, count: times, conversation }, reads }: { lead: Lead; reads: boolean }) => (
  <li>
    <q dir="auto">{text}</q>
    {times > 0 && (
      <small>
        {times === 1 ? "once" : `${count(times)} times`}
        {conversation && reads && <TalkLink conversation={conversation} question={text} />}
      </small>
    )}
  </li>
);

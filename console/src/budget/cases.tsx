// The cases that a choice is about: answered wrongly, newly held back, newly answered.

import { useState } from "preact/hooks";
import type { Consequences, Proposal } from "../api/types.js";
import { count, percent } from "../store/numbers.js";
import { humane } from "../store/words.js";
import { Badge } from "../ui/parts.js";
import { casesAt, type CasesAt } from "./choice.js";

const LISTS: [key: keyof CasesAt, name: string, says: string, none: string][] = [
  ["wrong", "Answered wrongly", "What contacts would be told, and is wrong. The surest first.", "None of the cases would be answered wrongly."],
  ["held", "Newly to a person", "Answered now; at this budget a person has to.", "Nothing that is answered now would go to a person."],
  ["fresh", "Newly answered", "A person has these now; at this budget Usher would answer.", "Nothing more would be answered than now."],
];
const FEW = 8;

export function CaseLists({ consequences, index }: { consequences: Consequences; index: number }) {
  const [shown, setShown] = useState<keyof CasesAt>("wrong");
  const [all, setAll] = useState(false);
  const lists = casesAt(consequences, index);
  const [, name, says, none] = LISTS.find(([key]) => key === shown)!;
  const list = lists[shown];
  return (
    <section class="block" aria-label="Cases at this budget">
      <h3>The cases behind it</h3>
      <div class="segments start" role="group" aria-label="Which cases">
        {LISTS.map(([key, words]) => (
          <button key={key} aria-pressed={shown === key} onClick={() => (setShown(key), setAll(false))}>
            {words} <small>{count(lists[key].length)}</small>
          </button>
        ))}
      </div>
      <p class="hint">{list.length > 0 ? says : none}</p>
      {list.length > 0 && (
        <ul class="lines" aria-label={name}>
          {(all ? list : list.slice(0, FEW)).map((one) => (
            <CaseLine key={`${one.suite} ${one.id}`} one={one} />
          ))}
        </ul>
      )}
      {list.length > FEW && (
        <button class="link start" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer" : `${list.length - FEW} more`}
        </button>
      )}
    </section>
  );
}

const CaseLine = ({ one }: { one: Proposal }) => (
  <li>
    <div class="lines-main">
      <span dir="auto">{one.title}</span>
      <small>{[one.suite, one.id, one.topic && humane(one.topic)].filter(Boolean).join(" · ")}</small>
    </div>
    <span class="lines-side">{percent(one.probability)} sure</span>
    <span class="badges">
      {one.kind === "guide" && <Badge>Guide</Badge>}
      <Badge tone={one.right ? "green" : "bad"}>{one.right ? "Right" : "Wrong"}</Badge>
    </span>
  </li>
);

// What a choice means for each topic.

import { useState } from "preact/hooks";
import type { Consequence } from "../api/types.js";
import { count, percent } from "../store/numbers.js";
import { humane } from "../store/words.js";
import { Badge } from "../ui/parts.js";
import { topicsAt } from "./choice.js";

const FEW = 7;

export function Topics({ choice, now }: { choice: Consequence; now: Consequence }) {
  const [all, setAll] = useState(false);
  const lines = topicsAt(choice, now);
  return (
    <div class="topics">
      <div class="table-box" tabIndex={0} role="region" aria-label="By topic">
        <table class="table numbers">
          <thead>
            <tr>
              <th scope="col">Topic</th>
              {["Cases", "Answered", "Wrong", "From"].map((name) => (
                <th key={name} scope="col" class="number">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {(all ? lines : lines.slice(0, FEW)).map(({ topic, cases, answered, wrong, threshold, own, now: before }) => (
              <tr key={topic}>
                <th scope="row">
                  {topic ? humane(topic) : "No topic"}
                  {own && <Badge title="It has a threshold of its own: it has cases enough">own</Badge>}
                </th>
                <td class="number">{count(cases)}</td>
                <td class="number">
                  {count(answered)}
                  <Before value={before.answered} then={answered} />
                </td>
                <td class="number">
                  {count(wrong)}
                  <Before value={before.wrong} then={wrong} />
                </td>
                <td class="number">{threshold === null ? "never" : percent(threshold)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {lines.length > FEW && (
        <button class="link start" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? "Fewer topics" : `${lines.length - FEW} more topics`}
        </button>
      )}
    </div>
  );
}

const Before = ({ value, then }: { value: number; then: number }) => <small>{value === then ? " as now" : ` now ${count(value)}`}</small>;

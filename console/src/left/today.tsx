// What language models were asked for today (UTC), all together and by prompt.

import type { ModelState } from "../api/types.js";
import { cost, count } from "../store/numbers.js";
import { humane } from "../store/words.js";

export function Today({ state }: { state: ModelState }) {
  const { today, identity } = state;
  const tiles: [string, string, string][] = [
    ["Calls", count(today.calls), today.failed > 0 ? `${count(today.failed)} of them failed` : "none of them failed"],
    ["Tokens out of here", count(today.tokens_in), "instructions, passages and conversations"],
    ["Tokens back", count(today.tokens_out), "what was written"],
    ["Cost", cost(today.cost_micros), today.cost_micros === 0 ? "no price is configured" : "in the currency of your prices"],
  ];
  return (
    <section class="block" aria-label="Figures of today">
      <h2>Today</h2>
      <p class="hint">
        Since midnight UTC. {identity && <>Configured is <code>{identity}</code>.</>}
      </p>
      <dl class="tiles">
        {tiles.map(([name, value, more]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <b>{value}</b>
              <span>{more}</span>
            </dd>
          </div>
        ))}
      </dl>
      {today.by_prompt.length > 0 && (
        <div class="table-box" tabIndex={0} role="region" aria-label="By prompt">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">Prompt</th>
                <th scope="col">Model</th>
                {["Calls", "Failed", "Tokens out of here", "Tokens back", "Cost"].map((name) => (
                  <th key={name} scope="col" class="number">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {today.by_prompt.map((one) => (
                <tr key={`${one.prompt} ${one.model}`}>
                  <th scope="row">{humane(one.prompt)}</th>
                  <td data-label="Model">{one.model || "none spoke"}</td>
                  <td data-label="Calls" class="number">{count(one.calls)}</td>
                  <td data-label="Failed" class="number">{count(one.failed)}</td>
                  <td data-label="Tokens out of here" class="number">{count(one.tokens_in)}</td>
                  <td data-label="Tokens back" class="number">{count(one.tokens_out)}</td>
                  <td data-label="Cost" class="number">{cost(one.cost_micros)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

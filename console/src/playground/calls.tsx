// What the language model was asked, what it took, and which of its sentences were not let through.

import type { CallTrace } from "../api/types.js";
import { ending } from "../store/model-words.js";
import { cost, count, duration } from "../store/numbers.js";
import { humane } from "../store/words.js";
import { Badge } from "../ui/parts.js";

export function Calls({ calls }: { calls: CallTrace[] }) {
  if (calls.length === 0) return null;
  return (
    <section class="card" aria-label="Language model">
      <h2>
        What the language model did <span class="total">{calls.length}</span>
      </h2>
      <ul class="calls">
        {calls.map((call, at) => (
          <Call key={at} call={call} />
        ))}
      </ul>
    </section>
  );
}

function Call({ call: { prompt, hash, outcome, dropped, used } }: { call: CallTrace }) {
  const { name, hint, tone, detail } = ending(outcome);
  const facts: [string, string][] = [
    ["Tokens", `${count(used.tokens_in)} in, ${count(used.tokens_out)} out`],
    ["Time", `${duration(used.duration_ms)}${used.first_piece_ms > 0 ? `, first words after ${duration(used.first_piece_ms)}` : ""}`],
    ["Cost", cost(used.cost_micros)],
    ["Model", [used.model, used.endpoint].filter(Boolean).join(" at ") || "–"],
    ...(used.attempts > 1 ? [["Attempts", `${used.attempts}`] as [string, string]] : []),
  ];
  return (
    <li>
      <div class="proposal-head">
        <b title={`Hash of the prompt: ${hash}`}>{humane(prompt)}</b>
        <Badge tone={tone} title={hint}>
          {name}
        </Badge>
        {detail && <span>{detail}</span>}
      </div>
      <dl class="verdict-facts">
        {facts.map(([what, words]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      {dropped.length > 0 && (
        <div class="dropped">
          <b>Sentences that were not let through</b>
          <ul>
            {dropped.map(({ text, why }, at) => (
              <li key={at}>
                {text} <small>{why}</small>
              </li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}

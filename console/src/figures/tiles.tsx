// Every figure with what it is made of and the server's own definition beside it.

import type { Figures } from "../api/types.js";
import { Coded } from "../ui/parts.js";
import { FIGURES, NOT_YET } from "./words.js";

export function Tiles({ total, definitions }: { total: Figures; definitions: Record<string, string> }) {
  return (
    <dl class="tiles" aria-label="All together">
      {FIGURES.map(({ key, name, main, more }) => {
        const value = main(total);
        return (
          <div key={key}>
            <dt>{name}</dt>
            <dd>
              <b class={value === null ? "not-yet" : ""}>{value ?? NOT_YET}</b>
              {more?.(total) && <span>{more(total)}</span>}
              <small>
                <Coded words={definitions[key] ?? ""} />
              </small>
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

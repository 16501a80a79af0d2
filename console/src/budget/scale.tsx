// The slider over the budgets that were tried: arrows move it, and each place says what it means.

import { useId } from "preact/hooks";
import type { Consequence } from "../api/types.js";
import { percent } from "../store/numbers.js";
import { budgetWords } from "./choice.js";

interface ScaleProps {
  at: Consequence[];
  index: number;
  inUse: number | null;
  onChange: (index: number) => void;
}

export function Scale({ at, index, inUse, onChange }: ScaleProps) {
  const id = useId();
  const budget = at[index]?.budget ?? 0;
  return (
    <div class="scale">
      <label for={id}>{budgetWords(budget)}.</label>
      <input
        id={id}
        type="range"
        min={0}
        max={at.length - 1}
        step={1}
        value={index}
        aria-valuetext={budgetWords(budget)}
        onInput={(event) => onChange(Number(event.currentTarget.value))}
      />
      <ol class="scale-marks" aria-hidden="true">
        {at.map((one, place) => (
          <li key={one.budget} class={place === index ? "chosen" : ""} onClick={() => onChange(place)}>
            <span>{percent(one.budget ?? 0)}</span>
            {inUse !== null && one.budget === inUse && <small>in use</small>}
          </li>
        ))}
      </ol>
    </div>
  );
}

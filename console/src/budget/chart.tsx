// Risk against coverage: how much is answered, and how much of that is wrong, at each budget; the choice and now marked.

import type { Consequences } from "../api/types.js";
import { exact, percent } from "../store/numbers.js";
import { curveOf } from "./choice.js";

const [WIDTH, HEIGHT] = [460, 270];
const [LEFT, RIGHT, TOP, BOTTOM] = [46, 14, 14, 42];

interface RiskChartProps {
  consequences: Consequences;
  index: number;
  onChoose: (index: number) => void;
}

export function RiskChart({ consequences, index, onChoose }: RiskChartProps) {
  const { points, now, top } = curveOf(consequences);
  const x = (share: number) => LEFT + share * (WIDTH - LEFT - RIGHT);
  const y = (share: number) => HEIGHT - BOTTOM - (Math.min(share, top) / top) * (HEIGHT - TOP - BOTTOM);
  const budget = consequences.at[index]?.budget ?? null;
  const chosen = points.find((one) => one.index === index);
  const words = [
    chosen ? `at the choice ${exact(chosen.x)} answered and ${exact(chosen.y)} of it wrong` : "at the choice nothing is answered",
    now && `now ${exact(now.x)} answered and ${exact(now.y)} of it wrong`,
  ];
  return (
    <figure class="chart risk">
      <figcaption>
        <b>Wrong answers against questions answered</b>
        <span class="legend">
          <Mark kind="chosen" /> your choice
          {now && (
            <>
              <Mark kind="now" /> now
            </>
          )}
        </span>
      </figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={`Wrong answers against questions answered: ${words.filter(Boolean).join(", ")}`}>
        {[0, top / 2, top].map((share) => (
          <g key={share}>
            <line class={share === 0 ? "axis" : ""} x1={LEFT} x2={WIDTH - RIGHT} y1={y(share)} y2={y(share)} />
            <text x={LEFT - 6} y={y(share) + 4} text-anchor="end">
              {tick(share)}
            </text>
          </g>
        ))}
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <text key={share} x={x(share)} y={HEIGHT - BOTTOM + 17} text-anchor={share === 1 ? "end" : "middle"}>
            {percent(share)}
          </text>
        ))}
        <text class="axis-name" x={WIDTH - RIGHT} y={HEIGHT - 5} text-anchor="end">
          answered without a person
        </text>
        {budget !== null && budget <= top && (
          <>
            <line class="limit" x1={LEFT} x2={WIDTH - RIGHT} y1={y(budget)} y2={y(budget)} />
            <text class="limit-name" x={LEFT + 6} y={y(budget) - 5}>
              {`budget ${percent(budget)}`}
            </text>
          </>
        )}
        {points.map((one) => (
          <line key={one.index} class="whisker" x1={x(one.x)} x2={x(one.x)} y1={y(one.low)} y2={y(one.high)} />
        ))}
        <polyline points={points.map((one) => `${x(one.x)},${y(one.y)}`).join(" ")} />
        {points.map((one) => (
          <circle key={one.index} class="place" cx={x(one.x)} cy={y(one.y)} r="4" onClick={() => onChoose(one.index ?? 0)}>
            <title>{percent(consequences.at[one.index ?? 0]?.budget ?? 0)}</title>
          </circle>
        ))}
        {now && <path class="now" d={diamond(x(now.x), y(now.y), 7)} />}
        {chosen && <circle class="chosen" cx={x(chosen.x)} cy={y(chosen.y)} r="7" />}
      </svg>
    </figure>
  );
}

const tick = (share: number) => `${Number((share * 100).toFixed(1))} %`;
const diamond = (x: number, y: number, r: number) => `M${x} ${y - r}L${x + r} ${y}L${x} ${y + r}L${x - r} ${y}Z`;

const Mark = ({ kind }: { kind: "chosen" | "now" }) => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    {kind === "chosen" ? <circle class="chosen" cx="6" cy="6" r="5" /> : <path class="now" d={diamond(6, 6, 5)} />}
  </svg>
);

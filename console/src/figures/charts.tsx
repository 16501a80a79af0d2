// Small charts by day, drawn here: columns over the whole time, with the day under the pointer told at the right.

import { useState } from "preact/hooks";
import type { FigureGroup, Figures } from "../api/types.js";
import { dayInWords, daysOf, type Range } from "./range.js";
import { duration, maybe, NOT_YET, percent } from "./words.js";

interface Point {
  day: string;
  /** Bottom to top; null where nothing was measured. */
  parts: { value: number; tone: "main" | "rest" }[] | null;
  words: string;
}

interface Chart {
  name: string;
  /** The top of the scale; else the highest column. */
  top?: number;
  /** Two tones, told apart. */
  legend?: true;
  scale: (value: number) => string;
  of: (figures: Figures | undefined) => Omit<Point, "day">;
}

const one = (value: number | null, say: (value: number) => string): Omit<Point, "day"> => ({
  parts: value === null ? null : [{ value, tone: "main" }],
  words: maybe(value, say) ?? NOT_YET,
});

const CHARTS: Chart[] = [
  {
    name: "Handoffs",
    legend: true,
    scale: String,
    of: (figures) => {
      const { handoffs = 0, taken = 0 } = figures ?? {};
      return {
        parts: [
          { value: taken, tone: "main" },
          { value: handoffs - taken, tone: "rest" },
        ],
        words: `${handoffs}, ${taken} taken`,
      };
    },
  },
  { name: "Speed of answer, median", scale: duration, of: (figures) => one(figures?.speed_of_answer_s.median ?? null, duration) },
  { name: "CSAT", top: 1, scale: percent, of: (figures) => one(figures?.csat.share ?? null, percent) },
];

export function DayCharts({ groups, range }: { groups: FigureGroup[]; range: Range }) {
  const days = daysOf(range);
  if (days.length < 2) return null;
  const byDay = new Map(groups.map(({ key, figures }) => [key, figures]));
  return (
    <div class="charts">
      {CHARTS.map((chart) => (
        <DayChart key={chart.name} chart={chart} points={days.map((day) => ({ day, ...chart.of(byDay.get(day)) }))} />
      ))}
    </div>
  );
}

const HEIGHT = 100;
const STEP = 10;

function DayChart({ chart: { name, top, scale, legend }, points }: { chart: Chart; points: Point[] }) {
  const [at, setAt] = useState<number | null>(null);
  const sum = ({ parts }: Point) => (parts ?? []).reduce((all, { value }) => all + value, 0);
  const highest = top ?? Math.max(...points.map(sum));
  const told = at === null ? null : points[at];
  const [first, last] = [points[0], points.at(-1)];
  function onPointer(event: PointerEvent & { currentTarget: SVGSVGElement }) {
    const box = event.currentTarget.getBoundingClientRect();
    setAt(Math.min(points.length - 1, Math.max(0, Math.floor(((event.clientX - box.left) / box.width) * points.length))));
  }
  return (
    <figure class="chart">
      <figcaption>
        <b>{name}</b>
        {told ? <span>{`${dayInWords(told.day)}: ${told.words}`}</span> : legend && <Legend />}
      </figcaption>
      <div class="chart-plot">
        <small class="chart-top">{highest > 0 ? scale(highest) : ""}</small>
        <svg
          viewBox={`0 0 ${points.length * STEP} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${name}, by day; the table below has the numbers`}
          onPointerMove={onPointer}
          onPointerLeave={() => setAt(null)}
        >
          <line x1="0" x2={points.length * STEP} y1="0.5" y2="0.5" class="grid" />
          <line x1="0" x2={points.length * STEP} y1={HEIGHT / 2} y2={HEIGHT / 2} class="grid" />
          {points.map((point, index) => (
            <Column key={point.day} point={point} x={index * STEP} highest={highest} current={index === at} />
          ))}
          <line x1="0" x2={points.length * STEP} y1={HEIGHT - 0.5} y2={HEIGHT - 0.5} class="axis" />
        </svg>
      </div>
      <div class="chart-days">
        <small>{first && dayInWords(first.day)}</small>
        <small>{last && dayInWords(last.day)}</small>
      </div>
    </figure>
  );
}

/** Nothing is drawn where nothing was measured: an empty place is not a 0. */
function Column({ point, x, highest, current }: { point: Point; x: number; highest: number; current: boolean }) {
  let y = HEIGHT;
  return (
    <g class={current ? "current" : ""}>
      {(point.parts ?? []).map(({ value, tone }) => {
        const height = highest > 0 ? (value / highest) * (HEIGHT - 2) : 0;
        y -= height;
        return height > 0 && <rect key={tone} class={tone} x={x + STEP * 0.14} width={STEP * 0.72} y={y} height={height} />;
      })}
    </g>
  );
}

const Legend = () => (
  <span class="legend">
    <svg width="9" height="9" aria-hidden="true">
      <rect class="main" width="9" height="9" rx="2" />
    </svg>
    taken
    <svg width="9" height="9" aria-hidden="true">
      <rect class="rest" width="9" height="9" rx="2" />
    </svg>
    not taken
  </span>
);

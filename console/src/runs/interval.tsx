// A value with its 95 % interval on a scale: the band is the interval, the mark the value.

import { writtenOf } from "./words.js";

interface IntervalProps {
  value: number;
  low: number;
  high: number;
  /** The end of the scale, which begins at 0. */
  top?: number;
  /** Where it was before, hollow. */
  before?: number | undefined;
}

/** Decoration: the words beside it say the same. */
export function Interval({ value, low, high, top = 1, before }: IntervalProps) {
  const x = (at: number) => Math.min(100, Math.max(0, (at / top) * 100));
  return (
    <svg class="interval" viewBox="-2 0 104 12" preserveAspectRatio="none" aria-hidden="true">
      <rect class="scale" x="0" y="5" width="100" height="2" />
      <rect class="band" x={x(low)} y="2.5" width={Math.max(0.8, x(high) - x(low))} height="7" />
      {before !== undefined && <line class="before" x1={x(before)} x2={x(before)} y1="0" y2="12" />}
      <line class="mark" x1={x(value)} x2={x(value)} y1="0" y2="12" />
    </svg>
  );
}

/** Counts have no natural end. */
export const topOf = ({ name, high }: { name: string; high: number }) => (writtenOf(name) === "count" ? Math.max(1, high * 1.25) : 1);

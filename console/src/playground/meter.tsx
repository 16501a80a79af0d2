// A probability on its way from 0 to 100 %, with the mark that it has to reach.

import { percent } from "../store/numbers.js";

interface MeterProps {
  share: number;
  /** Null: nothing is enough. */
  threshold: number | null;
  words: string;
}

export function Meter({ share, threshold, words }: MeterProps) {
  const reached = threshold !== null && share >= threshold;
  const needed = threshold === null ? "no confidence is enough" : `${percent(threshold)} is needed`;
  const at = `${(threshold ?? 1) * 100}%`;
  return (
    <div class={`meter ${reached ? "reached" : ""}`} role="img" aria-label={`${percent(share)} ${words}; ${needed}`}>
      <b>{percent(share)}</b>
      <span class="meter-words">{words}</span>
      <div class="meter-track">
        <i class="meter-fill" style={{ width: `${share * 100}%` }} />
        {threshold !== null && <i class="meter-mark" style={{ left: at }} />}
      </div>
      <small style={{ left: `clamp(60px, ${at}, 100% - 60px)` }}>{needed}</small>
    </div>
  );
}

/** How likely the passage says the sentence, in a line of text. */
export function Support({ share }: { share: number | null }) {
  if (share === null) return <span class="support" title="Where no support check is there, or it cannot read the sentence">not checked</span>;
  return (
    <span class={`support ${share >= 0.8 ? "high" : share >= 0.5 ? "middle" : "low"}`} role="img" aria-label={`${percent(share)} supported by its source`}>
      <span class="support-track">
        <i style={{ width: `${share * 100}%` }} />
      </span>
      {percent(share)}
    </span>
  );
}

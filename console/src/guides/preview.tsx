// What becomes of the text: the guide as it is played, or what is wrong with it and where.

import { Icon } from "../ui/icon.js";
import { Lines } from "../ui/page.js";
import { Coded } from "../ui/parts.js";
import { GuideView } from "./steps.js";
import type { Check } from "./use-check.js";
import { problemWords } from "./words.js";

interface StepsPanelProps {
  check: Check;
  /** The line that the problem is about, and how to come there. */
  line: number | null;
  onLine: (line: number) => void;
}

export function StepsPanel({ check, line, onLine }: StepsPanelProps) {
  const { problem, trouble, last } = check;
  return (
    <div class="article-page">
      <div class="problems" role="status">
        {trouble && (
          <p class="told soft">
            <Icon name="alert" size={15} />
            <span>There is no preview right now. {trouble}</span>
          </p>
        )}
        {problem && <Problem problem={problem} line={line} onLine={onLine} />}
      </div>
      {!last && !problem && !trouble && <Lines count={4} />}
      {last && problem && <p class="hint">Until it can be read again, this is how it was before:</p>}
      {last && (
        <div class={`guide-view ${problem ? "faded" : ""}`}>
          <GuideView guide={last} titled />
        </div>
      )}
    </div>
  );
}

export const Problem = ({ problem, line, onLine }: { problem: string; line?: number | null; onLine?: (line: number) => void }) => (
  <div class="problems">
    <div class="told soft">
      <Icon name="alert" size={15} />
      <span>
        <b>It cannot be published like this.</b> <Coded words={problemWords(problem)} />{" "}
        {line && onLine && (
          <button class="link" type="button" onClick={() => onLine(line)}>
            Go to line {line}
          </button>
        )}
      </span>
    </div>
  </div>
);

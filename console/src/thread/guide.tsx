// A guide that the contact was given, and how far they are: each step ends before the reader's eyes.

import { useState } from "preact/hooks";
import type { GuidePlay } from "../store/entries.js";
import { STEP, stepReason } from "../store/words.js";
import { Icon } from "../ui/icon.js";

const MARK = { completed: "check", failed: "cross", skipped: "skip" } as const;

export function GuideCard({ play }: { play: GuidePlay }) {
  const { guide, steps } = play;
  const ended = guide.steps.filter(({ id }) => steps[id]);
  const done = guide.steps.filter(({ id }) => steps[id]?.outcome === "completed").length;
  const failed = guide.steps.some(({ id }) => steps[id]?.outcome === "failed");
  const [open, setOpen] = useState(true);
  const state = failed
    ? "A step failed"
    : done === guide.steps.length
      ? "Completed"
      : ended.length > 0
        ? "Playing"
        : "Not begun yet";
  return (
    <section
      class={`guide ${failed ? "failed" : done === guide.steps.length ? "completed" : ""}`}
      aria-label={`Guide ${guide.title}`}
    >
      <button class="guide-head" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="guide" />
        <span>
          <b>{guide.title}</b>
          <small role="status">
            {state} · {done} of {guide.steps.length} steps
          </small>
        </span>
        <progress max={guide.steps.length} value={done} aria-label="Steps done" />
        <Icon name="down" size={14} />
      </button>
      {open && (
        <ol class="steps">
          {guide.steps.map(({ id, instruction }) => {
            const report = steps[id];
            return (
              <li key={id} class={report?.outcome ?? "ahead"}>
                <span class="step-mark">{report && <Icon name={MARK[report.outcome]} size={13} />}</span>
                <span>
                  {instruction}
                  {report && <i> {STEP[report.outcome]}</i>}
                  {report?.reason && <small>{stepReason(report.reason)}</small>}
                </span>
              </li>
            );
          })}
        </ol>
      )}
    </section>
  );
}

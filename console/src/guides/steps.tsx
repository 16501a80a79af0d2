// A guide as contacts are led: what it is for and for whom, and its steps one after the other.

import type { WrittenGuide, WrittenStep } from "../api/types.js";
import { audienceWords } from "../articles/words.js";
import { useDesk } from "../shell/context.js";
import { Coded } from "../ui/parts.js";
import { conditionsWords, stepsWords, stepWords } from "./words.js";

const NOBODY_LEFT_OUT = { plans: [], roles: [], locales: [], inboxes: [] };

/** `titled`: under a heading of its own; otherwise what is around it says its title. */
export function GuideView({ guide, titled = false }: { guide: WrittenGuide; titled?: boolean }) {
  const { team } = useDesk();
  const nameOf = (key: string) => team.inboxes.value.find((one) => one.key === key)?.name ?? key;
  const audience = { ...NOBODY_LEFT_OUT, ...guide.audience };
  return (
    <>
      {titled && (
        <h2 class="article-title" dir="auto">
          {guide.title}
        </h2>
      )}
      <p class="lead" dir="auto">
        {guide.summary}
      </p>
      <p class="hint">
        {[stepsWords(guide.steps.length), guide.product_area, `for ${audienceWords(audience, nameOf).replace(/^E/, "e")}`]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <ol class="guide-steps" aria-label="Steps">
        {guide.steps.map((step, at) => (
          <StepCard key={step.id} step={step} at={at + 1} heading={titled ? "h3" : "h2"} />
        ))}
      </ol>
    </>
  );
}

function StepCard({ step, at, heading: Heading }: { step: WrittenStep; at: number; heading: "h2" | "h3" }) {
  const before = conditionsWords(step.preconditions);
  const after = conditionsWords(step.postconditions);
  return (
    <li class="guide-step">
      <span class="step-number" aria-hidden="true">
        {at}
      </span>
      <div>
        <Heading dir="auto">{step.instruction}</Heading>
        <p>
          <Coded words={stepWords(step)} />
          {step.target?.test_id && (step.target.name || step.target.text) && (
            <>
              {" "}
              <code class="step-test-id" title="Its test id">
                {step.target.test_id}
              </code>
            </>
          )}
        </p>
        <dl>
          {before && (
            <div>
              <dt>Before</dt>
              <dd>
                <Coded words={before} />
              </dd>
            </div>
          )}
          <div>
            <dt>Done when</dt>
            <dd>
              <Coded words={after ?? (step.action === "observe" ? "they choose Next" : "they did it; nothing on the page is checked")} />
            </dd>
          </div>
        </dl>
      </div>
    </li>
  );
}

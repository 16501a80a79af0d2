// Everything of one turn, from what the contact sees to the raw record.

import { useState } from "preact/hooks";
import type { Tried } from "../api/types.js";
import { Icon } from "../ui/icon.js";
import { lazy } from "../ui/lazy.js";
import { copy, saveAs } from "../ui/save.js";
import { Calls } from "./calls.js";
import type { Round } from "./talk.js";
import { Sentences, Verdict } from "./verdict.js";
import { Found, Proposals, Understood } from "./weighed.js";

const CaseFromTurn = lazy(async () => (await import("../evals.js")).CaseFromTurn, true);

/** Null where there is none to keep. */
export const lineOf = ({ case: line }: Tried) => line && JSON.stringify(line);

export function Analysis({ round }: { round: Round }) {
  const { tried, body } = round;
  const { turn, threshold, sentences } = tried;
  return (
    <div class="analysis">
      <Verdict tried={tried} asked={body.model !== false} />
      <Flags turn={turn} />
      <Sentences sentences={sentences} turn={turn} />
      <Calls calls={turn.trace.calls} />
      <Proposals turn={turn} threshold={threshold} />
      <Found turn={turn} />
      <Understood understanding={turn.trace.understanding} />
      {turn.handoff && (
        <details class="card raw">
          <summary>What the person would get</summary>
          <pre tabIndex={0}>{turn.handoff.markdown}</pre>
        </details>
      )}
      <Case tried={tried} />
      <details class="card raw">
        <summary>The whole record</summary>
        <pre tabIndex={0}>{JSON.stringify(turn, null, 2)}</pre>
      </details>
    </div>
  );
}

/** Text that tries to steer, or that people would not see. */
function Flags({ turn }: { turn: Tried["turn"] }) {
  const { flags } = turn.trace;
  if (flags.length === 0) return null;
  return (
    <div class="packet-care">
      <Icon name="alert" />
      <div>
        <b>It met text that gives orders or that nobody sees</b>
        {flags.map(({ quote, why }) => (
          <p key={quote}>
            “{quote}” <small>{why}</small>
          </p>
        ))}
      </div>
    </div>
  );
}

function Case({ tried }: { tried: Tried }) {
  const [adding, setAdding] = useState(false);
  const line = lineOf(tried);
  return (
    <>
      <section class="card" aria-label="As a case">
        <h2>Keep it as a case</h2>
        <p class="hint">
          One line of a suite: what was asked, and what came of it as what is expected. Where that is wrong, write what would be right.
        </p>
        {line ? (
          <pre class="case-line" tabIndex={0}>{line}</pre>
        ) : (
          <p class="told" id="no-case">
            This one cannot be kept: the answer cites nothing, so that there is nothing to expect of it.
          </p>
        )}
        <div class="try-foot">
          <button class="button" disabled={!line} aria-describedby={line ? undefined : "no-case"} onClick={() => setAdding(true)}>
            <Icon name="suites" size={15} />
            Add to a suite…
          </button>
          <button class="button" disabled={!line} aria-describedby={line ? undefined : "no-case"} onClick={() => void (line && copy(line, "The case"))}>
            <Icon name="copy" size={15} />
            Copy as a case
          </button>
          <button
            class="button"
            disabled={!line}
            aria-describedby={line ? undefined : "no-case"}
            onClick={() => saveAs("case.jsonl", `${line}\n`, "application/jsonl")}
          >
            <Icon name="export" size={15} />
            Download
          </button>
        </div>
      </section>
      {adding && tried.case && <CaseFromTurn line={tried.case} onClose={() => setAdding(false)} />}
    </>
  );
}

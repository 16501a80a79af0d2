// What became of each proposal, in words: the one that was taken, and why the others were not.

import type { ProposalTrace, Reason, WholeTurn } from "../api/types.js";
import { because } from "../store/words.js";
import { percent } from "../store/numbers.js";

/** Reasons that leave no proposal a chance, whatever its confidence. */
const PEOPLES: Reason[] = ["asks_for_person", "always_human_topic", "repeated_failure", "frustration", "out_of_scope"];

export interface Fate {
  taken: boolean;
  words: string;
}

export function fatesOf({ outcome, reason, confidence, trace }: WholeTurn, threshold: number | null): Fate[] {
  const { proposals } = trace;
  const chosen = choose(proposals, outcome, confidence);
  // The answer that is given is said in the model's words where these passed.
  const written = outcome === "answer" && isWritten(trace) ? proposals.findIndex(({ kind }) => kind === "written") : -1;
  const taken = written >= 0 ? written : chosen;
  return proposals.map((proposal, at) => {
    if (at === taken) return { taken: true, words: outcome === "clarify" ? "Asked back" : "This is the reply" };
    if (at === chosen) return { taken: false, words: "Said in the model’s words instead" };
    if (PEOPLES.includes(reason)) return { taken: false, words: `Held back because ${because(reason)}` };
    if (threshold === null) return { taken: false, words: "No confidence is enough here" };
    if (proposal.confidence < threshold) return { taken: false, words: `Below the ${percent(threshold)} that is needed` };
    if (proposal.kind === "written" && outcome === "answer") return { taken: false, words: "The articles’ own words were preferred" };
    return { taken: false, words: taken < 0 ? "Not taken" : `Another ${NAMES[proposals[taken]!.kind] ?? proposals[taken]!.kind} was preferred` };
  });
}

const NAMES: Record<string, string> = { written: "answer", clarify: "question" };

const isWritten = ({ calls }: WholeTurn["trace"]) => calls.some(({ prompt, outcome }) => prompt === "answer" && outcome === "used");

/** The places of an answer in the articles' words and of the same in the model's; null where the model wrote none. */
export function pairOf(proposals: readonly ProposalTrace[]): [answer: number, written: number] | null {
  const written = proposals.findIndex(({ kind }) => kind === "written");
  return written > 0 && proposals[written - 1]!.kind === "answer" ? [written - 1, written] : null;
}

/** Of the outcome's kind the one with the turn's confidence; else the surest. */
function choose(proposals: ProposalTrace[], outcome: string, confidence: number): number {
  const all = proposals.map((proposal, at) => ({ ...proposal, at })).filter(({ kind }) => kind === outcome);
  const same = all.find((one) => Math.abs(one.confidence - confidence) < 1e-6);
  return (same ?? all.sort((a, b) => b.confidence - a.confidence)[0])?.at ?? -1;
}

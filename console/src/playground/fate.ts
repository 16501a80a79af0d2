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
  const taken = chosen(proposals, outcome, confidence);
  return proposals.map((proposal, at) => {
    if (at === taken) return { taken: true, words: outcome === "clarify" ? "Asked back" : "This is the reply" };
    if (PEOPLES.includes(reason)) return { taken: false, words: `Held back because ${because(reason)}` };
    if (threshold === null) return { taken: false, words: "No confidence is enough here" };
    if (proposal.confidence < threshold) return { taken: false, words: `Below the ${percent(threshold)} that is needed` };
    return { taken: false, words: taken < 0 ? "Not taken" : `Another ${proposals[taken]!.kind} was preferred` };
  });
}

/** Of the outcome's kind the one with the turn's confidence; else the surest. */
function chosen(proposals: ProposalTrace[], outcome: string, confidence: number): number {
  const all = proposals.map((proposal, at) => ({ ...proposal, at })).filter(({ kind }) => kind === outcome);
  const same = all.find((one) => Math.abs(one.confidence - confidence) < 1e-6);
  return (same ?? all.sort((a, b) => b.confidence - a.confidence)[0])?.at ?? -1;
}

// What came of a turn, as a badge.

import { OUTCOMES } from "../playground/verdict.js";
import { humane } from "../store/words.js";
import { Badge } from "../ui/parts.js";

export const outcomeOf = (outcome: string): { name: string; tone: string } =>
  OUTCOMES[outcome as keyof typeof OUTCOMES] ?? { name: humane(outcome), tone: "grey" };

export function OutcomeBadge({ outcome }: { outcome: string }) {
  const { name, tone } = outcomeOf(outcome);
  return <Badge tone={tone}>{name}</Badge>;
}

// Why a question counts as unanswered, in words.

import type { Gap, GapKind } from "../api/types.js";

const KINDS: Record<GapKind, { name: string; one: string; many: string }> = {
  no_evidence: { name: "No evidence", one: "found nothing", many: "found nothing" },
  escalated: { name: "Handed over", one: "was handed to people", many: "were handed to people" },
  unhelpful: { name: "Did not help", one: "got an answer that did not help", many: "got an answer that did not help" },
  asked_person: { name: "Wanted a person", one: "asked for a person", many: "asked for a person" },
};

export const kindName = (kind: string) => KINDS[kind as GapKind]?.name ?? kind.replaceAll("_", " ");

/** The kinds that occur, the most frequent first: `22 found nothing`. */
export const kindWords = ({ kinds }: Pick<Gap, "kinds">): string[] =>
  (Object.entries(kinds) as [GapKind, number][])
    .filter(([, n]) => n > 0)
    .sort(([, a], [, b]) => b - a)
    .map(([kind, n]) => `${n} ${KINDS[kind]?.[n === 1 ? "one" : "many"] ?? kind}`);

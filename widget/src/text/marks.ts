// Puts the numbers of sources behind the sentences that they support.

import type { Turn } from "../api/types.js";
import { mark, withoutMarks } from "./markdown.js";

/** The reply's text with a mark (see `markdown`) behind each sentence that a source supports. */
export function withSources(text: string, turn: Turn | null): string {
  const plain = withoutMarks(text);
  if (!turn) return plain;
  const sentences = turn.sentences ?? turn.citations.map(({ quote }, citation) => ({ text: quote, citation }));
  let marked = "";
  let from = 0;
  for (const sentence of sentences) {
    const found = plain.indexOf(sentence.text, from);
    if (found < 0 || !turn.citations[sentence.citation]) continue;
    const end = found + sentence.text.length;
    marked += plain.slice(from, end) + mark(sentence.citation);
    from = end;
  }
  return marked + plain.slice(from);
}

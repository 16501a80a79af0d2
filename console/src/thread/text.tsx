// Words of others: text, never markup. Addresses that begin with http or https become links; citations become numbers.

import type { ComponentChildren } from "preact";
import { Out } from "../ui/parts.js";

const ADDRESS = /https?:\/\/[^\s<>"'`]+[^\s<>"'`.,;:!?)\]}]/giu;

export function Words({ text }: { text: string }) {
  const parts: ComponentChildren[] = [];
  let at = 0;
  for (const match of text.matchAll(ADDRESS)) {
    parts.push(
      text.slice(at, match.index),
      <Out key={match.index} href={match[0]}>
        {match[0]}
      </Out>,
    );
    at = match.index + match[0].length;
  }
  parts.push(text.slice(at));
  return <>{parts}</>;
}

export interface Sentence {
  text: string;
  citation: number | null;
}

/** The text cut after each sentence that a citation supports; one that is not found in order is left out. */
export function sentencesOf(text: string, marked: { text: string; citation: number }[]): Sentence[] {
  const cut: Sentence[] = [];
  let at = 0;
  for (const { text: sentence, citation } of marked) {
    const found = text.indexOf(sentence, at);
    if (found < 0 || !sentence) continue;
    if (found > at) cut.push({ text: text.slice(at, found), citation: null });
    cut.push({ text: sentence, citation });
    at = found + sentence.length;
  }
  if (at < text.length) cut.push({ text: text.slice(at), citation: null });
  return cut;
}

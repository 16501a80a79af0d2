// What sets a sentence apart from one that stands in its passage word for word, in words, with what that adds to the log
// odds of being supported (+) or takes from them (-).

import type { SupportedSentence } from "../api/types.js";
import { humane } from "../store/words.js";

/** As the support check names them. Each says what is the case, whichever way it speaks. */
const WORDS: Record<string, string> = {
  coverage: "Telling words are not in the passage",
  word_coverage: "Words are not in the passage",
  near_coverage: "Its words do not stand together in the passage",
  number_missing: "A number is not in the passage",
  name_missing: "A name is not in the passage",
  worst_missing: "Its rarest word is not in the passage",
  word_match: "Its words are met loosely in meaning",
  worst_word_match: "Two of its words are hardly met in meaning",
  sentence_match: "No one sentence of the passage means the same",
  near_match: "No sentences side by side mean the same",
  worst_span_match: "A part of it is hardly met in meaning",
  cosine: "The nearest sentence says it otherwise",
  first_person: "It says I or we, the passage does not",
  question: "It asks",
  new_function_words: "Small words of it are not in the passage",
  negation_new: "It denies, the nearest sentence does not",
  number_swapped: "Another number stands in its place",
  name_swapped: "Another name stands in its place",
  negated: "It denies what the passage says",
  unnegated: "It says what the passage denies",
  denial_lost: "What the passage denies is not denied",
  opposite: "The passage holds the opposite of a word",
};

export const apart = (why: SupportedSentence["why"]) =>
  why.map(({ name, log_odds }) => ({ words: WORDS[name] ?? humane(name), odds: signed(log_odds), adds: log_odds > 0 }));

/** With a true minus sign. */
const signed = (odds: number) => `${odds < 0 ? "−" : "+"}${Math.abs(odds).toFixed(1)}`;

// What was measured of a proposal, in words. Which way a measure speaks is what it means; how much it counts is learned from
// cases and differs from one calibration to the next, so that no weight is claimed here.

export interface Measure {
  name: string;
  words: string;
  value: number;
}

export interface Measured {
  speaksFor: Measure[];
  speaksAgainst: Measure[];
  /** What is measured and says nothing by itself, or is not known to this console. */
  also: Measure[];
}

const FOR: Record<string, string> = {
  word_match: "The question’s words are met in meaning",
  nearest_cosine: "The nearest passage is close to the question",
  covered_elsewhere: "What is missing stands elsewhere in the section",
  chunk_cosine: "The section is close to the question",
  bm25: "The section holds the question’s words",
  title_cosine: "The article’s title is close to the question",
  topic: "It is of the article’s product area",
  asked: "A known question of the article is close",
  description_cosine: "The article’s description is close to the question",
  heading_cosine: "The headings are close to the question",
  led: "Known questions lead to this article",
  article_share: "The article holds most of what was found",
  lead: "It is ahead of the best of any other article",
  asked_margin: "Its known question is nearer than those of others",
  scope: "The message is about the product",
  nearest_question: "A known question of the guide is close",
  nearer_than_others: "It is nearer than other guides",
  intent: "It is what the intent calls for",
  wants_to_do: "The contact wants to do something",
  asks_to_be_shown: "The contact asks to be shown",
  on_its_page: "The contact is on its page",
  its_article_first: "Its article was found first",
  its_article_share: "Its article holds much of what was found",
  led_to_its_article: "Known questions lead to its article",
  has_article: "It has an article of its own",
  model_kept: "Sentences of the model that passed their check",
  model_agreed: "Those that rest on the article that is quoted",
  model_consistency: "The model says the same each time",
};

const AGAINST: Record<string, string> = {
  worst_missing: "The rarest word of the question is missing",
  negation_unmet: "The question denies something, the passage does not",
  opposites: "The passage says the opposite of a word of the question",
  numbers_missing: "A number of the question is missing in the passage",
  numbers_missing_in_chunk: "A number of the question is missing in the section",
  names_missing_in_chunk: "A name of the question is missing in the section",
  replaced_words: "Another word stands where the question’s would",
  kind_missing: "The kind of value that is asked for is missing",
  missing_in_chunk: "Words of the question are missing in the section",
  entropy: "Many passages are about as likely",
  asks_for_fact: "The contact asks for a fact",
  model_declined: "The model found no answer in the passages",
};

const ALSO: Record<string, string> = {
  length: "Length of the question",
  model_log_probability: "The model’s sureness of its words (log)",
};
/** Say only that something was looked at. */
const PLAIN = ["intercept", "model_asked"];

/** The greatest first; what is zero was not there. */
export function measured(features: Record<string, number>): Measured {
  const all = Object.entries(features)
    .filter(([name, value]) => !PLAIN.includes(name) && Math.abs(value) >= 0.005)
    .sort(([, a], [, b]) => Math.abs(b) - Math.abs(a));
  const of = (test: (name: string, value: number) => string | null | undefined): Measure[] =>
    all.flatMap(([name, value]) => {
      const words = test(name, value);
      return words ? [{ name, words, value }] : [];
    });
  return {
    speaksFor: of((name, value) => (value > 0 ? FOR[name] : null)),
    // Less than nothing of what speaks for it speaks against it.
    speaksAgainst: of((name, value) => (value > 0 ? AGAINST[name] : FOR[name] && `Not so: ${FOR[name].charAt(0).toLowerCase()}${FOR[name].slice(1)}`)),
    also: of((name, value) => ALSO[name] ?? (FOR[name] || (AGAINST[name] && value > 0) ? null : (AGAINST[name] ?? name.replaceAll("_", " ")))),
  };
}

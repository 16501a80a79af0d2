//! The names of what speaks for and against a claim.

use crate::models::feature_set;

feature_set! {
    /// What speaks for and against a claim.
    pub struct SupportFeatures {
        /// Weighed share of content words that the source holds.
        coverage,
        /// Share of all words that the source holds.
        word_coverage,
        /// Weighed share of content words that three neighbouring sentences hold together.
        near_coverage,
        /// The source lacks a number.
        number_missing,
        /// The source lacks a name.
        name_missing,
        /// How far the source is from the word that it lacks most, times that word's weight.
        worst_missing,
        /// Weighed mean over content words of the best cosine with any token of the source.
        word_match,
        /// The same, the mean of the worst two words.
        worst_word_match,
        /// The same as `word_match` in the best sentence.
        sentence_match,
        /// The same in the best three neighbouring sentences.
        near_match,
        /// The same as `word_match` over the worst five neighbouring content words.
        worst_span_match,
        /// Cosine with the nearest sentence.
        cosine,
        /// It speaks in the first person, the source does not.
        first_person,
        /// It asks.
        question,
        /// Share of words that are function words which the source lacks.
        new_function_words,
        /// It negates, the best sentence does not.
        negation_new,
        /// Logarithm of 1 + content words.
        length,
        /// Numbers in the place of others in the best sentence, times the share of words in step.
        number_swapped,
        /// Names in the place of others in the best sentence, times the share of words in step.
        name_swapped,
        /// It negates where the best sentence does not: the share of words in step.
        negated,
        /// The best sentence negates where it does not: the share of words in step.
        unnegated,
        /// The best sentence denies words of it, and it denies none of them.
        denial_lost,
        /// The best sentence holds an opposite of one of its words.
        opposite,
        /// 1.
        intercept,
    }
}

impl SupportFeatures {
    /// Those of a claim that stands in the source word for word, but for its length.
    pub(super) fn verbatim() -> Self {
        Self {
            coverage: 1.0,
            word_coverage: 1.0,
            near_coverage: 1.0,
            word_match: 1.0,
            worst_word_match: 1.0,
            sentence_match: 1.0,
            near_match: 1.0,
            worst_span_match: 1.0,
            cosine: 1.0,
            intercept: 1.0,
            ..Self::default()
        }
    }
}

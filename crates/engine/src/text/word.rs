//! Words, their stems, and which of them carry content.

use rust_stemmers::{Algorithm, Stemmer};
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it is written.
    pub text: &'a str,
    /// Where it starts, in bytes.
    pub start: usize,
    /// Its stem.
    pub stem: String,
}

/// The words of a text in order. `2.5`, `don't` and `e-mail` are one word each; `IMP-104` is one.
pub fn words(text: &str) -> Vec<Word<'_>> {
    text.split_word_bound_indices()
        .filter(|(_, w)| w.chars().any(char::is_alphanumeric))
        .map(|(start, text)| Word { text, start, stem: stem(text) })
        .collect()
}

/// The stems of a text's words, in order.
pub fn stems(text: &str) -> Vec<String> {
    words(text).into_iter().map(|w| w.stem).collect()
}

/// The stems of the words that carry content, each once, in order of first use.
pub fn content_stems(text: &str) -> Vec<String> {
    let mut seen = Vec::new();
    for word in words(text) {
        if !is_stopword(word.text) && !seen.contains(&word.stem) {
            seen.push(word.stem);
        }
    }
    seen
}

/// The stem of a word, in lower case and normalisation form KC, without a possessive ending.
pub fn stem(word: &str) -> String {
    let lower: String = word.nfkc().flat_map(char::to_lowercase).map(|c| if c == '’' { '\'' } else { c }).collect();
    let bare = lower.strip_suffix("'s").unwrap_or(&lower);
    STEMMER.stem(bare).into_owned()
}

/// True for words that carry no content of their own in a question.
pub fn is_stopword(word: &str) -> bool {
    let lower = word.to_lowercase().replace('’', "'");
    STOPWORDS.binary_search(&lower.as_str()).is_ok()
}

/// Function words of English, sorted; the usual lists' common part, with the question words.
const STOPWORDS: &[&str] = &[
    "a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "anyone", "are", "aren't", "as", "at", "be", "because",
    "been", "before", "being", "below", "between", "both", "but", "by", "can", "can't", "cannot", "could", "couldn't", "did",
    "didn't", "do", "does", "doesn't", "doing", "don't", "down", "during", "each", "few", "for", "from", "further", "get", "got", "had",
    "hadn't", "has", "hasn't", "have", "haven't", "having", "he", "hello", "her", "here", "hers", "herself", "hi", "him", "himself", "his", "how",
    "i", "i'd", "i'll", "i'm", "i've", "if", "im", "in", "into", "is", "isn't", "it", "it's", "its", "itself", "just", "let's", "like", "may", "me",
    "might", "more", "most", "must", "my", "myself", "need", "of", "off", "on", "once", "one", "only", "or", "other", "our", "ours", "ourselves",
    "out", "over", "own", "please", "same", "shall", "she", "should", "shouldn't", "so", "some", "something", "such", "than", "thanks", "that", "that's", "the",
    "their", "theirs", "them", "themselves", "then", "there", "there's", "these", "they", "this", "those", "through", "to", "too",
    "under", "until", "up", "very", "want", "was", "wasn't", "we", "we're", "were", "weren't", "what", "what's", "when", "where", "which",
    "while", "who", "whom", "whose", "why", "will", "with", "won't", "would", "wouldn't", "you", "your", "yours", "yourself", "yourselves",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stopwords_are_sorted_so_that_they_can_be_searched() {
        assert!(STOPWORDS.is_sorted());
    }

    #[test]
    fn content_stems_leave_out_function_words_and_repetition() {
        assert_eq!(content_stems("How do I send invoices? Sending an invoice"), ["send", "invoic"]);
        assert_eq!(content_stems("What’s the customer’s limit?"), ["custom", "limit"]);
    }

    #[test]
    fn words_keep_their_place() {
        let words = words("Pay £2.50 now");
        assert_eq!(words.iter().map(|w| (w.text, w.start)).collect::<Vec<_>>(), [("Pay", 0), ("2.50", 6), ("now", 11)]);
    }
}

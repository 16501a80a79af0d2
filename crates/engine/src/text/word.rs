//! Words, their stems, and which of them carry content.

use regex::Regex;
use rust_stemmers::{Algorithm, Stemmer};
use std::sync::LazyLock;

static STEMMER: LazyLock<Stemmer> = LazyLock::new(|| Stemmer::create(Algorithm::English));

/// Letters and digits, a decimal part, and an ending after an apostrophe.
#[expect(clippy::expect_used, reason = "a constant pattern; a test compiles it")]
static WORD: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[\p{L}\p{N}]+(?:[.,][0-9]+)*(?:['’]\p{L}+)?").expect("constant pattern"));

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word<'a> {
    /// As it is written.
    pub text: &'a str,
    /// Where it starts, in bytes.
    pub start: usize,
    /// In lower case, without a possessive ending, a number without commas.
    pub lower: String,
}

impl Word<'_> {
    /// Where it ends, in bytes.
    pub fn end(&self) -> usize {
        self.start + self.text.len()
    }

    /// Its stem; a number word from two on stands as digits. Most of what words are asked for needs none, and it is dear.
    pub fn stem(&self) -> String {
        stem_of_lower(&self.lower)
    }
}

/// The words of a text in order. `2.5` and `don't` are one word each; `IMP-104` is two.
pub fn words(text: &str) -> Vec<Word<'_>> {
    let word = |m: regex::Match<'_>| Word {
        text: &text[m.range()],
        start: m.start(),
        lower: lower(m.as_str()),
    };
    WORD.find_iter(text).map(word).collect()
}

/// The stems of a text's words, in order.
pub fn stems(text: &str) -> Vec<String> {
    words(text).iter().map(Word::stem).collect()
}

/// The stems of the words that carry content, each once, in order of first use.
pub fn content_stems(text: &str) -> Vec<String> {
    let mut seen = Vec::new();
    for word in words(text).iter().filter(|w| !is_stopword(&w.lower)) {
        let stem = word.stem();
        if !seen.contains(&stem) {
            seen.push(stem);
        }
    }
    seen
}

/// The stem of a word.
pub fn stem(word: &str) -> String {
    stem_of_lower(&lower(word))
}

fn lower(word: &str) -> String {
    let lower = word.to_lowercase().replace('’', "'");
    let bare = lower.strip_suffix("'s").unwrap_or(&lower);
    if bare.starts_with(|c: char| c.is_ascii_digit()) {
        bare.replace(',', "")
    } else {
        bare.to_owned()
    }
}

fn stem_of_lower(lower: &str) -> String {
    match NUMBERS.iter().find(|(word, _)| *word == lower) {
        Some((_, digits)) => (*digits).to_owned(),
        None => STEMMER.stem(lower).into_owned(),
    }
}

const NUMBERS: &[(&str, &str)] = &[
    ("zero", "0"),
    ("two", "2"),
    ("three", "3"),
    ("four", "4"),
    ("five", "5"),
    ("six", "6"),
    ("seven", "7"),
    ("eight", "8"),
    ("nine", "9"),
    ("ten", "10"),
    ("eleven", "11"),
    ("twelve", "12"),
    ("thirteen", "13"),
    ("fourteen", "14"),
    ("fifteen", "15"),
    ("sixteen", "16"),
    ("seventeen", "17"),
    ("eighteen", "18"),
    ("nineteen", "19"),
    ("twenty", "20"),
    ("thirty", "30"),
    ("forty", "40"),
    ("fifty", "50"),
    ("sixty", "60"),
    ("seventy", "70"),
    ("eighty", "80"),
    ("ninety", "90"),
];

/// True for words that carry no content of their own; `lower` is in lower case.
pub fn is_stopword(lower: &str) -> bool {
    STOPWORDS.binary_search(&lower).is_ok()
}

/// True for the words that make a question.
pub fn is_question_word(lower: &str) -> bool {
    QUESTION_WORDS.contains(&lower)
}

/// True for words that frame a question and carry none of its content ("tell me …").
pub fn is_framing_word(lower: &str) -> bool {
    FRAMING_WORDS.contains(&lower)
}

/// Function words of English, sorted.
const STOPWORDS: &[&str] = &[
    "a", "about", "again", "against", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "because",
    "been", "being", "between", "both", "but", "by", "can", "could", "d", "did", "do", "does", "doing", "done", "down",
    "during", "each", "either", "for", "from", "had", "has", "have", "having", "he", "her", "here", "him", "his",
    "how", "i", "if", "in", "into", "is", "it", "it's", "its", "just", "ll", "m", "may", "me", "might", "must", "my",
    "no", "nor", "not", "of", "off", "on", "only", "onto", "or", "other", "our", "out", "over", "own", "per", "re",
    "s", "same", "shall", "she", "should", "so", "some", "such", "t", "than", "that", "the", "their", "them", "then",
    "there", "these", "they", "this", "those", "through", "to", "too", "under", "until", "up", "us", "ve", "very",
    "via", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will",
    "with", "without", "would", "you", "your",
];
const QUESTION_WORDS: &[&str] = &[
    "who", "whom", "whose", "which", "what", "when", "where", "why", "how", "many", "much", "long", "often", "far",
    "old", "does", "did",
];
const FRAMING_WORDS: &[&str] = &[
    "tell", "please", "state", "specify", "identify", "name", "give", "provide", "know", "describe", "called", "term",
    "refer", "referred", "mean", "means", "meaning",
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
        assert_eq!(
            content_stems("How do I send invoices? Sending an invoice"),
            ["send", "invoic"]
        );
        assert_eq!(
            content_stems("What’s the customer’s limit of ten?"),
            ["custom", "limit", "10"]
        );
    }

    #[test]
    fn words_keep_their_place() {
        let words = words("Pay £2.50 now");
        assert_eq!(
            words.iter().map(|w| (w.text, w.start)).collect::<Vec<_>>(),
            [("Pay", 0), ("2.50", 6), ("now", 11)]
        );
    }
}

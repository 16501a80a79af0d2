//! The words of a claim or a source, with what checking them needs to know of each.

use crate::reading::{is_negation, is_telling_number};
use crate::text::{is_stopword, words};

/// Words of a sentence that are read; the embedder cuts off about there, too.
pub(super) const MOST_WORDS: usize = 200;

/// Negations that a question has no use for.
const MORE_NEGATIONS: &[&str] = &["nothing", "nobody"];

/// A word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    pub lower: String,
    pub stem: String,
    /// Where it stands, in bytes.
    pub span: (usize, usize),
    pub stopword: bool,
    pub number: bool,
    /// Capitalised where a sentence does not ask for it, and no number.
    pub name: bool,
    pub negation: bool,
}

/// The words of a sentence.
pub(super) fn marks(text: &str) -> Vec<Mark> {
    let words = words(text);
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let second_is_capital = words.get(1).is_some_and(|w| capital(w.text));
    let read = |(at, w): (usize, &crate::text::Word<'_>)| {
        let stopword = is_stopword(&w.lower);
        let number = is_telling_number(&w.lower);
        let asked_for = at == 0 && !second_is_capital && w.text.chars().filter(|c| c.is_uppercase()).count() < 2;
        Mark {
            lower: w.lower.clone(),
            stem: w.stem(),
            span: (w.start, w.end()),
            stopword,
            number,
            name: capital(w.text) && !stopword && !number && !asked_for,
            negation: is_negation(&w.lower) || w.lower.ends_with("n't") || MORE_NEGATIONS.contains(&w.lower.as_str()),
        }
    };
    words.iter().take(MOST_WORDS).enumerate().map(read).collect()
}

//! A text as words, with what names and addresses are told by: case, place in the sentence, and what stands between.

use super::Found;
use crate::text::is_stopword;
use std::ops::Range;

/// A word: letters, digits, and the apostrophes and hyphens within it. A possessive ending is not part of it.
#[derive(Debug, Clone)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub lower: String,
    pub range: Range<usize>,
    /// What stands between the word before and this one.
    pub gap: &'a str,
    pub possessive: bool,
    /// True for English function words, whatever their case.
    pub is_function: bool,
}

/// A text, its words, and what was found in it already.
pub(super) struct Spoken<'a> {
    pub text: &'a str,
    pub words: &'a [Word<'a>],
    taken: Vec<bool>,
    /// True where no letter of the text is a capital, so that case tells nothing.
    pub is_lower: bool,
    /// True where enough of the words are English function words.
    pub is_english: bool,
}

impl Word<'_> {
    pub fn is_capital(&self) -> bool {
        self.text.starts_with(char::is_uppercase)
    }

    pub fn is_number(&self) -> bool {
        self.text.starts_with(|c: char| c.is_ascii_digit())
    }

    /// A single letter, as in `John M. Smith`.
    pub fn is_initial(&self) -> bool {
        self.is_capital() && self.text.chars().count() == 1
    }

    /// True where it follows the word before in the same phrase: spaces alone between, or the point of an initial.
    pub fn follows(&self) -> bool {
        !self.gap.is_empty()
            && self.gap.len() <= 3
            && self.gap.trim_matches([' ', '.']).is_empty()
            && !self.gap.starts_with("..")
    }
}

/// The words of a text.
pub(super) fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::with_capacity(text.len() / 6);
    let mut last_end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !c.is_alphanumeric() {
            continue;
        }
        let mut end = start + c.len_utf8();
        while let Some((at, c)) = chars.peek().copied() {
            let joins = matches!(c, '\'' | '’' | '-')
                && text[at + c.len_utf8()..]
                    .chars()
                    .next()
                    .is_some_and(char::is_alphabetic)
                && !text[start..at].ends_with(|c: char| c.is_ascii_digit());
            if !c.is_alphanumeric() && !joins && !is_mark(c) {
                break;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        let whole = &text[start..end];
        let bare = ["'s", "’s", "'S", "’S"].iter().find_map(|s| whole.strip_suffix(s));
        let word = bare.unwrap_or(whole);
        let lower = word.to_lowercase();
        words.push(Word {
            text: word,
            is_function: is_stopword(&lower),
            lower,
            range: start..start + word.len(),
            gap: &text[last_end..start],
            possessive: bare.is_some(),
        });
        last_end = end;
    }
    words
}

/// Combining accents, which belong to the letter before.
fn is_mark(c: char) -> bool {
    ('\u{0300}'..='\u{036f}').contains(&c)
}

impl<'a> Spoken<'a> {
    pub fn new(text: &'a str, words: &'a [Word<'a>], found: &[Found]) -> Self {
        let mut at = 0;
        let is_taken = |word: &Word<'_>| {
            while found.get(at).is_some_and(|f| f.range.end <= word.range.start) {
                at += 1;
            }
            found.get(at).is_some_and(|f| f.overlaps(&word.range))
        };
        Self {
            text,
            words,
            taken: words.iter().map(is_taken).collect(),
            is_lower: !text.contains(char::is_uppercase),
            is_english: words.iter().filter(|w| w.is_function).count() * 5 > words.len(),
        }
    }

    /// True where a word is part of something found already.
    pub fn is_taken(&self, at: usize) -> bool {
        self.taken.get(at).copied().unwrap_or(true)
    }

    /// True where a word begins a sentence or a line, so that its capital tells nothing.
    pub fn begins(&self, at: usize) -> bool {
        let gap = self.words[at].gap;
        let after_initial = at > 0
            && gap.starts_with('.')
            && (self.words[at - 1].is_initial() || is_abbreviation(&self.words[at - 1].lower));
        at == 0 || (gap.contains(['.', '!', '?', ':', '\n', '"', '“', '”', '•', '>', '(', '*']) && !after_initial)
    }

    /// The word before in the same phrase or sentence, in lower case; empty at the start of one.
    pub fn before(&self, at: usize, back: usize) -> &str {
        let Some(place) = at.checked_sub(back) else { return "" };
        let apart = |w: &Word<'_>| w.gap.contains(['.', '!', '?', '\n', ';']);
        let broken =
            (place + 1..=at).any(|i| apart(&self.words[i]) && !(i > 0 && is_abbreviation(&self.words[i - 1].lower)));
        if broken { "" } else { &self.words[place].lower }
    }

    /// The byte range of words from `from` up to and with `to`.
    pub fn range(&self, from: usize, to: usize) -> Range<usize> {
        self.words[from].range.start..self.words[to].range.end
    }
}

/// Words that end with a point within a sentence.
fn is_abbreviation(lower: &str) -> bool {
    matches!(
        lower,
        "mr" | "mrs" | "ms" | "dr" | "prof" | "st" | "apt" | "no" | "ave" | "rd" | "blvd" | "ul" | "jr" | "sr" | "ste"
    )
}

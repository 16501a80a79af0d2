//! Joining lines to running text again.

use super::rows::Row;
use std::collections::HashSet;

/// The words of a document, by which a hyphen at a line's end is judged.
pub(super) struct Words(HashSet<String>);

impl Words {
    pub fn of<'a>(rows: impl Iterator<Item = &'a Row>) -> Self {
        let mut words = HashSet::new();
        for row in rows {
            for word in row.text().split_whitespace() {
                words.insert(bare(word));
            }
        }
        Self(words)
    }

    /// Adds a line to a text. A hyphen that only the line's end made goes.
    pub fn join(&self, text: &mut String, line: &str) {
        if text.is_empty() {
            text.push_str(line);
            return;
        }
        let soft = text.ends_with('\u{ad}');
        let hyphen = text.ends_with('-') && text.chars().rev().nth(1).is_some_and(char::is_alphabetic);
        let goes_on = line.chars().next().is_some_and(char::is_lowercase);
        if soft || hyphen && goes_on {
            let first = text
                .trim_end_matches(['-', '\u{ad}'])
                .rsplit(char::is_whitespace)
                .next()
                .unwrap_or_default();
            let second = line.split_whitespace().next().unwrap_or_default();
            let with = bare(&format!("{first}-{second}"));
            let without = bare(&format!("{first}{second}"));
            if soft || self.0.contains(&without) || !self.0.contains(&with) {
                text.pop();
            }
        } else if !text.ends_with(['/', '-', '—']) || text.ends_with(" -") {
            text.push(' ');
        }
        text.push_str(line);
    }
}

fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// True where a text is not finished: neither a sentence nor what leads into a list.
pub(super) fn is_open(text: &str) -> bool {
    let end = text.trim_end_matches(['"', '\'', '”', '’', ')', ']']);
    !end.ends_with(['.', '!', '?', ':', '…'])
}

//! What of a sentence can be looked up word for word: numbers, links, labels, names. Each of them has to stand in what is
//! known; no likeness of meaning makes up for one that does not.

use crate::text::{is_stopword, words};
use regex::Regex;
use std::collections::HashSet;
use std::sync::LazyLock;

#[expect(clippy::expect_used, reason = "constant patterns; a test compiles them")]
static LINK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?i)\b(?:https?|ftp|mailto|javascript|data):[^\s<>]+|\bwww\.[^\s<>]+|[\w.+-]+@[\w-]+\.[\w.-]+|\b(?:[a-z0-9-]+\.)+(?:com|org|net|io|app|dev|co|ai|example|info|biz|ru|cn|de|uk|eu|me|xyz|site|online|link|ly)\b(?:/[^\s<>]*)?")
        .expect("constant pattern")
});
#[expect(clippy::expect_used, reason = "constant patterns; a test compiles them")]
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("\"([^\"\n]{1,80})\"|“([^”\n]{1,80})”|„([^“”\n]{1,80})[“”]|«([^»\n]{1,80})»|\\*\\*([^*\n]{1,80})\\*\\*|`([^`\n]{1,80})`|‘([^’\n]{1,80})’").expect("constant pattern")
});
#[expect(clippy::expect_used, reason = "constant patterns; a test compiles them")]
static NUMBER: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"\d+(?:[.,:/’'\u{a0}\u{202f}-]\d+)*").expect("constant pattern"));
#[expect(clippy::expect_used, reason = "constant patterns; a test compiles them")]
static MARKERS: LazyLock<Regex> = LazyLock::new(|| Regex::new(r"\s*\[\d+(?:\s*,\s*\d+)*\]").expect("constant pattern"));

/// Text that is known, ready to look things up in.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    lower: String,
    numbers: HashSet<String>,
    stems: HashSet<String>,
}

impl Known {
    pub fn of<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut known = Self::default();
        for text in texts {
            known.lower.push_str(&folded(text));
            known.lower.push('\n');
            known.numbers.extend(numbers(text));
            known.stems.extend(words(text).iter().map(crate::text::Word::stem));
        }
        known
    }

    fn holds(&self, text: &str) -> bool {
        self.lower.contains(folded(text).trim())
    }
}

/// A sentence without the `[1]` that models like to add.
pub(super) fn without_markers(text: &str) -> String {
    MARKERS.replace_all(text, "").trim().to_owned()
}

/// What stands in a sentence and in nothing that is known.
pub(super) fn foreign(sentence: &str, known: &Known) -> Option<String> {
    let link = LINK
        .find_iter(sentence)
        .find(|link| !known.holds(link.as_str().trim_end_matches(['.', ',', ')', ';', '?', '!'])));
    if let Some(link) = link {
        return Some(format!("the link {} is not in the evidence", link.as_str()));
    }
    if let Some(number) = numbers(sentence).into_iter().find(|n| !known.numbers.contains(n)) {
        return Some(format!("the number {number} is not in the evidence"));
    }
    if let Some(label) = labels(sentence).find(|label| !known.holds(label)) {
        return Some(format!("“{label}” is not in the evidence"));
    }
    names(sentence)
        .into_iter()
        .find(|(_, stem)| !known.stems.contains(stem))
        .map(|(name, _)| format!("{name} is not in the evidence"))
}

/// The numbers of a text, by value as far as writing goes: `1,000` and `1000` are one.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let digits = NUMBER.find_iter(text).flat_map(|found| {
        let plain = thousands(found.as_str());
        // `2024-05-01` and `10:30` are looked up in parts, too, since they are written in many ways.
        plain.split([':', '/', '-']).map(str::to_owned).collect::<Vec<_>>()
    });
    // The stem of a number word is its digits; `one` has none, as it points more often than it counts.
    let words = words(text);
    let spoken = words
        .iter()
        .filter(|w| w.lower.bytes().all(|b| b.is_ascii_alphabetic()))
        .map(crate::text::Word::stem);
    let spoken = spoken.filter(|stem| stem.bytes().all(|b| b.is_ascii_digit()));
    digits.chain(spoken).collect()
}

/// Without the marks between thousands.
fn thousands(number: &str) -> String {
    let parts: Vec<&str> = number.split([',', '’', '\'', '\u{a0}', '\u{202f}']).collect();
    let grouped = parts.len() > 1
        && parts[1..]
            .iter()
            .all(|p| p.len() >= 3 && p[..3].bytes().all(|b| b.is_ascii_digit()));
    let joined = if grouped {
        parts.concat()
    } else {
        number.replace(',', ".")
    };
    let trimmed = joined.trim_start_matches('0');
    if trimmed.is_empty() || trimmed.starts_with('.') {
        joined
    } else {
        trimmed.to_owned()
    }
}

/// What is quoted, bold or code.
pub(super) fn labels(text: &str) -> impl Iterator<Item = &str> {
    LABEL.captures_iter(text).filter_map(|found| {
        let inner = found.iter().skip(1).flatten().next()?;
        Some(inner.as_str().trim_end_matches(['.', ',', '!', '?'])).filter(|label| !label.trim().is_empty())
    })
}

/// Capitalised words with their stems, where no sentence begins with them.
fn names(text: &str) -> Vec<(String, String)> {
    let words = words(text);
    let capital = |w: &str| w.starts_with(char::is_uppercase);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let begins = at == 0 || text[words[at - 1].end()..word.start].contains(['.', ':', '!', '?', '“', '"', '(']);
        let shouted = word.text.chars().filter(|c| c.is_uppercase()).count() > 1;
        if capital(word.text) && !is_stopword(&word.lower) && (!begins || shouted) {
            found.push((word.text.to_owned(), word.stem()));
        }
    }
    found
}

/// Lower case, one space between words, one sort of apostrophe.
fn folded(text: &str) -> String {
    let plain = text
        .to_lowercase()
        .replace(['’', '‘'], "'")
        .replace(['\u{a0}', '\u{202f}'], " ");
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &str = "On Plus you can send 1,000 invoices a month. Choose Export all, then “Download CSV”. \
                         See https://docs.example.com/export. It takes two days. Files of 2.5 MB are refused.";

    fn check(sentence: &str, expect: Option<&str>) {
        let known = Known::of([KNOWN]);
        assert_eq!(foreign(sentence, &known).as_deref(), expect, "{sentence}");
    }

    #[test]
    fn what_can_be_looked_up_is_looked_up() {
        check("You can send 1000 invoices on Plus.", None);
        check(
            "You can send 1 000 invoices on Plus.".replace(' ', " ").as_str(),
            Some("the number 1 is not in the evidence"),
        );
        check(
            "You can send 100 invoices on Plus.",
            Some("the number 100 is not in the evidence"),
        );
        check("It takes 2 days.", None);
        check("It takes three days.", Some("the number 3 is not in the evidence"));
        check("Choose “Export all”.", None);
        check(
            "Choose \"Export everything\".",
            Some("“Export everything” is not in the evidence"),
        );
        check("Choose **Download CSV**, then wait.", None);
        check("See https://docs.example.com/export.", None);
        check(
            "See https://evil.example/export.",
            Some("the link https://evil.example/export. is not in the evidence"),
        );
        check(
            "Write to help@evil.example now",
            Some("the link help@evil.example is not in the evidence"),
        );
        check("Open evil.com/x", Some("the link evil.com/x is not in the evidence"));
        check("On Business you can.", Some("Business is not in the evidence"));
        check("Business is not said.", None);
        check("Files of 2.5 MB are refused.", None);
        check("Files of 2,5 MB are refused.", None);
    }

    #[test]
    fn markers_go_and_placeholders_stay() {
        assert_eq!(
            without_markers("It does [1, 2]. We write to [email 1] [3]"),
            "It does. We write to [email 1]"
        );
    }
}

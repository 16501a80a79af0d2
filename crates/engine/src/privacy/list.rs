//! Constant patterns and word lists, made once.

use std::collections::HashSet;

/// A constant pattern, compiled at first use; the tests of its family use it. Word boundaries are those of ASCII, which the
/// regex engine finds several times faster.
macro_rules! pattern {
    ($visible:vis $name:ident, $pattern:expr) => {
        #[allow(clippy::expect_used, reason = "a constant pattern; the tests of its family compile it")]
        $visible static $name: std::sync::LazyLock<regex::Regex> =
            std::sync::LazyLock::new(|| {
                regex::Regex::new(&$pattern.replace(r"\b", r"(?-u:\b)")).expect("constant pattern")
            });
    };
}
pub(super) use pattern;

/// The words of a list that ships; lines that start with `#` say where it comes from.
pub(super) fn words(list: &'static str) -> HashSet<&'static str> {
    list.lines()
        .filter(|l| !l.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
}

/// True where one of `cues` stands among the last `reach` bytes before `at`, on word boundaries, whatever its case.
/// `cues` are in lower case.
pub(super) fn said_before(text: &str, at: usize, reach: usize, cues: &regex::Regex) -> bool {
    cues.is_match(&text[boundary(text, at.saturating_sub(reach))..at])
}

/// True where `cues` matches among the `reach` bytes after `at`.
pub(super) fn said_after(text: &str, at: usize, reach: usize, cues: &regex::Regex) -> bool {
    cues.is_match(&text[at..boundary(text, (at + reach).min(text.len()))])
}

/// The nearest character boundary at or before `at`.
fn boundary(text: &str, at: usize) -> usize {
    (0..=at).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0)
}

/// True where the characters on both sides of a range are neither letters nor digits.
pub(super) fn stands_alone(text: &str, range: &std::ops::Range<usize>) -> bool {
    let joined = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !joined(text[..range.start].chars().next_back()) && !joined(text[range.end..].chars().next())
}

/// The digits of a text.
pub(super) fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

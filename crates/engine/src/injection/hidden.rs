//! Text that people do not see and machines read: rules, without a model.

use super::fold::{is_bidi_control, is_zero_width, look_alike, tag};
use std::ops::Range;

/// Zero-width characters within words from here on are no accident of copying.
const MANY_ZERO_WIDTH: usize = 3;
/// Letters that a word must have for its look-alikes to count: `Δt` and `αβ` are somebody's units.
const SHORTEST_FORGED: usize = 4;
/// A run of base64 characters this long is no hash or key of documentation (SHA-512 has 88).
const LONG_RUN: usize = 200;

/// How a text hides something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hiding {
    /// Tag characters (U+E0000), which carry ASCII text that nothing draws.
    Tags,
    /// Controls that show text in another order than it is read in.
    Bidi,
    /// Characters without width within words.
    ZeroWidth,
    /// Words that mix Latin letters with look-alikes of other scripts.
    LookAlikes,
    /// A long run of encoded text.
    Encoded,
}

impl Hiding {
    /// What was seen, as a clause.
    pub fn in_words(self) -> &'static str {
        match self {
            Self::Tags => "it carries unseen tag characters",
            Self::Bidi => "controls turn its direction of writing",
            Self::ZeroWidth => "characters without width stand within its words",
            Self::LookAlikes => "words mix Latin letters with look-alikes",
            Self::Encoded => "it holds a long run of encoded text",
        }
    }
}

/// Every way in which a text hides something, once each, with the bytes where it begins.
pub fn hidden(text: &str) -> Vec<(Hiding, Range<usize>)> {
    let found = [
        (Hiding::Tags, tags(text)),
        (Hiding::Bidi, bidi(text)),
        (Hiding::ZeroWidth, zero_width(text)),
        (Hiding::LookAlikes, forged_word(text)),
        (Hiding::Encoded, encoded(text)),
    ];
    found
        .into_iter()
        .filter_map(|(hiding, at)| Some((hiding, at?)))
        .collect()
}

/// Tag characters, but for the flags of regions that are emoji (England's, Scotland's, Wales's).
fn tags(text: &str) -> Option<Range<usize>> {
    let mut in_flag = false;
    for (at, c) in text.char_indices() {
        let is_tag = matches!(c, '\u{e0000}'..='\u{e007f}');
        if is_tag && !in_flag && tag(c).is_some() {
            return Some(at..at + c.len_utf8());
        }
        in_flag = c == '\u{1f3f4}' || in_flag && is_tag;
    }
    None
}

/// Overrides always; embeddings and isolates where nothing is written from right to left.
fn bidi(text: &str) -> Option<Range<usize>> {
    let rtl = |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    let any_rtl = || text.chars().any(rtl);
    let found = text
        .char_indices()
        .find(|(_, c)| is_bidi_control(*c) && (matches!(c, '\u{202d}' | '\u{202e}') || !any_rtl()));
    found.map(|(at, c)| at..at + c.len_utf8())
}

fn zero_width(text: &str) -> Option<Range<usize>> {
    let (mut first, mut count, mut before) = (None, 0, ' ');
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        if is_zero_width(c) && before.is_ascii_alphanumeric() && (next.is_ascii_alphanumeric() || is_zero_width(next)) {
            first.get_or_insert(at..at + c.len_utf8());
            count += 1;
        } else {
            before = c;
        }
    }
    first.filter(|_| count >= MANY_ZERO_WIDTH)
}

fn forged_word(text: &str) -> Option<Range<usize>> {
    let start = |word: &str| word.as_ptr() as usize - text.as_ptr() as usize;
    let mut words = text.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_ascii());
    let forged = |w: &&str| {
        let latin = w.chars().filter(char::is_ascii_alphabetic).count();
        let alike = w.chars().filter(|c| look_alike(*c).is_some()).count();
        latin >= 2 && alike > 0 && latin + alike == w.chars().count() && latin + alike >= SHORTEST_FORGED
    };
    words.find(forged).map(|w| start(w)..start(w) + w.len())
}

fn encoded(text: &str) -> Option<Range<usize>> {
    let is_code = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'/' | b'=' | b'-' | b'_');
    let mut start = 0;
    for run in text.as_bytes().split(|b| !is_code(*b)) {
        let mixed = run.iter().any(u8::is_ascii_uppercase)
            && run.iter().any(u8::is_ascii_lowercase)
            && run.iter().any(u8::is_ascii_digit);
        if run.len() >= LONG_RUN && mixed {
            return Some(start..start + run.len());
        }
        start += run.len() + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_hiding_is_seen_and_ordinary_writing_is_not() {
        let check = |text: &str, expect: &[Hiding]| {
            let found: Vec<Hiding> = hidden(text).into_iter().map(|(h, _)| h).collect();
            assert_eq!(found, expect, "{text:?}");
        };
        check("Hello\u{e0069}\u{e0067}", &[Hiding::Tags]);
        check("🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} Scotland", &[]);
        check("user\u{202e}txt.exe", &[Hiding::Bidi]);
        check("שלום \u{2067}abc\u{2069}", &[]);
        check("i\u{200b}g\u{200b}n\u{200b}ore", &[Hiding::ZeroWidth]);
        check("a soft\u{ad}ened word", &[]);
        check("ign\u{43e}re it", &[Hiding::LookAlikes]);
        check("Привет, invoice готов, Δt = 5 μm", &[]);
        let run = "aB3".repeat(80);
        check(&format!("see {run}"), &[Hiding::Encoded]);
        check(
            "sha384-oqVuAfXRKap7fdgcCY5uykM6aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            &[],
        );
    }

    #[test]
    fn it_says_where_it_begins() {
        assert_eq!(hidden("ok ign\u{43e}re"), [(Hiding::LookAlikes, 3..10)]);
        assert_eq!(hidden(""), []);
    }
}

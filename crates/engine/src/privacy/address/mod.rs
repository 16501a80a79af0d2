//! Postal addresses: a street, box or flat by the words that every country has for them, or the words before ("my address
//! is"), and then all that goes on like an address: numbers, capitalised words, line breaks.

mod anchor;
mod word;

use super::list::pattern;
use super::token::{Spoken, Word};
use super::{Found, PersonalData, place};
use anchor::{NAME, anchor};
use word::{is_particle, is_street_before, is_unit};

pattern!(
    CUE,
    r"(?i)(?:\baddress\b[^.?!\n]{0,40}?(?:\b(?:is|to|at)\b|:)|\b(?:lives?|lived|living|stays?|resid(?:e|es|ing)) (?:at|on)|\b(?:located|office is|meet(?: me| us)?|arrived|delivered|based) at|\b(?:send|sent|ship|shipped|shipping|deliver|delivered|posted|mail(?:ed)?)(?: (?:it|them|this|that|mine))? to)\s"
);

// Military post, which has a grammar of its own (USPS Publication 28, section 225).
pattern!(
    MILITARY,
    r"\b(?:(?:PSC|CMR|Unit|UNIT|USNS|USS|USCGC|USNV) [\p{L}0-9-]+,? ?(?:Box [0-9]+)?\s*,?\s*)?(?:APO|FPO|DPO),? (?:AA|AE|AP) [0-9]{5}\b"
);

/// The most words of an address.
const LONGEST: usize = 22;
/// The most characters between two of them.
const WIDEST_GAP: usize = 8;

pub(super) fn find(spoken: &Spoken<'_>, found: &mut Vec<Found>) {
    found.extend(
        MILITARY
            .find_iter(spoken.text)
            .map(|m| Found::sure(m.range(), PersonalData::Address)),
    );
    let mut at = 0;
    while at < spoken.words.len() {
        let place = if spoken.is_taken(at) { None } else { anchor(spoken, at) };
        let Some((from, to)) = place else {
            at += 1;
            continue;
        };
        let to = extended(spoken, to);
        found.push(Found::sure(
            spoken.range(leftmost(spoken, from), to),
            PersonalData::Address,
        ));
        at = to + 1;
    }
    for cue in CUE.find_iter(spoken.text) {
        let from = spoken.words.partition_point(|w| w.range.start < cue.end());
        if let Some(to) = stated(spoken, from) {
            found.push(Found::sure(spoken.range(from, to), PersonalData::Address));
        }
    }
}

/// House numbers, flats and the street that stand before an anchor.
fn leftmost(spoken: &Spoken<'_>, from: usize) -> usize {
    let mut best = from;
    let mut at = from;
    while at > 0 && from - at < NAME + 3 {
        let (word, before) = (&spoken.words[at], &spoken.words[at - 1]);
        if spoken.is_taken(at - 1) || !joins(spoken, word) || (best - at > NAME) {
            break;
        }
        at -= 1;
        if before.is_number() {
            best = at;
        } else if !is_particle(&before.lower) && (before.is_function || !before.is_capital() && !spoken.is_lower) {
            break;
        }
    }
    best
}

/// The last word that goes on like an address.
fn extended(spoken: &Spoken<'_>, from: usize) -> usize {
    let mut end = from;
    for at in from + 1..spoken.words.len().min(from + LONGEST) {
        let word = &spoken.words[at];
        if at <= end {
            continue;
        }
        if spoken.is_taken(at) || !joins(spoken, word) || is_label(spoken, word) {
            break;
        }
        let known = word.is_number() || is_street_before(&word.lower) || is_unit(&word.lower) || is_region(spoken, at);
        let named = (word.is_capital() || spoken.is_lower) && !word.is_function;
        if let Some(to) = place::country(spoken, at) {
            end = to;
        } else if known || named {
            end = at;
        } else if !is_particle(&word.lower) {
            break;
        }
    }
    end
}

/// The end of an address that the words before announce: it must hold a number and at least two more words.
fn stated(spoken: &Spoken<'_>, from: usize) -> Option<usize> {
    let first = spoken.words.get(from)?;
    let begins = first.is_number() || first.is_capital() || is_unit(&first.lower);
    if spoken.is_taken(from) || !begins || first.is_function || is_time(spoken, from) {
        return None;
    }
    let to = extended(spoken, from);
    let numbers = spoken.words[from..=to].iter().filter(|w| w.is_number()).count();
    (numbers > 0 && to - from + 1 - numbers >= 1 && to - from >= 2).then_some(to)
}

fn is_time(spoken: &Spoken<'_>, at: usize) -> bool {
    spoken
        .words
        .get(at + 1)
        .is_some_and(|w| matches!(w.lower.as_str(), "am" | "pm" | "o'clock") || w.gap == ":")
}

/// True where what stands before a word keeps it in the address: spaces, commas, one line break.
fn joins(spoken: &Spoken<'_>, word: &Word<'_>) -> bool {
    let gap = word.gap;
    let plain = gap.chars().all(|c| " ,\n\r#/>-.\\".contains(c));
    let point = gap.starts_with(". ") && !word.is_number() && !spoken.text[..word.range.start].ends_with(". ");
    let ended = gap.starts_with('.') && !gap.starts_with(".\n") && !abbreviates(spoken, word);
    plain && !point && !ended && gap.len() <= WIDEST_GAP && !gap.contains("\n\n") && !gap.is_empty()
}

/// True where the point before a word ends an abbreviation: a short word that is not the end of a sentence.
fn abbreviates(spoken: &Spoken<'_>, word: &Word<'_>) -> bool {
    let before = spoken.text[..word.range.start - word.gap.len()]
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .count();
    (1..=3).contains(&before) && (word.is_number() || word.is_capital())
}

/// `Phone:` begins something else.
fn is_label(spoken: &Spoken<'_>, word: &Word<'_>) -> bool {
    spoken.text[word.range.end..].starts_with(':')
}

/// A short code in small letters before a postal code, or between commas or line breaks.
fn is_region(spoken: &Spoken<'_>, at: usize) -> bool {
    let set_off = |gap: &str| gap.contains([',', '\n']);
    let next = spoken.words.get(at + 1);
    let before_number = next.is_some_and(|n| n.is_number() && n.follows());
    let alone = set_off(spoken.words[at].gap) && next.is_none_or(|n| set_off(n.gap));
    spoken.words[at].text.len() <= 3 && (before_number || alone)
}

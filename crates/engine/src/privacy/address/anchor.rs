//! The part of an address that gives it away: a street with its number, a box, a flat.

use super::word::{is_compound, is_month, is_particle, is_street, is_street_before, may_be_street};
use crate::privacy::token::{Spoken, Word};

/// The most words of a street's name between its number and its word.
pub(super) const NAME: usize = 5;

/// The words that make a street, a box or a flat, if one does so around `at`.
pub(super) fn anchor(spoken: &Spoken<'_>, at: usize) -> Option<(usize, usize)> {
    let word = &spoken.words[at];
    let lower = word.lower.as_str();
    let numbered = spoken
        .words
        .get(at + 1)
        .is_some_and(|n| n.is_number() && n.gap.trim_matches([' ', '.', '#', ',']).is_empty());
    if numbered && let Some(from) = unit_or_box(spoken, at) {
        return Some((from, at + 1));
    }
    if may_be_street(lower)
        && let Some(from) = number_before(spoken, at)
    {
        return Some((from, at));
    }
    let named = word.is_capital() && word.follows() && at > 0 && spoken.words[at - 1].is_capital();
    if numbered && (named && is_street(lower) || word.is_capital() && is_compound(lower)) {
        return Some((name_start(spoken, at), at + 1));
    }
    if word.is_number() {
        return between_numbers(spoken, at).map(|to| (at, to));
    }
    if is_street_before(lower) && (word.is_capital() || at > 0 && spoken.words[at - 1].is_number()) {
        return numbered_after(spoken, at).map(|to| (at, to));
    }
    None
}

/// Where a numbered flat or box begins: `Apt. 5`, `PO Box 7`, `P.O. Box 7`.
fn unit_or_box(spoken: &Spoken<'_>, at: usize) -> Option<usize> {
    let word = &spoken.words[at];
    let is = |i: Option<usize>, lower: &str| {
        i.and_then(|i| spoken.words.get(i))
            .is_some_and(|w: &Word<'_>| w.lower == lower)
    };
    match word.lower.as_str() {
        "apt" | "apartment" | "suite" | "ste" | "flat" | "appt" => (word.is_capital() || spoken.is_lower).then_some(at),
        "postfach" | "apartado" | "postboks" => Some(at),
        "box" if is(at.checked_sub(1), "o") && is(at.checked_sub(2), "p") => at.checked_sub(2),
        "box" if is(at.checked_sub(1), "po") => at.checked_sub(1),
        _ => None,
    }
}

/// The number before a street's name: `12 Baker Street`, `40th Street`.
fn number_before(spoken: &Spoken<'_>, street: usize) -> Option<usize> {
    for at in (street.saturating_sub(NAME)..street).rev() {
        let (word, next) = (&spoken.words[at], &spoken.words[at + 1]);
        if !next.follows() || spoken.is_taken(at) {
            return None;
        }
        if word.is_number() {
            return (at + 1 < street || word.text.ends_with(char::is_alphabetic)).then_some(at);
        }
        if !(word.is_capital() || spoken.is_lower && !word.is_function) {
            return None;
        }
    }
    None
}

/// The number after a street's name: `Rue de la Sarthe 421`.
fn numbered_after(spoken: &Spoken<'_>, street: usize) -> Option<usize> {
    let before = street > 0 && spoken.words[street - 1].is_number() && spoken.words[street].follows();
    let mut end = None;
    for at in street + 1..spoken.words.len().min(street + NAME + 2) {
        let word = &spoken.words[at];
        let joined = word.follows() || word.gap == ", " || word.gap == ". ";
        if !joined || spoken.is_taken(at) {
            break;
        }
        if word.is_number() {
            return (at > street + 1).then_some(at);
        }
        if word.is_capital() {
            end = before.then_some(at);
        } else if !is_particle(&word.lower) && !spoken.is_lower {
            break;
        }
    }
    end
}

/// A house, a street, a number and a place (`59 Karlova 48, Brno`), or a line of the first three.
fn between_numbers(spoken: &Spoken<'_>, at: usize) -> Option<usize> {
    let to = (at + 2..spoken.words.len().min(at + NAME)).find(|i| spoken.words[*i].is_number())?;
    let named = (at + 1..to).all(|i| spoken.words[i].is_capital() && !is_month(&spoken.words[i].lower));
    let joined = (at + 1..=to).all(|i| spoken.words[i].follows() && !spoken.is_taken(i));
    let placed = spoken
        .words
        .get(to + 1)
        .is_some_and(|w| w.gap.starts_with([',', '.']) && w.gap.contains(", ") && w.is_capital());
    let line = &spoken.text[spoken.words[to].range.end..];
    let alone = spoken.words[at].gap.contains('\n') && line.trim_start_matches('.').starts_with('\n');
    (named && joined && (placed || alone)).then_some(to)
}

/// Where the capitalised name that ends at `at` begins.
fn name_start(spoken: &Spoken<'_>, at: usize) -> usize {
    let mut from = at;
    while from > 0 && at - from < NAME {
        let before = &spoken.words[from - 1];
        if !spoken.words[from].follows() || !before.is_capital() || spoken.is_taken(from - 1) || before.is_function {
            break;
        }
        from -= 1;
    }
    from
}

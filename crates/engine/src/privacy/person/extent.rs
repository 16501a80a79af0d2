//! Where a name ends.

use super::shape::{is_address_unit, is_listed, is_nobody, is_particle, is_state, is_surname};
use crate::privacy::token::{Spoken, Word};
use crate::privacy::{Found, PersonalData, place};
use std::ops::Range;

/// The most words of a name.
const LONGEST: usize = 5;

/// The end of the capitalised words that begin at `at`, with the particles and initials between them.
pub(super) fn run_end(spoken: &Spoken<'_>, at: usize) -> usize {
    let mut end = at;
    for next in at + 1..spoken.words.len().min(at + LONGEST) {
        let word = &spoken.words[next];
        let before = &spoken.words[next - 1];
        if is_address_unit(&word.lower) {
            break;
        }
        let abbreviated = word.gap.contains('.') && !before.is_initial();
        if !word.follows() || abbreviated || before.possessive || spoken.is_taken(next) || word.is_number() {
            break;
        }
        if word.is_capital() && !word.is_function {
            end = next;
        } else if !is_particle(&word.lower) && !word.is_initial() {
            break;
        }
    }
    end
}

/// Names in a row (`Kim, Lee and Park`): what follows a name after a comma or `and` and begins with a capital is one too.
/// Gives the last word read.
pub(super) fn coordinated(spoken: &Spoken<'_>, name: usize, found: &mut Vec<Found>) -> usize {
    let mut last = name;
    loop {
        let Some(next) = spoken.words.get(last + 1) else {
            return last;
        };
        let at = match next.lower.as_str() {
            "and" | "or" if next.follows() || next.gap == ", " => last + 2,
            _ if next.gap == ", " => last + 1,
            _ => return last,
        };
        let Some(word) = spoken.words.get(at) else { return last };
        let joined = at == last + 1 || word.follows();
        let plain = word.is_capital() && !word.is_function && !is_nobody(&word.lower);
        let known = is_listed(&word.lower);
        if !joined
            || !plain
            || spoken.is_taken(at)
            || !(known || at == last + 2)
            || place::country(spoken, at).is_some()
        {
            return last;
        }
        last = run_end(spoken, at);
        found.push(Found::likely(with_suffix(spoken, at, last), PersonalData::Person));
    }
}

/// The range of a name, with the point of `Jr.` and `Sr.`
pub(super) fn with_suffix(spoken: &Spoken<'_>, at: usize, end: usize) -> Range<usize> {
    let range = spoken.range(at, end);
    let point = matches!(spoken.words[end].lower.as_str(), "jr" | "sr") && spoken.text[range.end..].starts_with('.');
    range.start..range.end + usize::from(point)
}

/// The end of a sentence of one to three words that are neither function words nor what a name can be (`wrong`, `missing`).
pub(super) fn closing_end(spoken: &Spoken<'_>, at: usize) -> Option<usize> {
    let is_closed = |i: usize| {
        spoken
            .words
            .get(i + 1)
            .is_none_or(|w| w.gap.contains(['.', '!', '?', '\n', ',', ';']))
    };
    let end = (at..spoken.words.len().min(at + 3)).find(|i| is_closed(*i))?;
    let is_name = |w: &Word<'_>| !(w.is_function || w.is_number() || is_state(&w.lower) || is_nobody(&w.lower));
    let joined = (at + 1..=end).all(|i| spoken.words[i].follows());
    (joined && spoken.words[at..=end].iter().all(is_name)).then_some(end)
}

/// The end of a name that a title announces, whatever its case.
pub(super) fn titled_end(spoken: &Spoken<'_>, at: usize) -> usize {
    if spoken.words[at].is_capital() || is_particle(&spoken.words[at].lower) {
        return run_end(spoken, at);
    }
    let surname = spoken
        .words
        .get(at + 1)
        .is_some_and(|w| w.follows() && !w.is_function && is_surname(&w.lower));
    at + usize::from(surname)
}

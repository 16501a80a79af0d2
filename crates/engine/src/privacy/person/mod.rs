//! Names of persons: what introduces them (`my name is`, `Mr`, `Dear`), common given names, and endings of surnames.

mod cue;
mod extent;
mod shape;

use super::token::Spoken;
use super::{Certainty, Found, PersonalData, list, place};
use cue::{DOES, INTRODUCED, LIKELY, SPEAKS, STATED};
use extent::{closing_end, coordinated, run_end, titled_end, with_suffix};
use shape::{is_foreign, is_given, is_listed, is_loud, is_nobody, is_particle, is_surname, is_title};
use std::ops::Range;

/// How far before a word a cue is looked for, in bytes.
const REACH: usize = 64;
/// The most words of a signature or the head of an address.
const BLOCK: usize = 40;
/// How far after a name what it does is looked for, in bytes.
const REACH_AFTER: usize = 24;

pub(super) fn find(spoken: &Spoken<'_>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < spoken.words.len() {
        if let Some(range) = title(spoken, at) {
            found.push(Found::sure(range, PersonalData::Title));
            let end = titled_end(spoken, at + 1);
            found.push(Found::sure(with_suffix(spoken, at + 1, end), PersonalData::Person));
            at = coordinated(spoken, end, found);
        } else if let Some((end, certainty)) = name(spoken, at) {
            found.push(Found {
                range: with_suffix(spoken, at, end),
                kind: PersonalData::Person,
                certainty,
            });
            at = coordinated(spoken, end, found);
        }
        at += 1;
    }
}

/// A form of address before a name, with its point.
fn title(spoken: &Spoken<'_>, at: usize) -> Option<Range<usize>> {
    let word = &spoken.words[at];
    // `MS` is a maker of software.
    let is_title = word.text != "MS" && is_title(&word.lower);
    let next = spoken.words.get(at + 1)?;
    let point = spoken.text[word.range.end..].starts_with('.');
    let named = match spoken.is_lower {
        // `miss` is a verb and `ms` a unit, too.
        true => {
            let measured = at > 0 && spoken.words[at - 1].is_number();
            !measured && !next.is_function && (point && word.lower != "miss" || is_listed(&next.lower))
        }
        false => word.is_capital() && (next.is_capital() || is_particle(&next.lower)),
    };
    let is_named = is_title && named && next.follows() && !spoken.is_taken(at + 1);
    is_named.then(|| word.range.start..word.range.end + usize::from(point))
}

/// The end of the name that begins at `at`, if one does.
fn name(spoken: &Spoken<'_>, at: usize) -> Option<(usize, Certainty)> {
    let word = &spoken.words[at];
    if spoken.is_taken(at) || word.is_number() || word.is_function || is_nobody(&word.lower) {
        return None;
    }
    let given = is_given(&word.lower) && !is_part_of_place(spoken, at);
    if !word.is_capital() {
        return lower_name(spoken, at, given);
    }
    let end = run_end(spoken, at);
    let said = |cue| list::said_before(spoken.text, word.range.start, REACH, cue);
    let later = |i: usize| is_given(&spoken.words[i].lower);
    if spoken.begins(at) && !given && (at + 1..=end).any(later) {
        return None;
    }
    if said(&STATED) {
        return Some((end, Certainty::Sure));
    }
    if given {
        return Some((end, if end > at { Certainty::Sure } else { Certainty::Likely }));
    }
    let (alone, begins) = (end == at, spoken.begins(at));
    let does = if begins { &SPEAKS } else { &DOES };
    let likely = !alone && is_surname(&spoken.words[end].lower)
        || !begins && !is_placed(spoken, at) && looks_like_name(spoken, at)
        || !is_loud(word.text) && said(&LIKELY)
        || !alone && said(&INTRODUCED)
        || list::said_after(spoken.text, spoken.words[end].range.end, REACH_AFTER, does)
        || signs(spoken, at, end);
    likely.then_some((end, Certainty::Likely))
}

fn looks_like_name(spoken: &Spoken<'_>, at: usize) -> bool {
    let word = &spoken.words[at];
    is_surname(&word.lower) || spoken.is_english && is_foreign(word.text)
}

/// In small letters only what is stated, or a common given name, is a name; a surname goes with it where it is known as one
/// or ends the phrase.
fn lower_name(spoken: &Spoken<'_>, at: usize, given: bool) -> Option<(usize, Certainty)> {
    let start = spoken.words[at].range.start;
    let stated = may_be_stated(spoken, at) && list::said_before(spoken.text, start, REACH, &STATED);
    if !given {
        let end = if stated { closing_end(spoken, at) } else { None };
        return end.map(|end| (end, Certainty::Likely));
    }
    if !(spoken.is_lower || stated) {
        return None;
    }
    let mut end = at;
    for next in at + 1..spoken.words.len().min(at + 3) {
        let word = &spoken.words[next];
        let known = is_surname(&word.lower) || is_given(&word.lower);
        let ends = spoken
            .words
            .get(next + 1)
            .is_none_or(|w| w.gap.contains(['.', '!', '?', '\n', ',', ';']));
        if !word.follows() || word.is_function || word.is_number() || !(known || stated && ends) {
            break;
        }
        end = next;
    }
    Some((end, Certainty::Likely))
}

/// A quick look at what stands before a word in small letters: only few of them can follow a statement of a name.
fn may_be_stated(spoken: &Spoken<'_>, at: usize) -> bool {
    let last = at.checked_sub(1).map_or("", |i| spoken.words[i].lower.as_str());
    matches!(last, "is" | "was" | "name" | "me" | "him" | "her" | "them" | "dear")
        || spoken.words[at].gap.contains([':', '?'])
}

/// True where words from `at` to `end` are a whole line of two to four that opens a block of lines in which a phone
/// number, an e-mail address or the like was found: a signature or the head of an address.
fn signs(spoken: &Spoken<'_>, at: usize, end: usize) -> bool {
    let range = spoken.range(at, end);
    let (before, after) = (&spoken.text[..range.start], &spoken.text[range.end..]);
    let before = before.trim_end_matches([' ', '>']);
    let opens = before.is_empty() || before.ends_with("\n\n");
    let alone = after.trim_start_matches([' ', '.']).starts_with('\n');
    let block = spoken.words.len().min(at + BLOCK);
    (1..4).contains(&(end - at)) && opens && alone && (at..block).any(|i| spoken.is_taken(i))
}

/// `San Francisco`, `Port Elizabeth`.
fn is_part_of_place(spoken: &Spoken<'_>, at: usize) -> bool {
    spoken.words[at].follows()
        && matches!(
            spoken.before(at, 1),
            "san" | "santa" | "são" | "sao" | "saint" | "st" | "port" | "fort" | "los" | "lake" | "mount"
        )
}

/// What stands after `in` or `from` more likely is a place.
fn is_placed(spoken: &Spoken<'_>, at: usize) -> bool {
    place::is_whereabouts(spoken, at) || matches!(spoken.before(at, 1), "in" | "at" | "near" | "from" | "of")
}

//! Places and nationalities: countries by their names (ISO 3166), other places by the words before them.

use super::list;
use super::token::Spoken;
use super::{Found, PersonalData};
use std::collections::HashSet;
use std::sync::LazyLock;

/// Names of countries in lower case, `_` for a space: the short English names of ISO 3166 and those in common use.
static COUNTRIES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list::words(include_str!("../../data/countries.txt")));
/// The first words of these names, to spare most words a search.
static STARTS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| COUNTRIES.iter().filter_map(|name| name.split('_').next()).collect());
static NATIONALITIES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list::words(include_str!("../../data/nationalities.txt")));

/// The most words of a place's name.
const LONGEST: usize = 5;

pub(super) fn find(spoken: &Spoken<'_>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < spoken.words.len() {
        if spoken.is_taken(at) || !(spoken.words[at].is_capital() || spoken.is_lower) {
            at += 1;
            continue;
        }
        if let Some(end) = country(spoken, at) {
            found.push(Found::sure(spoken.range(at, end), PersonalData::Location));
            at = end;
        } else if NATIONALITIES.contains(spoken.words[at].lower.as_str()) {
            found.push(Found::sure(spoken.range(at, at), PersonalData::Nationality));
        } else if spoken.words[at].is_capital() && is_whereabouts(spoken, at) {
            let end = name_end(spoken, at);
            found.push(Found::likely(spoken.range(at, end), PersonalData::Location));
            at = end;
        }
        at += 1;
    }
}

/// The last word of the country that `at` begins, if one does.
pub(super) fn country(spoken: &Spoken<'_>, at: usize) -> Option<usize> {
    if !STARTS.contains(spoken.words[at].lower.as_str()) {
        return None;
    }
    let mut name = spoken.words[at].lower.clone();
    let mut end = COUNTRIES.contains(name.as_str()).then_some(at);
    for next in at + 1..spoken.words.len().min(at + LONGEST) {
        if !spoken.words[next].follows() || spoken.is_taken(next) {
            break;
        }
        name.push('_');
        name.push_str(&spoken.words[next].lower);
        if COUNTRIES.contains(name.as_str()) {
            end = Some(next);
        }
    }
    end
}

/// True where the words before say that somebody is, lives, goes or comes from there.
pub(super) fn is_whereabouts(spoken: &Spoken<'_>, at: usize) -> bool {
    let (third, second, first) = (spoken.before(at, 3), spoken.before(at, 2), spoken.before(at, 1));
    match first {
        "in" => matches!(
            second,
            "live"
                | "lives"
                | "lived"
                | "living"
                | "i'm"
                | "i’m"
                | "am"
                | "up"
                | "born"
                | "based"
                | "located"
                | "raised"
                | "reside"
                | "resides"
                | "office"
                | "branch"
        ),
        "from" => matches!(
            second,
            "here" | "originally" | "come" | "comes" | "came" | "moved" | "i'm" | "i’m" | "am"
        ),
        "to" => {
            matches!(
                second,
                "moved"
                    | "move"
                    | "moving"
                    | "flew"
                    | "fly"
                    | "flying"
                    | "travel"
                    | "travelling"
                    | "traveling"
                    | "travelled"
                    | "relocated"
                    | "relocating"
            ) || (second == "coming" && third != "is")
        }
        _ => false,
    }
}

fn name_end(spoken: &Spoken<'_>, from: usize) -> usize {
    let mut end = from;
    for at in from + 1..spoken.words.len().min(from + LONGEST) {
        let word = &spoken.words[at];
        let joint = matches!(
            word.lower.as_str(),
            "de" | "la"
                | "del"
                | "di"
                | "da"
                | "do"
                | "am"
                | "an"
                | "der"
                | "im"
                | "upon"
                | "nad"
                | "sur"
                | "le"
                | "on"
                | "u"
                | "pri"
                | "bei"
        );
        if !word.follows() || word.gap.contains('.') || spoken.is_taken(at) {
            break;
        }
        match (word.is_capital(), joint) {
            (true, _) => end = at,
            (false, true) => {}
            (false, false) => break,
        }
    }
    end
}

//! Companies: by the legal form at the end of the name, or by somebody working there.

use super::token::Spoken;
use super::{Found, PersonalData};

/// Legal forms and words that companies end with, in lower case.
const FORMS: [&str; 32] = [
    "inc",
    "incorporated",
    "llc",
    "llp",
    "ltd",
    "limited",
    "plc",
    "corp",
    "corporation",
    "gmbh",
    "ag",
    "kg",
    "ug",
    "sarl",
    "sas",
    "srl",
    "spa",
    "bv",
    "nv",
    "oy",
    "oyj",
    "aps",
    "asa",
    "kft",
    "zrt",
    "sro",
    "pty",
    "co",
    "company",
    "holdings",
    "sons",
    "bank",
];
/// Words that may join the parts of a company's name.
const JOINTS: [&str; 4] = ["and", "of", "the", "de"];
/// The most words of a company's name before its form.
const LONGEST: usize = 5;

pub(super) fn find(spoken: &Spoken<'_>, found: &mut Vec<Found>) {
    for (at, word) in spoken.words.iter().enumerate() {
        if spoken.is_taken(at) || !word.is_capital() {
            continue;
        }
        let joint = word.lower != "company" || word.gap.contains('&') || spoken.before(at, 1) == "and";
        if joint && FORMS.contains(&word.lower.as_str()) {
            if let Some(from) = name_before(spoken, at) {
                found.push(Found::likely(with_point(spoken, from, at), PersonalData::Organisation));
            }
        } else if is_employer(spoken, at) || is_institution(spoken, at) {
            let range = spoken.range(at, name_end(spoken, at));
            found.push(Found::likely(range, PersonalData::Organisation));
        }
    }
}

/// `University of …`, `Bank of …`.
fn is_institution(spoken: &Spoken<'_>, at: usize) -> bool {
    matches!(spoken.words[at].lower.as_str(), "university" | "bank")
        && spoken.words.get(at + 1).is_some_and(|next| next.lower == "of")
}

/// Where the name that ends with the form at `form` begins.
fn name_before(spoken: &Spoken<'_>, form: usize) -> Option<usize> {
    let mut from = None;
    for at in (form.saturating_sub(LONGEST)..form).rev() {
        let (word, next) = (&spoken.words[at], &spoken.words[at + 1]);
        let point = next.gap.contains('.') && !word.is_initial();
        let joined = next.gap.trim_matches([' ', ',', '&', '.']).is_empty() && next.gap.len() <= 3 && !point;
        let joint = JOINTS.contains(&word.lower.as_str());
        if !joined || spoken.is_taken(at) || !(word.is_capital() || joint) {
            break;
        }
        if word.is_capital() {
            from = Some(at);
        }
    }
    from
}

fn name_end(spoken: &Spoken<'_>, from: usize) -> usize {
    let mut end = from;
    for at in from + 1..spoken.words.len().min(from + LONGEST) {
        let word = &spoken.words[at];
        if !word.follows() || spoken.is_taken(at) || spoken.words[at - 1].possessive {
            break;
        }
        match (word.is_capital(), JOINTS.contains(&word.lower.as_str())) {
            (true, _) => end = at,
            (false, true) => {}
            (false, false) => break,
        }
    }
    end
}

/// `I work for …`, `employed by …`.
fn is_employer(spoken: &Spoken<'_>, at: usize) -> bool {
    let (second, first) = (spoken.before(at, 2), spoken.before(at, 1));
    matches!(first, "for" | "at" | "by")
        && matches!(
            second,
            "work" | "works" | "worked" | "working" | "employed" | "employee" | "job"
        )
}

/// The range with the point of an abbreviated form (`Inc.`).
fn with_point(spoken: &Spoken<'_>, from: usize, form: usize) -> std::ops::Range<usize> {
    let range = spoken.range(from, form);
    let abbreviated = matches!(spoken.words[form].lower.as_str(), "inc" | "ltd" | "corp" | "co");
    let point = abbreviated
        && spoken.text[range.end..].starts_with('.')
        && spoken.text[range.end + 1..].starts_with([' ', ',', '\n']);
    range.start..range.end + usize::from(point)
}

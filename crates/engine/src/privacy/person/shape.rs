//! What a word by itself says of being a name.

use crate::privacy::list;
use std::collections::HashSet;
use std::sync::LazyLock;

static GIVEN: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list::words(include_str!("../../../data/given_names.txt")));

static SURNAMES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| list::words(include_str!("../../../data/surnames.txt")));

/// What follows a greeting and is nobody's name.
const NOBODY: [&str; 27] = [
    "there",
    "team",
    "all",
    "everyone",
    "everybody",
    "support",
    "usher",
    "folks",
    "guys",
    "sir",
    "madam",
    "sirs",
    "customer",
    "customers",
    "admin",
    "service",
    "again",
    "friend",
    "friends",
    "help",
    "user",
    "please",
    "thanks",
    "thank",
    "not",
    "yes",
    "no",
];

/// What a name can be.
const STATES: [&str; 10] = [
    "wrong",
    "incorrect",
    "different",
    "old",
    "correct",
    "right",
    "invalid",
    "empty",
    "blank",
    "required",
];

/// Endings of surnames that grammar made: Slavic, Nordic, Baltic, Greek, Armenian, Georgian and Icelandic patronymics.
const ENDINGS: [&str; 34] = [
    "ov", "ova", "ev", "eva", "enko", "ski", "ska", "sky", "skaya", "wicz", "czyk", "sson", "ssen", "dóttir", "dottir",
    "nen", "vić", "vic", "ić", "poulos", "idis", "akis", "ová", "shvili", "dze", "ian", "yan", "escu", "sen", "quist",
    "qvist", "gård", "stedt", "ez",
];

/// The shortest surname that an ending tells.
const SHORTEST_BY_ENDING: usize = 6;

/// True for a common given name, or a double one that begins with it.
pub(super) fn is_given(lower: &str) -> bool {
    GIVEN.contains(first_part(lower))
}

/// True for a common surname, or a word with an ending of surnames.
pub(super) fn is_surname(lower: &str) -> bool {
    SURNAMES.contains(lower) || is_surname_by_ending(lower)
}

/// True for a name of either sort.
pub(super) fn is_listed(lower: &str) -> bool {
    is_given(lower) || SURNAMES.contains(lower)
}

/// True for what is never a name: who is greeted in general, contractions, parts of an address.
pub(super) fn is_nobody(lower: &str) -> bool {
    NOBODY.contains(&lower) || is_title(lower) || is_contraction(lower) || is_address_unit(lower)
}

/// True for what a name can be said to be (`my name is wrong`).
pub(super) fn is_state(lower: &str) -> bool {
    STATES.contains(&lower) || lower.ends_with("ed") || lower.ends_with("ing")
}

/// The first part of a double name (`Anne-Marie`).
fn first_part(lower: &str) -> &str {
    lower.split(['-', '\'', '’']).next().unwrap_or(lower)
}

fn is_surname_by_ending(lower: &str) -> bool {
    lower.chars().count() >= SHORTEST_BY_ENDING && ENDINGS.iter().any(|e| lower.ends_with(e)) && !is_common(lower)
}

/// Ordinary words with such an ending.
fn is_common(lower: &str) -> bool {
    matches!(
        lower,
        "chosen"
            | "frozen"
            | "citizen"
            | "guardian"
            | "custodian"
            | "librarian"
            | "civilian"
            | "electrician"
            | "technician"
            | "comedian"
            | "vegetarian"
            | "christian"
            | "italian"
            | "russian"
            | "indian"
            | "canadian"
            | "australian"
            | "european"
            | "civilization"
            | "historian"
            | "politician"
            | "musician"
            | "physician"
            | "median"
            | "caspian"
            | "brazilian"
            | "debian"
            | "norwegian"
    ) || lower.ends_with("cian")
        || lower.ends_with("arian")
}

/// `I've`, `don't`.
fn is_contraction(lower: &str) -> bool {
    [
        "'t", "'ve", "'ll", "'re", "'d", "'m", "’t", "’ve", "’ll", "’re", "’d", "’m",
    ]
    .iter()
    .any(|e| lower.ends_with(e))
}

/// A word in capitals alone shouts or is an abbreviation.
pub(super) fn is_loud(word: &str) -> bool {
    word.chars().count() > 1 && !word.contains(char::is_lowercase)
}

/// Letters that English does not write: in an English text they mark names.
pub(super) fn is_foreign(word: &str) -> bool {
    word.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
}

pub(super) fn is_address_unit(lower: &str) -> bool {
    matches!(
        lower,
        "apt" | "apartment" | "suite" | "ste" | "box" | "street" | "road" | "avenue"
    )
}

/// Forms of address.
pub(super) fn is_title(lower: &str) -> bool {
    const TITLES: [&str; 13] = [
        "mr",
        "mrs",
        "ms",
        "miss",
        "dr",
        "prof",
        "professor",
        "herr",
        "frau",
        "madame",
        "monsieur",
        "señor",
        "señora",
    ];
    TITLES.contains(&lower)
}

/// Small words within names.
pub(super) fn is_particle(lower: &str) -> bool {
    const PARTICLES: [&str; 24] = [
        "van", "von", "de", "der", "den", "del", "da", "dos", "di", "du", "la", "le", "bin", "al", "el", "ibn", "ter",
        "ten", "af", "zu", "y", "e", "ó", "ní",
    ];
    PARTICLES.contains(&lower)
}

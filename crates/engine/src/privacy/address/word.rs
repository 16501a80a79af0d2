//! Words of addresses, in lower case.

/// Words for a street that stand after its name.
const AFTER: [&str; 22] = [
    "street",
    "road",
    "rd",
    "avenue",
    "ave",
    "lane",
    "ln",
    "boulevard",
    "blvd",
    "crescent",
    "parkway",
    "pkwy",
    "highway",
    "hwy",
    "terrace",
    "mews",
    "strasse",
    "straße",
    "utca",
    "katu",
    "ulitsa",
    "gardens",
];
/// Such words that are common ones, too.
const AFTER_NUMBERED: [&str; 14] = [
    "st", "drive", "dr", "way", "court", "ct", "place", "pl", "square", "close", "row", "walk", "grove", "hill",
];
/// Words for a street that stand before its name.
const BEFORE: [&str; 34] = [
    "rue",
    "avenue",
    "boulevard",
    "chemin",
    "allée",
    "allee",
    "quai",
    "impasse",
    "via",
    "viale",
    "piazza",
    "corso",
    "largo",
    "calle",
    "avenida",
    "av",
    "paseo",
    "plaza",
    "camino",
    "carrer",
    "carretera",
    "rua",
    "rúa",
    "travessa",
    "praça",
    "estrada",
    "strada",
    "ul",
    "ulica",
    "ulitsa",
    "jalan",
    "trg",
    "náměstí",
    "place",
];
/// Endings of compound words for a street.
const ENDINGS: [&str; 25] = [
    "straße", "strasse", "str", "weg", "gasse", "platz", "allee", "ufer", "damm", "vägen", "gatan", "gränd", "veien",
    "vegen", "vej", "gade", "stræde", "gata", "straat", "laan", "plein", "gracht", "katu", "kuja", "tie",
];

/// True for a word that is a street wherever a name and a number are beside it.
pub(super) fn is_street(lower: &str) -> bool {
    AFTER.contains(&lower)
}

/// True for a word that is a street where a number stands before the name.
pub(super) fn may_be_street(lower: &str) -> bool {
    AFTER.contains(&lower) || AFTER_NUMBERED.contains(&lower)
}

/// True for a word for a street that stands before its name.
pub(super) fn is_street_before(lower: &str) -> bool {
    BEFORE.contains(&lower)
}

/// True for a compound that ends with a word for a street (`Ommerweg`).
pub(super) fn is_compound(lower: &str) -> bool {
    ENDINGS
        .iter()
        .any(|ending| lower.len() > ending.len() + 2 && lower.ends_with(ending))
}

pub(super) fn is_month(lower: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    lower.get(..3).is_some_and(|start| MONTHS.contains(&start))
}

/// Words for a part of a building.
pub(super) fn is_unit(lower: &str) -> bool {
    matches!(
        lower,
        "apt" | "suite" | "ste" | "flat" | "box" | "p" | "o" | "floor" | "unit"
    )
}

/// Small words within names of streets and places.
pub(super) fn is_particle(lower: &str) -> bool {
    const PARTICLES: [&str; 32] = [
        "de", "la", "le", "les", "des", "du", "del", "della", "di", "da", "do", "dos", "das", "den", "der", "van",
        "von", "of", "the", "u", "i", "y", "e", "el", "na", "nad", "am", "an", "im", "zum", "zur", "à",
    ];
    PARTICLES.contains(&lower)
}

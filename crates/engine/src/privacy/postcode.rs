//! Postal codes by themselves: one that is named, whatever its grammar, and the British ones, whose grammar is like
//! nothing else (BS 7666).

use super::list::pattern;
use super::{Found, PersonalData};

pattern!(
    NAMED,
    r"(?i)\b(?:zip(?:[ -]?codes?)?|post(?:al)?[ -]?codes?|postleitzahl|plz|code postal|código postal|cap|cep|pin ?code)\b(?:\s+is|\s+to)?\s*[:=]?\s*((?:[a-z]{1,2}-)?[0-9]{3,6}(?:-[0-9]{3,4}|\ [0-9]{2,3}\b|\ [A-Z]{2}\b)?|[a-z]{1,2}[0-9][a-z0-9]?\ ?[0-9][a-z]{2}|[a-z][0-9][a-z]\ ?[0-9][a-z][0-9])\b"
);
pattern!(
    BRITISH,
    r"\b(?:[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][ABD-HJLNP-UW-Z]{2}|GIR 0AA)\b"
);

pub(super) fn find(text: &str, found: &mut Vec<Found>) {
    let named = NAMED.captures_iter(text).filter_map(|c| c.get(1));
    found.extend(named.map(|code| Found::sure(code.range(), PersonalData::Postcode)));
    found.extend(
        BRITISH
            .find_iter(text)
            .map(|code| Found::likely(code.range(), PersonalData::Postcode)),
    );
}

//! Personal data in text: found by what its formats are, and replaced by placeholders before a text is kept or sent on.
//!
//! What has a grammar (addresses of mail and network, cards, accounts, numbers with check digits) is found by that
//! grammar. Names and places have none; they are found by the words around them and by lists of common names, so many are
//! missed: docs/benchmarks.md says how many.

mod address;
mod card;
mod date;
mod document;
mod email;
mod iban;
mod kind;
mod list;
mod network;
mod organisation;
mod person;
mod phone;
mod place;
mod postcode;
mod record;
mod redact;
mod ssn;
mod token;

pub use kind::PersonalData;
pub(crate) use record::acquaint;
pub use record::{is_redacted, redact_record};
pub use redact::{Redacted, Redactor};

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How sure a find is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// The words around it or its shape suggest it.
    Likely,
    /// Its format, with its check digits where it has some, or a plain statement says so.
    Sure,
}

/// A piece of personal data in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Found {
    /// Where, in bytes of the text.
    pub range: Range<usize>,
    /// What.
    pub kind: PersonalData,
    /// How sure.
    pub certainty: Certainty,
}

impl Found {
    fn sure(range: Range<usize>, kind: PersonalData) -> Self {
        Self {
            range,
            kind,
            certainty: Certainty::Sure,
        }
    }

    fn likely(range: Range<usize>, kind: PersonalData) -> Self {
        Self {
            range,
            kind,
            certainty: Certainty::Likely,
        }
    }

    fn overlaps(&self, range: &Range<usize>) -> bool {
        self.range.start < range.end && range.start < self.range.end
    }
}

/// The personal data of a text, in order and without overlaps.
pub fn find(text: &str) -> Vec<Found> {
    find_where(text, |_| true)
}

/// The same of the finds that `wanted` holds for; others take no place of theirs.
fn find_where(text: &str, wanted: impl Fn(&Found) -> bool) -> Vec<Found> {
    let mut found = structured(text);
    found.retain(&wanted);
    let mut found = without_overlaps(found);
    let words = token::words(text);
    let spoken = token::Spoken::new(text, &words, &found);
    let mut others = Vec::new();
    address::find(&spoken, &mut others);
    person::find(&spoken, &mut others);
    organisation::find(&spoken, &mut others);
    place::find(&spoken, &mut others);
    postcode::find(text, &mut others);
    date::find(text, &mut others);
    others.retain(|o| wanted(o) && !found.iter().any(|f| f.overlaps(&o.range)));
    found.extend(without_overlaps(others));
    found.sort_by_key(|f| f.range.start);
    found
}

/// What has a format of its own; nothing is guessed from words.
fn structured(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    email::find(text, &mut found);
    network::find(text, &mut found);
    if text.bytes().any(|b| b.is_ascii_digit()) {
        iban::find(text, &mut found);
        card::find(text, &mut found);
        ssn::find(text, &mut found);
        document::find(text, &mut found);
        phone::find(text, &mut found);
    }
    found
}

/// Of finds that overlap: the surer, then the longer, then the earlier kind stays.
fn without_overlaps(mut found: Vec<Found>) -> Vec<Found> {
    found.sort_by_key(|f| (std::cmp::Reverse((f.certainty, f.range.len())), f.kind, f.range.start));
    let mut kept: Vec<Found> = Vec::new();
    for one in found {
        if !kept.iter().any(|k| k.overlaps(&one.range)) {
            kept.push(one);
        }
    }
    kept.sort_by_key(|f| f.range.start);
    kept
}

#[cfg(test)]
mod tests;

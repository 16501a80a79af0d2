//! Placeholders in place of personal data, and back.

use super::list::{pattern, stands_alone};
use super::{Certainty, Found, PersonalData, find, find_where};
use serde::Deserialize as _;
use serde::de::IntoDeserializer as _;
use serde::de::value::{Error as ValueError, StrDeserializer};
use std::collections::HashMap;

pattern!(PLACEHOLDER, r"(?i)\[([a-z]+(?: [a-z]+)?) ([0-9]{1,6})\]");

/// A text without its personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The text, with a placeholder (`[email 1]`) for each value.
    pub text: String,
    /// What was found in the original, whether or not it was replaced; ranges are of the original.
    pub found: Vec<Found>,
    originals: HashMap<String, String>,
}

impl Redacted {
    /// Replaces what identifies a person. The same value has the same placeholder wherever it stands.
    pub fn of(text: &str) -> Self {
        let mut redactor = Redactor::default();
        let found = find(text);
        let text = redactor.replace(text, &found);
        Self {
            text,
            found,
            originals: redactor.originals,
        }
    }

    /// Puts the values back into a text that holds placeholders of this one; placeholders that it never gave stay.
    pub fn restore(&self, text: &str) -> String {
        restore(&self.originals, text)
    }
}

/// Redacts several texts of one person with the same placeholders throughout.
#[derive(Debug, Clone, Default)]
pub struct Redactor {
    /// Values that are known beforehand, in lower case, longest first, with what they are.
    known: Vec<(String, PersonalData)>,
    placeholders: HashMap<(PersonalData, String), String>,
    originals: HashMap<String, String>,
    given: HashMap<PersonalData, usize>,
}

/// True where a text holds a placeholder, so that something was taken out of it.
pub(super) fn holds_placeholder(text: &str) -> bool {
    let is_ours = |word: &str| {
        let name = word.to_lowercase().replace(' ', "_");
        let named: StrDeserializer<'_, ValueError> = name.as_str().into_deserializer();
        PersonalData::deserialize(named).is_ok()
    };
    PLACEHOLDER.captures_iter(text).any(|found| is_ours(&found[1]))
}

/// The shortest value that is looked for because it is known; a shorter one stands in too many words.
const SHORTEST_KNOWN: usize = 3;

impl Redactor {
    /// Also replaces `value` wherever it stands as a whole word, as the name of somebody who is known.
    pub fn know(&mut self, kind: PersonalData, value: &str) {
        let value = value.trim().to_lowercase();
        if value.chars().count() >= SHORTEST_KNOWN {
            self.known.push((value, kind));
            self.known.sort_by_key(|(value, _)| std::cmp::Reverse(value.len()));
        }
    }

    /// Replaces what identifies a person in what somebody wrote.
    pub fn written(&mut self, text: &str) -> String {
        let found = find(text);
        self.replace(text, &found)
    }

    /// Replaces what identifies a person in what a product shows: only what is sure, since labels are capitalised like
    /// names, and no URLs, since they are the product's own.
    pub fn shown(&mut self, text: &str) -> String {
        let found = if may_hold_any(text) {
            find_where(text, |f| f.certainty == Certainty::Sure && f.kind != PersonalData::Url)
        } else {
            Vec::new()
        };
        self.replace(text, &found)
    }

    /// The placeholder of a value that is known to be personal as a whole.
    pub fn whole(&mut self, kind: PersonalData, value: &str) -> String {
        self.placeholder(kind, value, "")
    }

    /// Puts the values back; placeholders that this one never gave stay.
    pub fn restore(&self, text: &str) -> String {
        restore(&self.originals, text)
    }

    fn replace(&mut self, text: &str, found: &[Found]) -> String {
        let mut places: Vec<Found> = found.iter().filter(|f| f.kind.identifies()).cloned().collect();
        for known in self.known_in(text) {
            if !places.iter().any(|p| p.overlaps(&known.range)) {
                places.push(known);
            }
        }
        places.sort_by_key(|p| p.range.start);
        let mut out = String::with_capacity(text.len());
        let mut done = 0;
        for place in places {
            out.push_str(&text[done..place.range.start]);
            let value = &text[place.range.clone()];
            out.push_str(&self.placeholder(place.kind, value, text));
            done = place.range.end;
        }
        out.push_str(&text[done..]);
        out
    }

    fn known_in(&self, text: &str) -> Vec<Found> {
        if self.known.is_empty() {
            return Vec::new();
        }
        // Lower case of some letters has another length; such a text keeps its bytes only as it is.
        let lower = text.to_lowercase();
        let searched = if lower.len() == text.len() {
            lower.as_str()
        } else {
            text
        };
        let mut found: Vec<Found> = Vec::new();
        for (value, kind) in &self.known {
            for (at, _) in searched.match_indices(value.as_str()) {
                let range = at..at + value.len();
                let whole = text.is_char_boundary(at) && text.is_char_boundary(range.end) && stands_alone(text, &range);
                // A name of one word may be a word (`may`, `grant`); its capital tells.
                let named =
                    *kind != PersonalData::Person || value.contains(' ') || text[at..].starts_with(char::is_uppercase);
                let whole = whole && named;
                if whole && !found.iter().any(|f| f.overlaps(&range)) {
                    found.push(Found::sure(range, *kind));
                }
            }
        }
        found
    }

    /// `near` is the text that it will stand in: a placeholder that somebody typed there is not given out.
    fn placeholder(&mut self, kind: PersonalData, value: &str, near: &str) -> String {
        let key = (kind, comparable(kind, value));
        if let Some(given) = self.placeholders.get(&key) {
            return given.clone();
        }
        let number = self.given.entry(kind).or_default();
        let placeholder = loop {
            *number += 1;
            let placeholder = format!("[{} {number}]", kind.word());
            if !near.contains(&placeholder) {
                break placeholder;
            }
        };
        self.originals.insert(placeholder.clone(), value.to_owned());
        self.placeholders.insert(key, placeholder.clone());
        placeholder
    }
}

/// A quick look that spares most labels a search: a digit, an `@`, or capitals of two words.
fn may_hold_any(text: &str) -> bool {
    text.contains(|c: char| c.is_ascii_digit() || c == '@') || text.chars().filter(|c| c.is_uppercase()).count() > 1
}

/// Values that are the same however they are written: digits alone count in numbers, and case in nothing.
fn comparable(kind: PersonalData, value: &str) -> String {
    match kind {
        PersonalData::Phone | PersonalData::Card | PersonalData::Ssn | PersonalData::Iban => value
            .chars()
            .filter(|c| c.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect(),
        _ => value.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase(),
    }
}

fn restore(originals: &HashMap<String, String>, text: &str) -> String {
    let put_back = |placeholder: &regex::Captures<'_>| {
        let original = originals.get(&placeholder[0].to_lowercase());
        original.map_or_else(|| placeholder[0].to_owned(), Clone::clone)
    };
    PLACEHOLDER.replace_all(text, put_back).into_owned()
}

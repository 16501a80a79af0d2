//! One case: what is labelled beside what is found.

use super::types::kinds_of;
use crate::case::PiiCase;
use std::ops::Range;
use usher_engine::privacy::{Found, PersonalData, find};

/// A case, checked.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Checked {
    pub labels: Vec<Label>,
    pub finds: Vec<Find>,
}

/// A label, and what became of it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Label {
    /// The suite's word for it, in small letters.
    pub word: String,
    /// Where, in bytes.
    pub range: Range<usize>,
    /// Found as what it is, from its first to its last character.
    pub hit: bool,
    /// Every letter and digit of it is within what redaction replaces, as whatever it was found.
    pub redacted: bool,
}

/// A find, and whether a label is the same.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Find {
    pub kind: PersonalData,
    /// Where, in bytes.
    pub range: Range<usize>,
    pub right: bool,
}

impl Checked {
    pub fn of(case: &PiiCase) -> Self {
        let found = find(&case.text);
        let mut labels = labels(case);
        for label in &mut labels {
            let kinds = kinds_of(&label.word);
            label.hit = found.iter().any(|f| f.range == label.range && kinds.contains(&f.kind));
            label.redacted = is_redacted(&case.text, &label.range, &found);
        }
        let is_labelled = |f: &Found| {
            labels
                .iter()
                .any(|l| l.range == f.range && kinds_of(&l.word).contains(&f.kind))
        };
        let finds = found.iter().map(|f| Find {
            kind: f.kind,
            range: f.range.clone(),
            right: is_labelled(f),
        });
        Self {
            finds: finds.collect(),
            labels,
        }
    }
}

/// The labels in bytes and in order. Labels of one type with nothing but spaces between them are one: data cut one address
/// into number, street and flat.
fn labels(case: &PiiCase) -> Vec<Label> {
    let ends = std::iter::once(case.text.len());
    let offsets: Vec<usize> = case.text.char_indices().map(|(at, _)| at).chain(ends).collect();
    let mut spans: Vec<_> = case.spans.iter().collect();
    spans.sort_by_key(|s| (s.start, s.end));
    let mut labels: Vec<Label> = Vec::with_capacity(spans.len());
    for span in spans {
        let (word, range) = (span.kind.to_lowercase(), offsets[span.start]..offsets[span.end]);
        let is_next = |l: &Label| {
            case.text
                .get(l.range.end..range.start)
                .is_some_and(|between| between.trim().is_empty())
        };
        match labels.last_mut() {
            Some(last) if last.word == word && is_next(last) => last.range.end = range.end,
            _ => labels.push(Label {
                word,
                range,
                hit: false,
                redacted: false,
            }),
        }
    }
    labels
}

fn is_redacted(text: &str, range: &Range<usize>, found: &[Found]) -> bool {
    let replaced = |at: usize| found.iter().any(|f| f.kind.identifies() && f.range.contains(&at));
    let mut letters = text[range.clone()].char_indices().filter(|(_, c)| c.is_alphanumeric());
    letters.all(|(at, _)| replaced(range.start + at))
}

//! `pii`: which personal data a text holds.
//!
//! A label counts as found, and a find as right, where both have the same type and the same first and last character; one
//! that merely overlaps counts as missed and as false. `redacted_<type>` says what protects: every letter and digit of the
//! label is within something that redaction replaces. Finds of sorts that the suite has no label of are left out.

mod check;
mod types;

use crate::case::PiiCase;
use crate::error::EvalError;
use crate::figure::{Figure, Formula};
use crate::results::CaseResult;
use crate::run::{Measured, Run};
use check::{Checked, Find, Label};
use std::collections::BTreeSet;
use types::kinds_of;

/// Cases between two reports of progress.
const STEP: usize = 100;

/// Checks every case and sums up.
pub(crate) fn measure(run: &Run<'_>, cases: &[PiiCase]) -> Result<Measured, EvalError> {
    let mut checked = Vec::with_capacity(cases.len());
    for (at, case) in cases.iter().enumerate() {
        if at.is_multiple_of(STEP) {
            run.tell("cases", at, cases.len());
        }
        checked.push((case.identity.group(), Checked::of(case)));
    }
    let words: BTreeSet<String> = labels(&checked).map(|(_, l)| l.word.clone()).collect();
    let is_labelled = |f: &Find| words.iter().any(|w| kinds_of(w).contains(&f.kind));
    checked.iter_mut().for_each(|(_, c)| c.finds.retain(is_labelled));

    let mut measured = Measured::default();
    let unknown: Vec<&str> = words
        .iter()
        .map(String::as_str)
        .filter(|w| kinds_of(w).is_empty())
        .collect();
    if !unknown.is_empty() {
        let unknown = unknown.join(", ");
        let note = format!("nothing looks for {unknown}; labels of these types count as missed");
        measured.notes.push(note);
    }
    let mut cases: Vec<CaseResult> = cases
        .iter()
        .zip(&checked)
        .map(|(case, (_, c))| case_result(case, c))
        .collect();
    add("", &checked, |_| true, |_| true, &mut measured.figures, &mut cases);
    for word in &words {
        let of_word = |l: &Label| l.word == *word;
        let of_kind = |f: &Find| kinds_of(word).contains(&f.kind);
        add(
            &format!("_{word}"),
            &checked,
            of_word,
            of_kind,
            &mut measured.figures,
            &mut cases,
        );
    }
    measured.cases = cases;
    Ok(measured)
}

/// Cases with their groups.
type Grouped<'a> = [(&'a str, Checked)];

fn labels<'a>(cases: &'a Grouped<'_>) -> impl Iterator<Item = (&'a str, &'a Label)> {
    cases
        .iter()
        .flat_map(|(group, c)| c.labels.iter().map(move |l| (*group, l)))
}

/// The figures over some labels and the finds that answer to them, and what of the cases they are made of.
fn add(
    suffix: &str,
    checked: &Grouped<'_>,
    label: impl Fn(&Label) -> bool,
    find: impl Fn(&Find) -> bool,
    figures: &mut Vec<Figure>,
    cases: &mut [CaseResult],
) {
    let named = |name: &str| format!("{name}{suffix}");
    let rate = |name: &str, of: &str, among: &str| {
        let (of, among) = (named(of), named(among));
        Figure::new(named(name), Formula::Rate { of, among })
    };
    let (of, among) = (named("found_both"), named("both"));
    figures.extend([
        rate("precision", "right_finds", "finds"),
        rate("recall", "hits", "labels"),
        Figure::new(named("f1"), Formula::Ratio { of, among }),
        rate("redacted", "covered", "labels"),
    ]);
    for ((_, checked), case) in checked.iter().zip(cases) {
        let tally = Tally::of(checked, &label, &find);
        if !tally.is_empty() {
            let covered = checked.labels.iter().filter(|l| label(l) && l.redacted).count();
            let counts = [
                ("labels", tally.labels),
                ("hits", tally.hits),
                ("finds", tally.finds),
                ("right_finds", tally.right),
                ("covered", covered as f64),
                ("found_both", tally.hits + tally.right),
                ("both", tally.labels + tally.finds),
            ];
            case.values.extend(counts.map(|(name, count)| (named(name), count)));
        }
    }
}

/// Counts of one case.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
struct Tally {
    labels: f64,
    hits: f64,
    finds: f64,
    right: f64,
}

impl Tally {
    fn of(case: &Checked, label: impl Fn(&Label) -> bool, find: impl Fn(&Find) -> bool) -> Self {
        let count = |n: usize| n as f64;
        Self {
            labels: count(case.labels.iter().filter(|l| label(l)).count()),
            hits: count(case.labels.iter().filter(|l| label(l) && l.hit).count()),
            finds: count(case.finds.iter().filter(|f| find(f)).count()),
            right: count(case.finds.iter().filter(|f| find(f) && f.right).count()),
        }
    }

    fn is_empty(&self) -> bool {
        self.labels + self.finds == 0.0
    }

    /// The harmonic mean of precision and recall; 0 where nothing is right.
    fn f1(cases: &[&Self]) -> Option<f64> {
        let sum = |of: fn(&Self) -> f64| cases.iter().map(|t| of(t)).sum::<f64>();
        let (labels, finds) = (sum(|t| t.labels), sum(|t| t.finds));
        if labels + finds == 0.0 {
            return None;
        }
        let (precision, recall) = (sum(|t| t.right) / finds.max(1.0), sum(|t| t.hits) / labels.max(1.0));
        let both = precision + recall;
        Some(if both == 0.0 {
            0.0
        } else {
            2.0 * precision * recall / both
        })
    }
}

/// A case's score is its f1; 1 where nothing is labelled and nothing found.
fn case_result(case: &PiiCase, checked: &Checked) -> CaseResult {
    let chars = |at: usize| case.text[..at].chars().count();
    let missed = checked.labels.iter().filter(|l| !l.hit);
    let missed = missed.map(|l| format!("missed {} {} to {}", l.word, chars(l.range.start), chars(l.range.end)));
    let wrong = checked.finds.iter().filter(|f| !f.right);
    let wrong = wrong.map(|f| {
        format!(
            "no label for {} {} to {}",
            f.kind.word(),
            chars(f.range.start),
            chars(f.range.end)
        )
    });
    let faults: Vec<String> = missed.chain(wrong).collect();
    let tally = Tally::of(checked, |_| true, |_| true);
    CaseResult {
        score: Tally::f1(&[&tally]).unwrap_or(1.0),
        explanation: match faults.is_empty() {
            true => format!("all {} found", checked.labels.len()),
            false => faults.join("; "),
        },
        ..CaseResult::of(&case.identity)
    }
}

#[cfg(test)]
mod tests;

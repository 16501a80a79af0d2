//! `support`: whether a text supports a claim.

use crate::case::SupportCase;
use crate::error::EvalError;
use crate::figure::{Figure, bit, decision};
use crate::parallel;
use crate::results::{CaseResult, values};
use crate::run::{Measured, Run};
use std::collections::HashSet;
use std::sync::Arc;
use usher_engine::models::SUPPORT_LEARNED_ON;
use usher_engine::text::words;
use usher_engine::{Support, SupportCheck};

/// From here on a claim is taken for supported.
const SUPPORTED: f64 = 0.5;
/// Features that an explanation names.
const NAMED: usize = 3;

/// Checks every case and sums up; `f1`, `precision` and `recall` are at a probability of one half.
pub(crate) fn measure(run: &Run<'_>, cases: &[SupportCase]) -> Result<Measured, EvalError> {
    let supports = supports(run, cases)?;
    let mut figures = decision::figures();
    figures.insert(
        1,
        Figure::auroc("auroc_middle_third", "confidence", "right_in_middle_third"),
    );
    let mut results: Vec<CaseResult> = cases.iter().zip(&supports).map(case_result).collect();
    for ((case, result), is_middle) in cases.iter().zip(&mut results).zip(middle_third(cases)) {
        let truth = is_middle.then(|| bit(case.supported));
        result.values.extend(values([("right_in_middle_third", truth)]));
    }
    let mut measured = Measured {
        figures,
        cases: results,
        ..Measured::default()
    };
    measured.notes.push(format!(
        "f1, precision and recall: at a probability of {SUPPORTED}; the middle third: of the cases by the share of the claim's \
         words that the source holds"
    ));
    if SUPPORT_LEARNED_ON.contains(&run.suite) {
        let note = "the weights were learned on this suite; `usher eval fit` gives its figures on groups left out";
        measured.notes.push(note.to_owned());
    }
    Ok(measured)
}

/// What the check says of each case, in their order.
pub(crate) fn supports(run: &Run<'_>, cases: &[SupportCase]) -> Result<Vec<Support>, EvalError> {
    let check = SupportCheck::new(Arc::clone(&run.bench.embedder));
    let done = |n| run.tell("cases", n, cases.len());
    let one = |_: &tokio::runtime::Runtime, case: &SupportCase| {
        let support = check.support(&case.source, &case.claim);
        support.map_err(|e| run.error(format!("case {}: {e}", case.identity.id)))
    };
    parallel::map(cases, &done, one)
        .map_err(|e| run.error(e))?
        .into_iter()
        .collect()
}

/// Share of a claim's words that its source holds, without case.
pub(crate) fn overlap(case: &SupportCase) -> f64 {
    let source: HashSet<String> = words(&case.source).into_iter().map(|w| w.lower).collect();
    let claim = words(&case.claim);
    let held = claim.iter().filter(|w| source.contains(&w.lower)).count();
    held as f64 / claim.len().max(1) as f64
}

/// For each case whether it is in the middle third by overlap, where letters say least; equal ones go by their order.
pub(crate) fn middle_third(cases: &[SupportCase]) -> Vec<bool> {
    let overlaps: Vec<f64> = cases.iter().map(overlap).collect();
    let mut order: Vec<usize> = (0..cases.len()).collect();
    order.sort_by(|a, b| overlaps[*a].total_cmp(&overlaps[*b]));
    let mut middle = vec![false; cases.len()];
    for (rank, at) in order.into_iter().enumerate() {
        middle[at] = (cases.len()..2 * cases.len()).contains(&(3 * rank));
    }
    middle
}

fn case_result((case, support): (&SupportCase, &Support)) -> CaseResult {
    let truth = if case.supported { "supported" } else { "not supported" };
    let odds = |(name, odds): (&str, f64)| format!("{name} {odds:+.1}");
    let named: Vec<String> = support.strongest(NAMED).into_iter().map(odds).collect();
    let reasons = if named.is_empty() {
        "as if word for word".to_owned()
    } else {
        named.join(", ")
    };
    let found = support.probability >= SUPPORTED;
    CaseResult {
        score: bit(found == case.supported),
        explanation: format!("{truth}; probability {:.2}: {reasons}", support.probability),
        confidence: Some(support.probability),
        right: Some(case.supported),
        values: decision::values_of(found, case.supported),
        ..CaseResult::of(&case.identity)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_third_is_by_overlap_and_then_by_order() {
        let case = |claim: &str| SupportCase {
            identity: crate::case::Identity::default(),
            source: "one two three four".into(),
            claim: claim.into(),
            supported: true,
        };
        let check = |claims: &[&str], expect: &[bool]| {
            let cases: Vec<_> = claims.iter().map(|c| case(c)).collect();
            assert_eq!(middle_third(&cases), expect, "{claims:?}");
        };
        check(&["one two", "nine one", "nine ten"], &[false, true, false]);
        check(
            &["One", "two", "three", "four", "one", "two"],
            &[false, false, true, true, false, false],
        );
        check(&["one"], &[false]);
        check(&[], &[]);
    }
}

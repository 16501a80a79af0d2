//! The error budget: the lowest threshold at which the share of wrong ones among those answered is within the budget,
//! with a bound.
//!
//! Thresholds are tried from the highest down, each against the hypothesis that its error is above the budget, with the
//! exact binomial test; the first that is not rejected ends the sequence (fixed-sequence testing, so that trying many
//! costs nothing; Angelopoulos et al. 2021, "Learn then Test"). A sequence that starts at few cases has no power, so there
//! are several, started at fixed shares of the cases, each at its part of `delta` (Bonferroni). Starts and steps depend
//! on the scores alone, never on the labels.

use super::bound::{at_most, upper};
use usher_engine::confidence::Threshold;

/// Sequences at most.
const SEQUENCES: usize = 4;
/// A second sequence, and each further one, wants so many cases more.
const CASES_A_SEQUENCE: usize = 200;
/// The first sequence starts at so many times the least number of cases that could pass, each further one at so many times
/// that of the one before.
const ROOM: f64 = 1.05;
const APART: f64 = 1.6;
/// A sequence goes on by this share of the scored cases.
const STEP: f64 = 0.01;

/// What the owner accepts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Budget {
    /// The share of wrong ones among those answered, 0 to 1.
    pub error: f64,
    /// How likely it may be that the promise does not hold, 0 to 1.
    pub delta: f64,
}

/// The lowest threshold that keeps the budget, over cases as (probability, right); `None` where no threshold does.
/// Assumes that the cases are exchangeable with the traffic.
pub(super) fn threshold(scored: &[(f64, bool)], budget: Budget) -> Option<Threshold> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut wrong = vec![0; sorted.len() + 1];
    for (at, (_, right)) in sorted.iter().enumerate() {
        wrong[at + 1] = wrong[at] + usize::from(!right);
    }
    let starts = starts(sorted.len(), budget);
    let level = budget.delta / starts.len().max(1) as f64;
    let kept = |answered: usize| at_most(wrong[answered], answered, budget.error) <= level;
    let step = ((sorted.len() as f64 * STEP).round() as usize).max(1);
    let mut lowest = 0;
    for start in starts {
        let mut answered = whole_ties(&sorted, start);
        while answered > 0 && kept(answered) {
            lowest = lowest.max(answered);
            if answered == sorted.len() {
                break;
            }
            answered = whole_ties(&sorted, (answered + step).min(sorted.len()));
        }
    }
    (lowest > 0).then(|| Threshold {
        at_least: sorted[lowest - 1].0,
        answered: lowest,
        wrong: wrong[lowest],
        of: sorted.len(),
        bound: upper(wrong[lowest], lowest, level),
    })
}

/// Numbers of cases at which sequences start; they depend on how many cases there are, and on nothing else of them.
fn starts(cases: usize, budget: Budget) -> Vec<usize> {
    let sequences = (cases / CASES_A_SEQUENCE).clamp(1, SEQUENCES);
    let least = (budget.delta / sequences as f64).ln() / (-budget.error).ln_1p();
    let start = |at: usize| (least * ROOM * APART.powi(at as i32)).ceil() as usize;
    (0..sequences).map(start).filter(|&start| start <= cases).collect()
}

/// The least number of cases from `answered` on that does not part cases of one probability.
fn whole_ties(sorted: &[(f64, bool)], answered: usize) -> usize {
    let Some(last) = answered.checked_sub(1).and_then(|at| sorted.get(at)) else {
        return 0;
    };
    answered + sorted[answered..].iter().take_while(|(p, _)| *p == last.0).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BUDGET: Budget = Budget {
        error: 0.05,
        delta: 0.05,
    };

    /// `right` right ones above `mixed` of which every second is wrong.
    fn scored(right: usize, mixed: usize) -> Vec<(f64, bool)> {
        let above = (0..right).map(|i| (0.9 + i as f64 * 1e-5, true));
        above
            .chain((0..mixed).map(|i| (0.1 + i as f64 * 1e-5, i % 2 == 0)))
            .collect()
    }

    #[test]
    fn the_threshold_lies_where_the_wrong_ones_begin() {
        let found = threshold(&scored(400, 400), BUDGET).unwrap();
        assert!(found.answered >= 400 && found.answered < 430, "{found:?}");
        assert!(found.bound <= 0.05 && found.at_least > 0.1, "{found:?}");
    }

    #[test]
    fn too_few_cases_keep_no_promise() {
        assert_eq!(
            threshold(&scored(50, 0), BUDGET),
            None,
            "50 right of 50 do not show 95 %"
        );
        assert!(threshold(&scored(63, 0), BUDGET).is_some(), "63 of 63 do");
        assert_eq!(threshold(&[], BUDGET), None);
    }

    #[test]
    fn scores_that_say_nothing_answer_nothing() {
        let even: Vec<(f64, bool)> = (0..1000).map(|i| (i as f64, i % 5 != 0)).collect();
        assert_eq!(threshold(&even, BUDGET), None);
        let tied: Vec<(f64, bool)> = (0..1000).map(|i| (0.5, i % 100 == 0)).collect();
        assert_eq!(threshold(&tied, BUDGET), None);
    }

    #[test]
    fn cases_of_one_probability_are_answered_together() {
        let tied: Vec<(f64, bool)> = (0..1000).map(|i| (0.5, i % 100 != 0)).collect();
        assert_eq!(threshold(&tied, BUDGET).unwrap().answered, 1000);
    }
}

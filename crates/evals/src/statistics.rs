//! The figures themselves, without intervals. Each is `None` where the sample does not define it.

use std::collections::BTreeMap;

/// The area under the ROC curve: the probability that a right one has the higher score, ties counted half (Mann and
/// Whitney). `None` unless there are both.
pub(crate) fn auroc(scored: &[&(f64, bool)]) -> Option<f64> {
    let mut sorted: Vec<(f64, bool)> = scored.iter().map(|s| **s).collect();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let positives = sorted.iter().filter(|s| s.1).count() as f64;
    let negatives = sorted.len() as f64 - positives;
    if positives == 0.0 || negatives == 0.0 {
        return None;
    }
    let (mut below, mut wins) = (0.0, 0.0);
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        let right = tied.iter().filter(|s| s.1).count() as f64;
        let wrong = tied.len() as f64 - right;
        wins += right * (below + wrong / 2.0);
        below += wrong;
    }
    Some(wins / (positives * negatives))
}

/// Bins of the expected calibration error.
const BINS: usize = 15;

/// Expected calibration error over 15 bins of equal mass: the mean distance of a bin's mean probability from its share of
/// right ones (Naeini et al. 2015, with bins of equal mass as Nguyen and O'Connor 2015). `None` without cases.
pub(crate) fn ece(scored: &[(f64, bool)]) -> Option<f64> {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let n = sorted.len();
    let bin = |at: usize| &sorted[n * at / BINS..n * (at + 1) / BINS];
    let off = |bin: &[(f64, bool)]| {
        let off: f64 = bin.iter().map(|(p, right)| p - f64::from(u8::from(*right))).sum();
        off.abs()
    };
    (n > 0).then(|| (0..BINS).map(|at| off(bin(at))).sum::<f64>() / n as f64)
}

/// The largest share of `all` cases that can be answered, surest first, with at most this share of wrong ones among them.
/// Cases of one probability are answered together.
pub(crate) fn coverage_at(scored: &[(f64, bool)], all: usize, error: f64) -> f64 {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut answered, mut wrong, mut most) = (0, 0.0, 0);
    for tied in sorted.chunk_by(|a, b| a.0 == b.0) {
        answered += tied.len();
        wrong += tied.iter().filter(|(_, right)| !right).count() as f64;
        if wrong <= error * answered as f64 {
            most = answered;
        }
    }
    most as f64 / all.max(1) as f64
}

/// The F1 of what was taken for true, each pair being guess and truth.
pub(crate) fn f1(cases: &[&(bool, bool)]) -> Option<f64> {
    let count = |of: fn(&(bool, bool)) -> bool| cases.iter().filter(|c| of(c)).count() as f64;
    let (guesses, truths) = (count(|c| c.0), count(|c| c.1));
    (truths + guesses > 0.0).then(|| 2.0 * count(|c| c.0 && c.1) / (truths + guesses))
}

/// The share of right ones above the lowest threshold at which at most `most` of the wrong ones are; ties with that
/// threshold are not above it. `None` unless there are both.
pub(crate) fn recall_at(scored: &[&(f64, bool)], most: f64) -> Option<f64> {
    let of = |truth: bool| scored.iter().filter(move |s| s.1 == truth).map(|s| s.0);
    let mut wrong: Vec<f64> = of(false).collect();
    wrong.sort_by(|a, b| b.total_cmp(a));
    let threshold = *wrong.get((wrong.len() as f64 * most) as usize)?;
    let right = of(true).count();
    (right > 0).then(|| of(true).filter(|s| *s > threshold).count() as f64 / right as f64)
}

/// What a case is and what it was taken for; classes are numbers.
pub(crate) type Labelled = (usize, usize);

/// The mean F1 over every class that is there in truth or prediction.
pub(crate) fn macro_f1(cases: &[&Labelled]) -> Option<f64> {
    let counts = Counts::of(cases);
    let f1 = |c: &Count| 2.0 * c.hits / (c.truths + c.guesses);
    mean(&counts.0.values().map(f1).collect::<Vec<_>>())
}

/// Matthews correlation for many classes, R_K (Gorodkin 2004, "Comparing two K-category assignments by a K-category
/// correlation coefficient"). 0 where all cases are of one class or all guesses are one.
pub(crate) fn mcc(cases: &[&Labelled]) -> Option<f64> {
    if cases.is_empty() {
        return None;
    }
    let counts = Counts::of(cases);
    let total = cases.len() as f64;
    let sum = |of: fn(&Count) -> f64| counts.0.values().map(of).sum::<f64>();
    let covariance = sum(|c| c.hits) * total - sum(|c| c.truths * c.guesses);
    let truths = total * total - sum(|c| c.truths * c.truths);
    let guesses = total * total - sum(|c| c.guesses * c.guesses);
    let scale = (truths * guesses).sqrt();
    Some(if scale == 0.0 { 0.0 } else { covariance / scale })
}

/// The mean.
pub(crate) fn mean(values: &[f64]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().sum::<f64>() / values.len() as f64)
}

/// The median, the mean of the middle two where their number is even.
pub(crate) fn median(values: &[f64]) -> Option<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let middle = sorted.len() / 2;
    match sorted.len() {
        0 => None,
        n if n % 2 == 1 => Some(sorted[middle]),
        _ => Some((sorted[middle - 1] + sorted[middle]) / 2.0),
    }
}

#[derive(Default)]
struct Count {
    truths: f64,
    guesses: f64,
    hits: f64,
}

struct Counts(BTreeMap<usize, Count>);

impl Counts {
    fn of(cases: &[&Labelled]) -> Self {
        let mut counts: BTreeMap<usize, Count> = BTreeMap::new();
        for &&(truth, guess) in cases {
            counts.entry(truth).or_default().truths += 1.0;
            let guessed = counts.entry(guess).or_default();
            guessed.guesses += 1.0;
            guessed.hits += f64::from(u8::from(truth == guess));
        }
        Self(counts)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn about(value: Option<f64>, want: f64) {
        assert!(value.is_some_and(|v| (v - want).abs() < 1e-9), "{value:?}, not {want}");
    }

    #[test]
    fn auroc_counts_ties_half_and_needs_both_sorts() {
        let auroc = |s: &[(f64, bool)]| auroc(&s.iter().collect::<Vec<_>>());
        about(auroc(&[(0.1, false), (0.4, false), (0.35, true), (0.8, true)]), 0.75);
        about(auroc(&[(0.5, false), (0.5, true)]), 0.5);
        about(auroc(&[(0.9, true), (0.1, false)]), 1.0);
        assert_eq!(auroc(&[(0.9, true)]), None);
        assert_eq!(auroc(&[]), None);
    }

    #[test]
    fn a_probability_that_is_the_share_has_no_calibration_error() {
        let even: Vec<(f64, bool)> = (0..300).map(|i| (0.2, i % 5 == 0)).collect();
        about(ece(&even), 0.0);
        let sure: Vec<(f64, bool)> = (0..300).map(|i| (1.0, i % 4 != 0)).collect();
        about(ece(&sure), 0.25);
        assert_eq!(ece(&[]), None);
    }

    #[test]
    fn coverage_goes_as_far_as_the_error_allows() {
        let scored = [
            (0.9, true),
            (0.8, true),
            (0.7, false),
            (0.6, true),
            (0.5, true),
            (0.4, false),
        ];
        about(Some(coverage_at(&scored, 10, 0.2)), 0.5);
        about(Some(coverage_at(&scored, 10, 0.0)), 0.2);
        about(Some(coverage_at(&[(0.5, true), (0.5, false)], 2, 0.1)), 0.0);
    }

    #[test]
    fn f1_is_between_precision_and_recall() {
        about(
            f1(&[&(true, true), &(true, false), &(false, true), &(true, true)]),
            2.0 / 3.0,
        );
        about(f1(&[&(false, true)]), 0.0);
        assert_eq!(f1(&[&(false, false)]), None);
    }

    /// Values of scikit-learn's `f1_score(average="macro")` and `matthews_corrcoef` on the same labels.
    #[test]
    fn f1_and_mcc_are_those_of_scikit_learn() {
        let cases = [(0, 0), (1, 2), (2, 1), (0, 0), (1, 0), (2, 1)];
        let cases: Vec<&Labelled> = cases.iter().collect();
        about(macro_f1(&cases), 0.266_666_666_666_666_7);
        about(mcc(&cases), 0.0);
        let binary = [(1, 1), (1, 1), (1, 1), (0, 1), (0, 0)];
        about(mcc(&binary.iter().collect::<Vec<_>>()), 0.612_372_435_695_794_5);
        about(mcc(&[&(1, 1), &(1, 1)]), 0.0);
        assert_eq!(mcc(&[]), None);
        assert_eq!(macro_f1(&[]), None);
    }

    #[test]
    fn the_median_of_an_even_number_is_between_the_middle_two() {
        about(median(&[3.0, 1.0, 2.0]), 2.0);
        about(median(&[4.0, 1.0, 2.0, 3.0]), 2.5);
        assert_eq!(median(&[]), None);
    }
}

//! How far two distributions of confidence are apart, as an effect and not as evidence.

use super::reference::{Cell, Proposed, Reference};

/// Bins of about equal mass among the cases.
const BINS: usize = 10;
/// What stands in an empty bin, in conversations: a logarithm needs something.
const LEAST: f64 = 0.5;

/// The population stability index between the cases and proposals, less what chance alone makes of it: the sum over bins of
/// `(p - q) ln(p / q)`, whose mean without any shift is `(bins - 1)(1 / n + 1 / m)` (Yurdakul 2018, "Statistical Properties
/// of Population Stability Index"). By custom less than .1 is no matter and .25 is much. Not below 0.
pub fn shift(reference: &Reference, proposals: impl Iterator<Item = Cell>) -> f64 {
    let bins = bins(reference);
    let count = bins.last().map_or(0, |last| last + 1);
    let (mut cases, mut seen) = (vec![0.0; count], vec![0.0; count]);
    for (bin, n) in bins.iter().zip(reference.counts()) {
        cases[*bin] += f64::from(n);
    }
    proposals.for_each(|cell| seen[bins[cell.place()]] += 1.0);
    let (all_cases, all_seen): (f64, f64) = (cases.iter().sum(), seen.iter().sum());
    if all_cases == 0.0 || all_seen == 0.0 {
        return 0.0;
    }
    let share = |n: &f64, all: f64| n.max(LEAST) / all;
    let apart = cases.iter().zip(&seen).map(|(case, seen)| {
        let (p, q) = (share(seen, all_seen), share(case, all_cases));
        (p - q) * (p / q).ln()
    });
    let by_chance = (count as f64 - 1.0) * (1.0 / all_cases + 1.0 / all_seen);
    (apart.sum::<f64>() - by_chance).max(0.0)
}

/// The bin of each cell. A cell is never cut, so that a heavy one makes fewer bins; answers and guides share none.
fn bins(reference: &Reference) -> Vec<usize> {
    let each = reference.cases() as f64 / BINS as f64;
    let (mut bin, mut within) = (0, 0.0);
    let mut bins = Vec::with_capacity(Cell::COUNT);
    for (place, n) in reference.counts().enumerate() {
        let first_guide = place == Cell::COUNT / 2 && reference.has(Proposed::Guide);
        if place > 0 && (within >= each || first_guide) {
            (bin, within) = (bin + 1, 0.0);
        }
        within += f64::from(n);
        bins.push(bin);
    }
    bins
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(confidences: impl Iterator<Item = f64>) -> Vec<Cell> {
        confidences.map(|p| Cell::of(Proposed::Answer, p)).collect()
    }

    #[test]
    fn the_same_distribution_is_no_shift_and_another_is_one() {
        let even = || (0..400).map(|i| f64::from(i) / 400.0);
        let reference = Reference::of(even().map(|p| (Proposed::Answer, p)), 0.5);
        let of = |cells: Vec<Cell>| shift(&reference, cells.into_iter());
        assert_eq!(of(answers(even())), 0.0);
        assert_eq!(of(Vec::new()), 0.0);
        assert!(of(answers(even().map(|p| p / 2.0))) > 0.5);
        let slightly = of(answers(even().map(|p| p.powf(1.15))));
        assert!(slightly < 0.1, "{slightly}");
    }
}

//! Curves from a score to a probability.

use super::logistic::{self, Row};
use usher_engine::confidence::Curve;

/// The sigmoid of Platt (1999), fitted as a logistic regression on the score alone. Targets are the labels themselves: with
/// a ridge on the slope they need no smoothing.
pub(super) fn platt(scored: &[(f64, bool)]) -> Curve {
    let rows: Vec<([f64; 2], bool)> = scored.iter().map(|(score, right)| ([*score, 1.0], *right)).collect();
    let rows: Vec<Row<'_>> = rows.iter().map(|(row, right)| (row.as_slice(), *right)).collect();
    let weights = logistic::learn(&rows, &[1.0, 0.0], 1.0);
    Curve::Platt {
        // A falling sigmoid would turn the order around: then the scores say nothing.
        slope: weights[0].max(0.0),
        intercept: weights[1],
    }
}

/// The best rising step curve (isotonic regression by pooling adjacent violators, Ayer et al. 1955), joined by lines between
/// the middles of its steps. A step's share counts one right and one wrong case more than it has, so that no step is sure.
pub(super) fn isotonic(scored: &[(f64, bool)]) -> Curve {
    let mut sorted = scored.to_vec();
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut steps: Vec<Step> = Vec::new();
    for (score, right) in sorted {
        steps.push(Step {
            scores: score,
            right: f64::from(u8::from(right)),
            n: 1.0,
        });
        while let [.., before, last] = steps.as_slice()
            && before.share() >= last.share()
        {
            let merged = before.and(last);
            steps.truncate(steps.len() - 2);
            steps.push(merged);
        }
    }
    let mut points: Vec<(f64, f64)> = Vec::with_capacity(steps.len());
    for step in &steps {
        let share = (step.right + 1.0) / (step.n + 2.0);
        let least = points.last().map_or(0.0, |(_, p)| *p);
        points.push((step.scores / step.n, share.max(least)));
    }
    Curve::Isotonic { points }
}

struct Step {
    /// Sum of the scores.
    scores: f64,
    right: f64,
    n: f64,
}

impl Step {
    fn share(&self) -> f64 {
        self.right / self.n
    }

    fn and(&self, other: &Self) -> Self {
        Self {
            scores: self.scores + other.scores,
            right: self.right + other.right,
            n: self.n + other.n,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noisy() -> Vec<(f64, bool)> {
        (0..400)
            .map(|i| (f64::from(i) / 100.0 - 2.0, i % 400 * 7919 % 400 < i))
            .collect()
    }

    #[test]
    fn curves_rise_and_are_near_the_shares() {
        for curve in [platt(&noisy()), isotonic(&noisy())] {
            let at: Vec<f64> = (-40..40).map(|x| curve.probability(f64::from(x) / 20.0)).collect();
            assert!(at.windows(2).all(|w| w[0] <= w[1]), "{curve:?}");
            for (score, share) in [(-1.0, 0.25), (0.0, 0.5), (1.0, 0.75)] {
                let got = curve.probability(score);
                assert!((got - share).abs() < 0.12, "{got} at {score}, not {share}: {curve:?}");
            }
        }
    }

    #[test]
    fn no_step_is_sure() {
        let Curve::Isotonic { points } = isotonic(&[(0.0, false), (1.0, true), (2.0, true)]) else {
            panic!("not isotonic")
        };
        assert!(points.iter().all(|(_, p)| *p > 0.0 && *p < 1.0), "{points:?}");
    }

    #[test]
    fn scores_that_are_the_wrong_way_round_say_nothing() {
        let curve = platt(&noisy().iter().map(|(s, right)| (*s, !right)).collect::<Vec<_>>());
        assert_eq!(curve.probability(-1.0), curve.probability(1.0));
    }
}

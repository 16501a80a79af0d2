//! Curves from a score to a probability.

use serde::{Deserialize, Serialize};

/// A rising curve from log odds to a probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Curve {
    /// A sigmoid of `slope * score + intercept` (Platt 1999).
    Platt {
        /// Not below 0.
        slope: f64,
        /// At a score of 0.
        intercept: f64,
    },
    /// Points joined by lines, level outside of them; both coordinates rise.
    Isotonic {
        /// Scores with their probabilities.
        points: Vec<(f64, f64)>,
    },
}

impl Curve {
    /// The score taken at its word.
    pub const PLAIN: Self = Self::Platt {
        slope: 1.0,
        intercept: 0.0,
    };

    /// The probability at a score.
    pub fn probability(&self, score: f64) -> f64 {
        match self {
            Self::Platt { slope, intercept } => 1.0 / (1.0 + (-(slope * score + intercept)).exp()),
            Self::Isotonic { points } => between(points, score),
        }
    }

    /// True where it is a curve that rises and stays between 0 and 1.
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Platt { slope, intercept } => *slope >= 0.0 && slope.is_finite() && intercept.is_finite(),
            Self::Isotonic { points } => {
                let rises = points.windows(2).all(|w| w[0].0 <= w[1].0 && w[0].1 <= w[1].1);
                let within = points.iter().all(|(s, p)| s.is_finite() && (0.0..=1.0).contains(p));
                !points.is_empty() && rises && within
            }
        }
    }
}

fn between(points: &[(f64, f64)], score: f64) -> f64 {
    let after = points.partition_point(|(s, _)| *s < score);
    match (after.checked_sub(1).and_then(|at| points.get(at)), points.get(after)) {
        (Some((s0, p0)), Some((s1, p1))) if s1 > s0 => p0 + (p1 - p0) * (score - s0) / (s1 - s0),
        (_, Some((_, p))) | (Some((_, p)), None) => *p,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_joined_by_lines_and_level_outside() {
        let points = vec![(-1.0, 0.2), (1.0, 0.6), (1.0, 0.8)];
        let curve = Curve::Isotonic { points };
        for (score, want) in [(-5.0, 0.2), (-1.0, 0.2), (0.0, 0.4), (2.0, 0.8)] {
            assert!((curve.probability(score) - want).abs() < 1e-12, "at {score}");
        }
        assert!(curve.is_sound());
    }

    #[test]
    fn a_curve_that_falls_or_leaves_probability_is_not_sound() {
        let isotonic = |points: &[(f64, f64)]| Curve::Isotonic {
            points: points.to_vec(),
        };
        assert!(!isotonic(&[(0.0, 0.5), (1.0, 0.4)]).is_sound());
        assert!(!isotonic(&[(0.0, 1.5)]).is_sound());
        assert!(!isotonic(&[]).is_sound());
        let platt = |slope| Curve::Platt { slope, intercept: 0.0 };
        assert!(platt(1.0).is_sound() && !platt(-1.0).is_sound() && !platt(f64::NAN).is_sound());
    }
}

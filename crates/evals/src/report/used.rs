//! The threshold that a run used.

use super::scored::{Scored, is_given};
use crate::metric::{Metric, share};

/// The threshold of the run, as far as its outcomes show it.
pub(super) struct Used {
    /// Answers and guides given.
    pub answered: usize,
    pub wrong: Option<Metric>,
    pub lowest_given: f64,
    /// The least confidence of an answer, and of a guide, that was given.
    pub lowest_answer: Option<f64>,
    pub lowest_guide: Option<f64>,
    /// The highest confidence that did not suffice.
    pub highest_withheld: Option<f64>,
}

impl Used {
    /// Of the cases that an answer could be given to, surest first; `None` where none was.
    pub fn of(movable: &[Scored<'_>]) -> Option<Self> {
        let given = |s: &&Scored<'_>| s.turn.is_some_and(is_given);
        let lowest_given = movable.iter().rfind(given)?.confidence;
        let lowest = |outcome: &str| {
            let last = movable.iter().rfind(|s| s.turn.is_some_and(|t| t.outcome == outcome));
            last.map(|s| s.confidence)
        };
        Some(Self {
            answered: movable.iter().filter(given).count(),
            wrong: share(movable.iter().filter(given).map(Scored::counts_wrong)),
            lowest_given,
            lowest_answer: lowest("answer"),
            lowest_guide: lowest("guide"),
            highest_withheld: movable.iter().find(|s| !given(s)).map(|s| s.confidence),
        })
    }

    /// True where all that was given is surer than all that was withheld.
    pub fn is_one_threshold(&self) -> bool {
        self.highest_withheld.is_none_or(|p| p < self.lowest_given)
    }
}

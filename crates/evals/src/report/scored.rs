//! The cases of a suite that have a probability and a truth.

use crate::metric::Counted;
use crate::results::{CaseResult, SuiteResult, TurnResult};

/// A case with a probability and whether what it speaks of is so.
#[derive(Debug, Clone, Copy)]
pub(super) struct Scored<'a> {
    pub group: &'a str,
    pub confidence: f64,
    pub right: bool,
    /// The turn, where it is one.
    pub turn: Option<&'a TurnResult>,
}

impl<'a> Scored<'a> {
    /// Those of a suite, surest first.
    pub fn of(suite: &'a SuiteResult) -> Vec<Self> {
        let mut scored: Vec<Self> = suite.cases.iter().filter_map(Self::from).collect();
        scored.sort_by(|a, b| b.confidence.total_cmp(&a.confidence));
        scored
    }

    fn from(case: &'a CaseResult) -> Option<Self> {
        Some(Self {
            group: &case.group,
            confidence: case.confidence.filter(|c| c.is_finite())?.clamp(0.0, 1.0),
            right: case.right?,
            turn: case.turn.as_deref(),
        })
    }

    /// Its part in the share of right ones.
    pub fn counts_right(&self) -> Counted<'a> {
        (self.group, self.right)
    }

    /// Its part in the share of wrong ones.
    pub fn counts_wrong(&self) -> Counted<'a> {
        (self.group, !self.right)
    }
}

/// True for a turn that gave an answer or a guide.
pub(super) fn is_given(turn: &TurnResult) -> bool {
    matches!(turn.outcome.as_str(), "answer" | "guide")
}

/// True for a turn that another threshold could have ended otherwise: what goes to a person by a rule, or is asked back
/// since two readings are close, does so at any threshold (`usher_engine::decide`).
pub(super) fn hangs_on_threshold(turn: &TurnResult) -> bool {
    matches!(turn.reason.as_str(), "confident" | "low_confidence" | "out_of_scope")
}

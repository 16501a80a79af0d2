//! How many turns went from which outcome to which.

use super::Replayed;
use serde::Serialize;
use usher_engine::Outcome;

/// The outcomes, in the order of tables.
pub(super) const OUTCOMES: [Outcome; 4] = [Outcome::Answer, Outcome::Guide, Outcome::Clarify, Outcome::Escalate];

/// So many turns had one outcome and would have another, or the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct OutcomeCount {
    /// The outcome that there was.
    pub before: Outcome,
    /// The outcome that there would be.
    pub after: Outcome,
    /// How many turns.
    pub turns: usize,
}

/// Every pair of outcomes, row by row of a table.
pub(super) fn count(turns: &[Replayed]) -> Vec<OutcomeCount> {
    let cell = |before: Outcome, after: Outcome| {
        let counts = |t: &&Replayed| (t.before.outcome, t.after.outcome) == (before, after);
        OutcomeCount {
            before,
            after,
            turns: turns.iter().filter(counts).count(),
        }
    };
    OUTCOMES
        .into_iter()
        .flat_map(|before| OUTCOMES.map(|after| cell(before, after)))
        .collect()
}

/// Its place in tables and lists.
pub(super) fn place(outcome: Outcome) -> usize {
    OUTCOMES.iter().position(|o| *o == outcome).unwrap_or(OUTCOMES.len())
}

//! What a replay says in sum.

use super::outcomes::{count, place};
use super::{OutcomeCount, Replayed};
use crate::bootstrap::Resampling;
use crate::compare::{MetricChange, Pair, change};
use crate::figure::{Better, Figure, Formula, bit};
use crate::results::{CaseResult, values};
use crate::run::Options;
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};

/// A replay, turn by turn and in sum; its JSON is what `eval replay --json` writes.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ReplayReport {
    /// What the turns were taken again with, in words.
    pub with: Vec<String>,
    /// Conversations of the turns taken again.
    pub conversations: usize,
    /// Turns that would have come to the same.
    pub unchanged: usize,
    /// Turns taken again whose page is not what they saw, since personal data was taken out of it.
    pub pages_redacted: usize,
    /// Those of them that would have changed, perhaps because of that.
    pub pages_redacted_changed: usize,
    /// Turns that could not be taken again, by why.
    pub left_out: Vec<LeftOutTurns>,
    /// How many turns went from which outcome to which.
    pub outcomes: Vec<OutcomeCount>,
    /// `answered_share` and `confidence` before and after, resampled by conversation.
    pub figures: Vec<MetricChange>,
    /// Every turn taken again: those with the gravest change first, of one change by outcomes, and then by time.
    pub turns: Vec<Replayed>,
}

/// Turns that could not be taken again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOutTurns {
    /// Why, and what to do.
    pub reason: String,
    /// How many.
    pub turns: usize,
}

impl ReplayReport {
    /// Sums up.
    pub fn new(with: Vec<String>, left_out: BTreeMap<String, usize>, mut turns: Vec<Replayed>) -> Self {
        turns.sort_by(|a, b| order(a).cmp(&order(b)));
        let conversations: BTreeSet<&str> = turns.iter().map(|t| t.conversation.as_str()).collect();
        let redacted = || turns.iter().filter(|t| t.page_redacted);
        Self {
            with,
            conversations: conversations.len(),
            unchanged: turns.iter().filter(|t| t.change.is_none()).count(),
            pages_redacted: redacted().count(),
            pages_redacted_changed: redacted().filter(|t| t.change.is_some()).count(),
            left_out: left_out
                .into_iter()
                .map(|(reason, turns)| LeftOutTurns { reason, turns })
                .collect(),
            outcomes: count(&turns),
            figures: figures(&turns),
            turns,
        }
    }

    /// How many turns would have changed.
    pub fn changed(&self) -> usize {
        self.turns.len() - self.unchanged
    }
}

fn order(turn: &Replayed) -> impl Ord {
    (
        turn.change.is_none(),
        turn.change,
        place(turn.before.outcome),
        place(turn.after.outcome),
        turn.at,
        turn.turn.clone(),
    )
}

/// The same formulas, resamples and intervals as `eval compare` has; a conversation stands for a group of cases.
fn figures(turns: &[Replayed]) -> Vec<MetricChange> {
    let sides: Vec<(CaseResult, CaseResult)> = turns.iter().map(|t| (case(t, false), case(t, true))).collect();
    let pairs: Vec<Pair<'_>> = sides.iter().map(|(before, after)| Pair { before, after }).collect();
    let Options { resamples, seed, .. } = Options::default();
    let figures = [
        Figure::share("answered_share"),
        Figure::new("confidence", Formula::Mean("confidence".to_owned())),
    ];
    let one = |figure: Figure| {
        change(
            &figure.better(Better::Neither),
            &pairs,
            Resampling { times: resamples, seed },
        )
    };
    figures.into_iter().filter_map(one).collect()
}

fn case(turn: &Replayed, after: bool) -> CaseResult {
    let said = if after { &turn.after } else { &turn.before };
    CaseResult {
        id: turn.turn.clone(),
        group: turn.conversation.to_string(),
        confidence: Some(said.confidence),
        values: values([("answered_share", Some(bit(said.is_answered())))]),
        ..CaseResult::default()
    }
}

#[cfg(test)]
mod tests;

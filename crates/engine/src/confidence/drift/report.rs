//! Where the tests stand, for a reader: a table, a picture, a metric.

use super::confidences::SMALL;
use super::reference::Cell;
use super::{Alarm, CHANCE, DriftState, Verdict, WINDOW, Watched};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Columns of the picture of confidences.
const COLUMNS: usize = 20;

/// Which test.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Test {
    /// Are the confidences like those of the cases?
    Confidences,
    /// Is what is seen to be wrong within the budget?
    Outcomes,
}

/// Where one test stands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TestReport {
    /// Conversations counted.
    pub counted: u64,
    /// What the bets against the hypothesis have made of 1.
    pub evidence: f64,
    /// The alarm, where it is up.
    pub alarm: Option<Alarm>,
}

/// Where both tests stand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DriftReport {
    /// The calibration watched.
    pub calibration: String,
    /// Evidence from which on an alarm is raised.
    pub alarm_from: f64,
    /// The newest conversations that the figures below are over, at most.
    pub window: usize,
    /// The test of confidences.
    pub confidences: TestReport,
    /// The size of the shift of confidences: the population stability index, less what chance alone makes of it.
    pub shift: f64,
    /// The shift from which on an alarm is raised.
    pub shift_from: f64,
    /// Cases that the calibration was learned on, as far as they led to an answer or a guide.
    pub cases: u64,
    /// The share of these that is answered without a person.
    pub cases_answered: f64,
    /// The same share of the newest conversations.
    pub answered: Option<f64>,
    /// Cases by twentieths of confidence.
    pub cases_by_confidence: Vec<u64>,
    /// The newest conversations by twentieths of confidence.
    pub by_confidence: Vec<u64>,
    /// The test of outcomes.
    pub outcomes: TestReport,
    /// Replies by what became of them, in all.
    pub verdicts: BTreeMap<Verdict, u64>,
    /// The share of the newest replies that is seen to be wrong.
    pub wrong: Option<f64>,
    /// The share that may be.
    pub budget: f64,
}

impl Test {
    /// The word that metrics and logs use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confidences => "confidences",
            Self::Outcomes => "outcomes",
        }
    }
}

impl DriftReport {
    pub(super) fn of(watched: &Watched, state: &DriftState) -> Self {
        let (confidences, outcomes) = (&state.confidences, &state.outcomes);
        let reference = &watched.reference;
        let mut cases = vec![0; COLUMNS];
        for (place, n) in reference.counts().enumerate() {
            cases[column(place % (Cell::COUNT / 2))] += u64::from(n);
        }
        let mut by_confidence = vec![0; COLUMNS];
        confidences
            .cells()
            .for_each(|cell| by_confidence[column(cell.hundredth())] += 1);
        Self {
            calibration: watched.calibration.clone(),
            alarm_from: 1.0 / CHANCE,
            window: WINDOW,
            confidences: TestReport {
                counted: confidences.counted,
                evidence: confidences.evidence(),
                alarm: confidences.alarm,
            },
            shift: confidences.shift(reference),
            shift_from: SMALL,
            cases: reference.cases(),
            cases_answered: reference.answered,
            answered: confidences.answered(),
            cases_by_confidence: cases,
            by_confidence,
            outcomes: TestReport {
                counted: outcomes.replies(),
                evidence: outcomes.evidence(),
                alarm: outcomes.alarm,
            },
            verdicts: outcomes.counted.clone(),
            wrong: outcomes.wrong(),
            budget: watched.budget,
        }
    }

    /// One of the tests.
    pub fn test(&self, test: Test) -> &TestReport {
        match test {
            Test::Confidences => &self.confidences,
            Test::Outcomes => &self.outcomes,
        }
    }

    /// Whether an alarm is up.
    pub fn has_parted(&self) -> bool {
        self.confidences.alarm.is_some() || self.outcomes.alarm.is_some()
    }

    /// In a sentence: whether the traffic is like the cases, and if not, in what.
    pub fn in_words(&self) -> String {
        let percent = |share: f64| format!("{} %", (1000.0 * share).round() / 10.0);
        let mut parted = Vec::new();
        if self.confidences.alarm.is_some() {
            parted.push(format!(
                "its confidences are not distributed as theirs (shift {:.2}; answered: {} of it, {} of the cases)",
                self.shift,
                percent(self.answered.unwrap_or(0.0)),
                percent(self.cases_answered)
            ));
        }
        if self.outcomes.alarm.is_some() {
            parted.push(format!(
                "{} of its automatic replies are seen to be wrong, where at most {} may be",
                percent(self.wrong.unwrap_or(0.0)),
                percent(self.budget)
            ));
        }
        match (parted.is_empty(), self.confidences.counted) {
            (false, _) => format!("the traffic has parted from the cases: {}", parted.join("; ")),
            (true, 0) => "no conversation was seen yet".to_owned(),
            (true, _) => "the traffic is like the cases".to_owned(),
        }
    }
}

fn column(hundredth: usize) -> usize {
    (hundredth * COLUMNS / (Cell::COUNT / 2)).min(COLUMNS - 1)
}

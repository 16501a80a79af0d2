//! What a run is to do, as it is stored with it.

use serde::{Deserialize, Serialize};
use usher_engine::InboxId;
use usher_store::RunKind;

/// What a run is to do.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Task {
    /// Measure a suite as the AI agent answers now.
    Measure {
        /// Which.
        suite: Named,
    },
    /// Find what budgets would cost.
    Budget {
        /// On these.
        suites: Vec<Named>,
        /// How likely it may be that a promise does not hold.
        delta: f64,
    },
    /// Take traffic again.
    Replay(Replayed),
}

/// A suite by id, with the name that it had.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Named {
    pub(crate) id: String,
    pub(crate) name: String,
}

/// Which traffic is taken again, and under what.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Replayed {
    /// Of the last so many days.
    pub(crate) days: u32,
    /// Of this inbox only.
    pub(crate) inbox: Option<InboxId>,
    /// With all drafts as if they were published.
    pub(crate) drafts: bool,
    /// Which calibration counts.
    pub(crate) calibration: WhichCalibration,
    /// What suffices for an answer, where no calibration counts.
    pub(crate) answer_threshold: Option<f64>,
}

/// Which calibration counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum WhichCalibration {
    /// The one in use.
    Now,
    /// None.
    None,
    /// One that was chosen once.
    Chosen(String),
}

impl Task {
    pub(crate) fn kind(&self) -> RunKind {
        match self {
            Self::Measure { .. } => RunKind::Measure,
            Self::Budget { .. } => RunKind::Budget,
            Self::Replay(_) => RunKind::Replay,
        }
    }

    /// The suites that it is about.
    pub(crate) fn suites(&self) -> &[Named] {
        match self {
            Self::Measure { suite } => std::slice::from_ref(suite),
            Self::Budget { suites, .. } => suites,
            Self::Replay(_) => &[],
        }
    }

    /// What it runs with, in words.
    pub(crate) fn in_words(&self) -> String {
        match self {
            Self::Measure { .. } => "what is published now".to_owned(),
            Self::Budget { delta, .. } => format!("a chance of {:.0} % that a promise does not hold", 100.0 * delta),
            Self::Replay(replayed) => replayed.in_words(),
        }
    }
}

impl Replayed {
    fn in_words(&self) -> String {
        let days = match self.days {
            1 => "the last day".to_owned(),
            days => format!("the last {days} days"),
        };
        let calibration = match &self.calibration {
            WhichCalibration::Now => None,
            WhichCalibration::None => Some("no calibration".to_owned()),
            WhichCalibration::Chosen(id) => Some(format!("the calibration {id}")),
        };
        let parts = [
            Some(days),
            self.inbox.as_ref().map(|inbox| format!("the inbox {inbox}")),
            self.drafts.then(|| "all drafts as if they were published".to_owned()),
            calibration,
            self.answer_threshold.map(|from| format!("answers from {from:.2} on")),
        ];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_task_reads_as_it_was_written() {
        let task = Task::Replay(Replayed {
            days: 7,
            inbox: Some("help".into()),
            drafts: true,
            calibration: WhichCalibration::Chosen("3f2a".into()),
            answer_threshold: None,
        });
        let text = serde_json::to_string(&task).unwrap();
        assert_eq!(serde_json::from_str::<Task>(&text).unwrap(), task);
        assert_eq!(
            task.in_words(),
            "the last 7 days, the inbox help, all drafts as if they were published, the calibration 3f2a"
        );
    }
}

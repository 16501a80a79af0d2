//! The probabilities that sufficed in a run.

use crate::bench::Bench;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The probabilities that sufficed in a run for a reply without a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ThresholdsUsed {
    /// For an answer; `None` where nothing suffices.
    pub answer: Option<f64>,
    /// For a guide; `None` where nothing suffices.
    pub guide: Option<f64>,
    /// For both, in topics that have their own.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub topics: BTreeMap<String, f64>,
    /// Identity of the calibration that they are from; `None` where they are those of the policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calibration: Option<String>,
}

impl ThresholdsUsed {
    /// Those of whole turns.
    pub(crate) fn of(bench: &Bench) -> Self {
        let Some(artefact) = &bench.calibration else {
            return Self {
                answer: Some(bench.policy.answer_threshold),
                guide: Some(bench.policy.guide_threshold),
                ..Self::default()
            };
        };
        let calibration = &artefact.calibration;
        let pooled = calibration.thresholds.pooled.map(|t| t.at_least);
        let topics = calibration.thresholds.topics.iter();
        Self {
            answer: pooled,
            guide: pooled.filter(|_| calibration.guide.is_some()),
            topics: topics.map(|(topic, t)| (topic.clone(), t.at_least)).collect(),
            calibration: Some(artefact.identity()),
        }
    }

    /// The one for everything that was given, where there is only one.
    pub(crate) fn only(&self, guides: bool) -> Option<f64> {
        let same = !guides || self.guide == self.answer;
        self.answer.filter(|_| same && self.topics.is_empty())
    }

    /// All of them, as a list in a sentence.
    pub(crate) fn in_words(&self) -> String {
        let named = |p: Option<f64>, what: &str| p.map(|p| format!("{p:.3} for {what}"));
        let mut all: Vec<String> = [named(self.answer, "answers"), named(self.guide, "guides")]
            .into_iter()
            .flatten()
            .collect();
        all.extend(self.topics.iter().map(|(topic, p)| format!("{p:.3} for {topic}")));
        match all.is_empty() {
            true => "none: nothing suffices".to_owned(),
            false => all.join(", "),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_only_one_where_all_that_is_given_goes_by_it() {
        let used = ThresholdsUsed {
            answer: Some(0.7),
            guide: Some(0.5),
            ..ThresholdsUsed::default()
        };
        assert_eq!((used.only(false), used.only(true)), (Some(0.7), None));
        assert_eq!(used.in_words(), "0.700 for answers, 0.500 for guides");
        let topics = BTreeMap::from([("billing".to_owned(), 0.6)]);
        let of_topics = ThresholdsUsed { topics, ..used };
        assert_eq!(of_topics.only(false), None);
        assert!(ThresholdsUsed::default().in_words().starts_with("none"));
    }
}

//! Confidence: how features of a proposal become the probability that it is right, and which probability suffices.
//!
//! Without a calibration the shipped weights ([`crate::models`]) say the probability and the inbox's policy the threshold.
//! A calibration, learned on labelled cases by `usher eval calibrate`, replaces both, and [`drift`] watches whether the
//! traffic still is like those cases.

mod curve;
pub mod drift;
mod model;

pub use curve::Curve;
pub use model::{Model, UnknownFeature};

use crate::reading::Features;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What was learned from labelled cases.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Calibration {
    /// From features of the best answer to the probability that it is right.
    pub answer: Model,
    /// The same for guides; `None` where there were too few to learn from: then none is offered.
    pub guide: Option<Model>,
    /// What suffices.
    pub thresholds: Thresholds,
}

/// The probabilities that suffice for a reply without a person.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Thresholds {
    /// For topics that have none of their own; `None`: answer nothing there yet.
    pub pooled: Option<Threshold>,
    /// Topics with labels enough for a promise of their own.
    pub topics: BTreeMap<String, Threshold>,
}

/// A threshold with the promise that it keeps.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Threshold {
    /// The lowest probability that suffices.
    pub at_least: f64,
    /// Labelled cases that reach it …
    pub answered: usize,
    /// … of which so many were wrong …
    pub wrong: usize,
    /// … out of so many.
    pub of: usize,
    /// Upper bound of the share of wrong ones among those answered.
    pub bound: f64,
}

impl Calibration {
    /// The calibration that takes the place of one that cannot be used: nothing suffices, everything goes to people.
    pub fn silent() -> Self {
        let weights = Features::NAMES.iter().map(|name| ((*name).to_owned(), 0.0));
        Self {
            answer: Model {
                weights: weights.collect(),
                curve: Curve::Platt {
                    slope: 0.0,
                    intercept: 0.0,
                },
            },
            guide: None,
            thresholds: Thresholds::default(),
        }
    }
}

impl Thresholds {
    /// The lowest probability that suffices for a topic; above 1 where none does.
    pub fn for_topic(&self, topic: Option<&str>) -> f64 {
        let own = topic.and_then(|t| self.topics.get(t));
        own.or(self.pooled.as_ref()).map_or(f64::INFINITY, |t| t.at_least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_without_labels_shares_the_pooled_threshold_and_without_that_nothing_suffices() {
        let threshold = |at_least| Threshold {
            at_least,
            answered: 100,
            wrong: 1,
            of: 200,
            bound: 0.05,
        };
        let mut thresholds = Thresholds::default();
        assert_eq!(thresholds.for_topic(None), f64::INFINITY);
        thresholds.topics.insert("billing".into(), threshold(0.6));
        assert_eq!(thresholds.for_topic(Some("team")), f64::INFINITY);
        thresholds.pooled = Some(threshold(0.8));
        assert_eq!(thresholds.for_topic(Some("billing")), 0.6);
        assert_eq!(thresholds.for_topic(Some("team")), 0.8);
        assert_eq!(thresholds.for_topic(None), 0.8);
    }
}

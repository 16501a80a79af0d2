//! One calibration from samples: both models, and the thresholds that keep the budget.

use super::budget::{self, Budget};
use super::learn::{Learned, Prior, learn, shipped};
use super::sample::{Kind, Sample};
use std::collections::BTreeMap;
use usher_engine::confidence::drift::{Proposed, Reference};
use usher_engine::confidence::{Calibration, Model, Thresholds};

/// A topic with fewer samples than this has no threshold of its own.
const ENOUGH_FOR_A_TOPIC: usize = 200;
/// Guides are offered only if there are at least this many samples of them.
const ENOUGH_GUIDES: usize = 10;

/// How a calibration is made.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recipe {
    /// What the owner accepts.
    pub budget: Budget,
    /// Where learning starts from.
    pub prior: Prior,
    /// Seed of the folds.
    pub seed: u64,
}

/// A calibration with what it says of samples that it has not seen.
pub(super) struct Fitted {
    pub calibration: Calibration,
    /// A probability a sample, in their order; `None` where its kind is never given.
    pub left_out: Vec<Option<f64>>,
    /// The samples as a running server would see them.
    pub reference: Reference,
    pub answer: Learned,
    pub guide: Option<Learned>,
}

/// What is learned from samples, whatever the budget.
pub(super) struct Fits<'a> {
    samples: &'a [&'a Sample],
    answer: Learned,
    guide: Option<Learned>,
    /// The model that guides are given by; `None` where none is.
    guide_model: Option<Model>,
    left_out: Vec<Option<f64>>,
    as_served: Vec<Option<f64>>,
}

/// Makes a calibration; `None` where there are too few answers to learn from, or all are of one sort.
pub(super) fn fit(samples: &[&Sample], given: bool, recipe: Recipe) -> Option<Fitted> {
    Some(Fits::learn(samples, given, recipe.prior, recipe.seed)?.within(recipe.budget))
}

impl<'a> Fits<'a> {
    /// `None` where there are too few answers to learn from, or all are of one sort.
    pub fn learn(samples: &'a [&'a Sample], given: bool, prior: Prior, seed: u64) -> Option<Self> {
        let of = |kind: Kind| samples.iter().copied().filter(|s| s.kind == kind).collect::<Vec<_>>();
        let (answers, guides) = (of(Kind::Answer), of(Kind::Guide));
        let answer = learn(&answers, Kind::Answer, given, prior, seed)?;
        let guide = learn(&guides, Kind::Guide, given, prior, seed);
        let plain = (guide.is_none() && guides.len() >= ENOUGH_GUIDES).then(|| shipped(Kind::Guide));
        let guide_model = guide.as_ref().map(|g| g.model.clone()).or(plain);
        let of_guide = |sample: &Sample| {
            let features: Vec<f32> = sample.features.iter().map(|f| *f as f32).collect();
            guide_model.as_ref().map(|m| m.probability(&features))
        };
        let of_each = |learned: fn(&Learned) -> &[f64]| -> Vec<Option<f64>> {
            let (mut answers, mut guides) = (learned(&answer).iter(), guide.as_ref().map(|g| learned(g).iter()));
            let of = |sample: &&Sample| match (sample.kind, &mut guides) {
                (Kind::Answer, _) => answers.next().copied(),
                (Kind::Guide, Some(guides)) => guides.next().copied(),
                (Kind::Guide, None) => of_guide(sample),
            };
            samples.iter().map(of).collect()
        };
        let left_out = of_each(|learned| &learned.left_out);
        let as_served = of_each(|learned| &learned.as_served);
        Some(Self {
            samples,
            answer,
            guide,
            guide_model,
            left_out,
            as_served,
        })
    }

    /// The calibration that keeps a budget.
    pub fn within(&self, budget: Budget) -> Fitted {
        let thresholds = thresholds(self.samples, &self.left_out, budget);
        Fitted {
            reference: reference(self.samples, &self.as_served, &thresholds),
            calibration: Calibration {
                answer: self.answer.model.clone(),
                guide: self.guide_model.clone(),
                thresholds,
            },
            left_out: self.left_out.clone(),
            answer: self.answer.clone(),
            guide: self.guide.clone(),
        }
    }
}

/// What a server compares its traffic with.
fn reference(samples: &[&Sample], as_served: &[Option<f64>], thresholds: &Thresholds) -> Reference {
    let cases = || {
        let given = samples.iter().zip(as_served);
        given.filter_map(|(sample, p)| Some((*sample, (*p)?)))
    };
    let suffices = |(sample, p): &(&Sample, f64)| *p >= thresholds.for_topic(sample.topic.as_deref());
    let answered = cases().filter(suffices).count() as f64 / cases().count().max(1) as f64;
    let proposed = |kind| match kind {
        Kind::Answer => Proposed::Answer,
        Kind::Guide => Proposed::Guide,
    };
    Reference::of(cases().map(|(sample, p)| (proposed(sample.kind), p)), answered)
}

/// Topics with samples enough get a threshold of their own; the pooled one is over all other samples, for only those share
/// it. The promises share `delta`.
fn thresholds(samples: &[&Sample], left_out: &[Option<f64>], budget: Budget) -> Thresholds {
    let scored = || {
        let given = samples.iter().zip(left_out).filter_map(|(s, p)| Some((s, (*p)?)));
        given.map(|(s, p)| (s.topic.as_deref().unwrap_or(""), (p, s.right)))
    };
    let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
    scored().for_each(|(topic, _)| *sizes.entry(topic).or_default() += 1);
    sizes.retain(|topic, n| !topic.is_empty() && *n >= ENOUGH_FOR_A_TOPIC);
    let each = Budget {
        delta: budget.delta / (sizes.len() + 1) as f64,
        ..budget
    };
    let mut topics = BTreeMap::new();
    for topic in sizes.keys() {
        let own: Vec<(f64, bool)> = scored().filter(|(t, _)| t == topic).map(|(_, s)| s).collect();
        if let Some(threshold) = budget::threshold(&own, each) {
            topics.insert((*topic).to_owned(), threshold);
        }
    }
    let rest: Vec<(f64, bool)> = scored()
        .filter(|(t, _)| !topics.contains_key(*t))
        .map(|(_, s)| s)
        .collect();
    Thresholds {
        pooled: budget::threshold(&rest, each),
        topics,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::SplitMix;
    use jiff::Timestamp;
    use usher_engine::confidence::drift::{Drift, Seen, Watched};

    /// A sample whose first features say whether it is right, and whose others say nothing: with weights for all of them there
    /// is much to learn wrongly.
    fn sample(rng: &mut SplitMix, group: usize) -> Sample {
        let unit = |rng: &mut SplitMix| rng.below(1 << 20) as f64 / f64::from(1 << 20);
        let features: Vec<f64> = Kind::Answer.names().iter().map(|_| unit(rng)).collect();
        let odds = 6.0 * (features[0] + features[1] - 0.8);
        let right = unit(rng) < 1.0 / (1.0 + (-odds).exp());
        Sample {
            suite: String::new(),
            case: group.to_string(),
            question: String::new(),
            group: group.to_string(),
            topic: None,
            kind: Kind::Answer,
            features,
            right,
        }
    }

    /// After how many conversations of traffic that is drawn as the cases are an alarm is raised, from learning the weights on.
    fn alarmed_after(seed: u64, cases: usize, conversations: usize) -> Option<u64> {
        let mut rng = SplitMix::new(seed);
        let samples: Vec<Sample> = (0..cases).map(|at| sample(&mut rng, at)).collect();
        let recipe = Recipe {
            budget: Budget {
                error: 0.05,
                delta: 0.05,
            },
            prior: Prior::Nothing,
            seed,
        };
        let fitted = fit(&samples.iter().collect::<Vec<_>>(), false, recipe).unwrap();
        let mut drift = Drift::new(Watched {
            calibration: String::new(),
            budget: 0.05,
            reference: fitted.reference,
        });
        for _ in 0..conversations {
            if let Some(alarm) = drift.report().confidences.alarm {
                return Some(alarm.after);
            }
            let features = sample(&mut rng, 0).features;
            let features: Vec<f32> = features.iter().map(|f| *f as f32).collect();
            let confidence = fitted.calibration.answer.probability(&features);
            let seen = Seen {
                proposed: Proposed::Answer,
                confidence,
                given: true,
            };
            drift.see(seen, Timestamp::UNIX_EPOCH);
        }
        drift.report().confidences.alarm.map(|a| a.after)
    }

    #[test]
    fn traffic_drawn_as_the_cases_does_not_part_from_what_is_learned_on_them() {
        let alarms: Vec<u64> = (0..10).filter_map(|seed| alarmed_after(seed, 200, 1_000)).collect();
        assert!(alarms.is_empty(), "of 10: {alarms:?}");
    }

    /// The figures of `docs/benchmarks.md`: `cargo test --release --workspace from_learning_on -- --ignored --nocapture`.
    #[test]
    #[ignore = "prints figures for the benchmarks; a minute"]
    fn false_alarms_from_learning_on() {
        for cases in [100, 300, 1_000] {
            let alarms: Vec<u64> = (0..200).filter_map(|seed| alarmed_after(seed, cases, 5_000)).collect();
            println!("{cases} cases, all weights learned: alarms in 200 streams of 5,000 after {alarms:?}");
        }
    }
}

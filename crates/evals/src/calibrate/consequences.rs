//! What error budgets would cost, found on labelled cases before one is set.

use super::artefact::{Artefact, SuiteUsed};
use super::budget::Budget;
use super::fitted::{Fits, Recipe};
use super::learn::{Prior, shipped};
use super::sample::{Kind, Sample};
use super::{Gathered, figures, gather, too_few};
use crate::bench::Bench;
use crate::error::EvalError;
use crate::metric::{Metric, share};
use crate::run::{Options, Progress};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::PathBuf;

/// What budgets would cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consequences {
    /// All cases of the suites.
    pub cases: usize,
    /// Those that lead to an answer or a guide, whatever its probability.
    pub samples: usize,
    /// How likely it may be that a promise does not hold.
    pub delta: f64,
    /// What was learned from.
    pub suites: Vec<SuiteUsed>,
    /// As it is now.
    pub now: Consequence,
    /// For each budget, in the order asked for.
    pub at: Vec<Consequence>,
    /// Every answer and guide that the cases lead to, the surest first.
    pub proposals: Vec<Proposal>,
}

/// What a budget would cost.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Consequence {
    /// The share of wrong ones among those answered that is accepted; `None`: as it is now.
    pub budget: Option<f64>,
    /// The lowest probability that suffices where a topic has none of its own; `None`: nothing does.
    pub threshold: Option<f64>,
    /// The share of all cases that is answered.
    pub answered: Metric,
    /// The share of wrong ones among those answered; `None` where none is.
    pub wrong: Option<Metric>,
    /// Upper bound of that share, but for a chance of `delta`; `None` where none is promised.
    pub bound: Option<f64>,
    /// By topic, those with the most cases first.
    pub topics: Vec<TopicConsequence>,
}

/// What a budget would cost in a topic.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TopicConsequence {
    /// The topic; empty where none was understood.
    pub topic: String,
    /// Cases that lead to an answer or a guide.
    pub cases: usize,
    /// How many of them are answered.
    pub answered: usize,
    /// How many of those are wrong.
    pub wrong: usize,
    /// The lowest probability that suffices.
    pub threshold: Option<f64>,
    /// True where the topic has cases enough for a threshold of its own.
    pub own: bool,
}

/// An answer or a guide that a case leads to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// Its suite's name.
    pub suite: String,
    /// The case's id.
    pub case: String,
    /// What was asked.
    pub question: String,
    /// The topic understood; empty where none was.
    pub topic: String,
    /// `answer` or `guide`.
    pub kind: String,
    /// The probability that it is right, by a model that has not seen its group.
    pub probability: f64,
    /// Whether it is.
    pub right: bool,
    /// Whether it is given now.
    pub now: bool,
    /// Whether it is given at each of the budgets.
    pub answered: Vec<bool>,
}

/// What budgets would cost, and the calibration that keeps each, in the same order.
#[derive(Debug, Clone, PartialEq)]
pub struct WeighedBudgets {
    /// What they would cost.
    pub consequences: Consequences,
    /// What to set.
    pub artefacts: Vec<Artefact>,
}

/// Finds what budgets would cost, on suites of kind `resolve`. `delta` is how likely it may be that a promise does not hold.
/// What is answered now is that of the bench's calibration, or of its policy where it has none.
pub fn consequences(
    folders: &[PathBuf],
    bench: &Bench,
    budgets: &[f64],
    delta: f64,
    on_progress: &(dyn Fn(&Progress<'_>) + Sync),
) -> Result<WeighedBudgets, EvalError> {
    let options = Options::default();
    let Gathered { samples, suites, given } = gather(folders, bench, &options, on_progress)?;
    let cases = suites.iter().map(|s| s.cases).sum();
    let seed = options.seed;
    let all: Vec<&Sample> = samples.iter().collect();
    let fits = Fits::learn(&all, given, Prior::Shipped, seed).ok_or_else(|| too_few(&samples))?;
    let now = as_now(bench, &samples);
    let mut proposals: Vec<Proposal> = samples.iter().zip(&now.given).map(proposal).collect();
    let (mut at, mut artefacts) = (Vec::new(), Vec::new());
    for &budget in budgets {
        let recipe = Recipe {
            budget: Budget { error: budget, delta },
            prior: Prior::Shipped,
            seed,
        };
        let fitted = fits.within(recipe.budget);
        let thresholds = &fitted.calibration.thresholds;
        let from = |topic: Option<&str>| {
            let suffices = thresholds.for_topic(topic);
            suffices.is_finite().then_some(suffices)
        };
        let suffices = |(sample, p): (&Sample, &Option<f64>)| {
            p.is_some_and(|p| from(sample.topic.as_deref()).is_some_and(|from| p >= from))
        };
        let given: Vec<bool> = samples.iter().zip(&fitted.left_out).map(suffices).collect();
        for ((proposal, given), p) in proposals.iter_mut().zip(&given).zip(&fitted.left_out) {
            proposal.answered.push(*given);
            proposal.probability = p.unwrap_or(0.0);
        }
        let bounds = thresholds.pooled.iter().chain(thresholds.topics.values());
        let counted = Counted {
            samples: &samples,
            given: &given,
            cases,
        };
        at.push(Consequence {
            budget: Some(budget),
            threshold: thresholds.pooled.map(|t| t.at_least),
            bound: bounds.map(|t| t.bound).max_by(f64::total_cmp),
            topics: counted.topics(&from, &|topic| thresholds.topics.contains_key(topic)),
            ..counted.consequence()
        });
        artefacts.push(Artefact::new(
            bench.embedder.identity(),
            suites.clone(),
            recipe,
            figures(&samples, &fitted, &suites, recipe),
            fitted.reference,
            fitted.calibration,
        ));
    }
    proposals.sort_by(|a, b| b.probability.total_cmp(&a.probability));
    let counted = Counted {
        samples: &samples,
        given: &now.given,
        cases,
    };
    let now = Consequence {
        threshold: (now.from)(None),
        bound: None,
        topics: counted.topics(&*now.from, &|topic| (now.own)(topic)),
        ..counted.consequence()
    };
    let consequences = Consequences {
        cases,
        samples: samples.len(),
        delta,
        suites,
        now,
        at,
        proposals,
    };
    Ok(WeighedBudgets {
        consequences,
        artefacts,
    })
}

/// What suffices in a topic, if anything does.
type From<'a> = dyn Fn(Option<&str>) -> Option<f64> + 'a;

/// What is given now, and from which probability on.
struct Now<'a> {
    given: Vec<bool>,
    from: Box<From<'a>>,
    /// Whether a topic has a threshold of its own.
    own: Box<dyn Fn(&str) -> bool + 'a>,
}

fn as_now<'a>(bench: &'a Bench, samples: &[Sample]) -> Now<'a> {
    let features = |sample: &Sample| -> Vec<f32> { sample.features.iter().map(|f| *f as f32).collect() };
    if let Some(artefact) = &bench.calibration {
        let calibration = &artefact.calibration;
        let suffices = |sample: &Sample| {
            let model = match sample.kind {
                Kind::Answer => Some(&calibration.answer),
                Kind::Guide => calibration.guide.as_ref(),
            };
            let from = calibration.thresholds.for_topic(sample.topic.as_deref());
            model.is_some_and(|m| m.probability(&features(sample)) >= from)
        };
        return Now {
            given: samples.iter().map(suffices).collect(),
            from: Box::new(|topic| {
                let from = calibration.thresholds.for_topic(topic);
                from.is_finite().then_some(from)
            }),
            own: Box::new(|topic| calibration.thresholds.topics.contains_key(topic)),
        };
    }
    let (answer, guide) = (shipped(Kind::Answer), shipped(Kind::Guide));
    let policy = &bench.policy;
    let suffices = |sample: &Sample| {
        let (model, from) = match sample.kind {
            Kind::Answer => (&answer, policy.answer_threshold),
            Kind::Guide => (&guide, policy.guide_threshold),
        };
        model.probability(&features(sample)) >= from
    };
    Now {
        given: samples.iter().map(suffices).collect(),
        from: Box::new(|_| Some(policy.answer_threshold)),
        own: Box::new(|_| false),
    }
}

fn proposal((sample, now): (&Sample, &bool)) -> Proposal {
    Proposal {
        suite: sample.suite.clone(),
        case: sample.case.clone(),
        question: sample.question.clone(),
        topic: sample.topic.clone().unwrap_or_default(),
        kind: sample.kind.word().to_owned(),
        probability: 0.0,
        right: sample.right,
        now: *now,
        answered: Vec::new(),
    }
}

/// Samples with whether each is given, out of so many cases.
struct Counted<'a> {
    samples: &'a [Sample],
    given: &'a [bool],
    cases: usize,
}

impl Counted<'_> {
    fn consequence(&self) -> Consequence {
        let of_samples = || self.samples.iter().zip(self.given);
        let wrong = of_samples()
            .filter(|(_, given)| **given)
            .map(|(sample, _)| (sample.group.as_str(), !sample.right));
        // Cases that lead to nothing stand each for itself.
        let rest: Vec<String> = (self.samples.len()..self.cases).map(|at| format!("\n{at}")).collect();
        let answered = of_samples()
            .map(|(sample, given)| (sample.group.as_str(), *given))
            .chain(rest.iter().map(|alone| (alone.as_str(), false)));
        let none = Metric {
            value: 0.0,
            low: 0.0,
            high: 1.0,
            n: 0,
        };
        Consequence {
            budget: None,
            threshold: None,
            answered: share(answered).unwrap_or(none),
            wrong: share(wrong),
            bound: None,
            topics: Vec::new(),
        }
    }

    fn topics(&self, from: &From<'_>, own: &dyn Fn(&str) -> bool) -> Vec<TopicConsequence> {
        let mut topics: BTreeMap<&str, TopicConsequence> = BTreeMap::new();
        for (sample, given) in self.samples.iter().zip(self.given) {
            let topic = sample.topic.as_deref().unwrap_or_default();
            let of = topics.entry(topic).or_insert_with(|| TopicConsequence {
                topic: topic.to_owned(),
                cases: 0,
                answered: 0,
                wrong: 0,
                threshold: from(sample.topic.as_deref()),
                own: own(topic),
            });
            of.cases += 1;
            of.answered += usize::from(*given);
            of.wrong += usize::from(*given && !sample.right);
        }
        let mut topics: Vec<TopicConsequence> = topics.into_values().collect();
        topics.sort_by(|a, b| b.cases.cmp(&a.cases).then_with(|| a.topic.cmp(&b.topic)));
        topics
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample(group: &str, topic: Option<&str>, right: bool) -> Sample {
        Sample {
            suite: "s".into(),
            case: group.into(),
            question: String::new(),
            group: format!("s/{group}"),
            topic: topic.map(str::to_owned),
            kind: Kind::Answer,
            features: Vec::new(),
            right,
        }
    }

    #[test]
    fn what_is_given_is_counted_against_all_cases_and_by_topic() {
        let samples = [
            sample("a", Some("billing"), true),
            sample("b", Some("billing"), false),
            sample("c", None, false),
        ];
        let counted = Counted {
            samples: &samples,
            given: &[true, true, false],
            cases: 8,
        };
        let found = counted.consequence();
        assert_eq!((found.answered.value, found.answered.n), (0.25, 8));
        assert_eq!(found.wrong.map(|w| (w.value, w.n)), Some((0.5, 2)));
        let topics = counted.topics(&|topic| topic.map(|_| 0.7), &|_| false);
        let of: Vec<_> = topics
            .iter()
            .map(|t| (t.topic.as_str(), t.cases, t.answered, t.wrong, t.threshold))
            .collect();
        assert_eq!(of, [("billing", 2, 2, 1, Some(0.7)), ("", 1, 0, 0, None)]);
        let nothing = Counted {
            given: &[false; 3],
            ..counted
        };
        assert_eq!(nothing.consequence().wrong, None);
    }
}

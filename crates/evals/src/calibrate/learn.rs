//! From samples to models, with every probability that is judged made by a model that has not seen its group.

use super::curve::{isotonic, platt};
use super::logistic::{self, Row, dot, log_loss};
use super::sample::{Kind, Sample};
use crate::rng::SplitMix;
use std::collections::HashMap;
use usher_engine::confidence::{Curve, Model};
use usher_engine::models::{EVIDENCE, EVIDENCE_GIVEN, GUIDE, Weight};

/// Parts that are left out in turn.
const FOLDS: usize = 5;
/// Parts that are left out in turn for what a running server would have said: weights of a part more are nearer to those of
/// all, and 5 parts were told from the traffic by their weights alone (`docs/benchmarks.md`).
const SERVED_FOLDS: usize = 40;
/// Ridges that are tried, in cases per squared spread of a feature.
const RIDGES: [f64; 3] = [3.0, 30.0, 300.0];
/// With fewer samples of a kind the shipped weights stand, and only the curve is learned.
const ENOUGH: usize = 100;
/// With fewer than this, or all of one sort, nothing is learned.
const LEAST: usize = 30;

/// Where learning starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Prior {
    /// The weights that ship.
    Shipped,
    /// Nothing: for measuring on suites that the shipped weights were learned on.
    Nothing,
}

/// A model with the probabilities that it gave samples left out.
#[derive(Clone)]
pub(super) struct Learned {
    pub model: Model,
    /// The ridge, `None` where the prior's weights stand.
    pub ridge: Option<f64>,
    /// A probability a sample, each from a model without the sample's group.
    pub left_out: Vec<f64>,
    /// A probability a sample, of the weighted sum of weights without the sample's group on the curve of `model`: what a
    /// running server would have said of it. The curves of parts have steps elsewhere, which would look like drift.
    pub as_served: Vec<f64>,
    /// Log loss of those, in nats.
    pub log_loss: f64,
}

/// Learns from samples of one kind. `given` is true where articles were given and not searched for. `None` where there are
/// too few samples or all are of one sort.
pub(super) fn learn(samples: &[&Sample], kind: Kind, given: bool, prior: Prior, seed: u64) -> Option<Learned> {
    let right = samples.iter().filter(|s| s.right).count();
    if samples.len() < LEAST || right == 0 || right == samples.len() {
        return None;
    }
    let start = start(kind, given, prior);
    let folds = folds(samples, FOLDS, seed);
    let ridges: Vec<Option<f64>> = match prior {
        Prior::Shipped if samples.len() < ENOUGH => vec![None],
        Prior::Shipped => std::iter::once(None).chain(RIDGES.map(Some)).collect(),
        Prior::Nothing => RIDGES.map(Some).to_vec(),
    };
    let candidates = ridges.into_iter().flat_map(|ridge| {
        let scores = left_out_scores(samples, &folds, FOLDS, &start, ridge);
        [platt as fn(&[(f64, bool)]) -> Curve, isotonic].map(|fit| {
            let left_out = left_out_curve(samples, &folds, &scores, fit);
            let loss = log_loss(left_out.iter().copied().zip(samples.iter().map(|s| s.right)));
            (ridge, fit, scores.clone(), left_out, loss)
        })
    });
    let (ridge, fit, scores, left_out, log_loss) = candidates.min_by(|a, b| a.4.total_cmp(&b.4))?;
    let weights = weights(samples, &start, ridge);
    let scored: Vec<(f64, bool)> = scores.iter().copied().zip(samples.iter().map(|s| s.right)).collect();
    let names = kind.names().iter().map(|name| (*name).to_owned());
    let curve = fit(&scored);
    Some(Learned {
        as_served: served_scores(samples, scores, &start, ridge, seed)
            .into_iter()
            .map(|score| curve.probability(score))
            .collect(),
        model: Model {
            weights: names.zip(weights).collect(),
            curve,
        },
        ridge,
        left_out,
        log_loss,
    })
}

/// The model that ships, for a kind with too few samples.
pub(super) fn shipped(kind: Kind) -> Model {
    let names = kind.names().iter().map(|name| (*name).to_owned());
    Model {
        weights: names.zip(start(kind, false, Prior::Shipped)).collect(),
        curve: Curve::PLAIN,
    }
}

fn start(kind: Kind, given: bool, prior: Prior) -> Vec<f64> {
    let shipped: &[Weight] = match kind {
        Kind::Answer if given => EVIDENCE_GIVEN,
        Kind::Answer => EVIDENCE,
        Kind::Guide => GUIDE,
    };
    let kept = if prior == Prior::Shipped { 1.0 } else { 0.0 };
    // Nothing is shipped for a language model's signals.
    let shipped = shipped.iter().map(|(_, w)| f64::from(*w) * kept);
    shipped.chain(std::iter::repeat(0.0)).take(kind.names().len()).collect()
}

fn weights(samples: &[&Sample], start: &[f64], ridge: Option<f64>) -> Vec<f64> {
    let Some(ridge) = ridge else { return start.to_vec() };
    let rows: Vec<Row<'_>> = samples.iter().map(|s| (s.features.as_slice(), s.right)).collect();
    logistic::learn(&rows, start, ridge)
}

/// A weighted sum a sample, each of weights without its group that are as near as may be to those of all. The ridge shrinks
/// as much as it does with all samples. `scores` are those of the prior's weights, where these stand.
fn served_scores(samples: &[&Sample], scores: Vec<f64>, start: &[f64], ridge: Option<f64>, seed: u64) -> Vec<f64> {
    let Some(ridge) = ridge else { return scores };
    let kept = 1.0 - 1.0 / SERVED_FOLDS as f64;
    let folds = folds(samples, SERVED_FOLDS, seed);
    left_out_scores(samples, &folds, SERVED_FOLDS, start, Some(ridge * kept))
}

/// A fold of so many a sample; samples of one group share theirs.
fn folds(samples: &[&Sample], count: usize, seed: u64) -> Vec<usize> {
    let mut groups: Vec<&str> = samples.iter().map(|s| s.group.as_str()).collect();
    groups.sort_unstable();
    groups.dedup();
    SplitMix::new(seed).shuffle(&mut groups);
    let fold: HashMap<&str, usize> = groups.iter().enumerate().map(|(at, g)| (*g, at % count)).collect();
    samples.iter().map(|s| fold[s.group.as_str()]).collect()
}

fn left_out_scores(samples: &[&Sample], folds: &[usize], count: usize, start: &[f64], ridge: Option<f64>) -> Vec<f64> {
    let mut scores = vec![0.0; samples.len()];
    for fold in 0..count {
        let rest = samples.iter().zip(folds).filter(|(_, f)| **f != fold);
        let rest: Vec<&Sample> = rest.map(|(s, _)| *s).collect();
        let weights = weights(&rest, start, ridge);
        for at in (0..samples.len()).filter(|&at| folds[at] == fold) {
            scores[at] = dot(&weights, &samples[at].features);
        }
    }
    scores
}

fn left_out_curve(
    samples: &[&Sample],
    folds: &[usize],
    scores: &[f64],
    fit: impl Fn(&[(f64, bool)]) -> Curve,
) -> Vec<f64> {
    let mut probabilities = vec![0.0; samples.len()];
    for fold in 0..FOLDS {
        let rest = (0..samples.len()).filter(|&at| folds[at] != fold);
        let curve = fit(&rest.map(|at| (scores[at], samples[at].right)).collect::<Vec<_>>());
        for at in (0..samples.len()).filter(|&at| folds[at] == fold) {
            probabilities[at] = curve.probability(scores[at]);
        }
    }
    probabilities
}

//! Weighing every passage of the found chunks against a question, and the evidence for the best.

use super::evidence::{Features, Field, features};
use super::leaning::Leaning;
use super::pool::Pool;
use super::question::Question;
use super::signals::{Signals, nth, signals};
use crate::models::{EVIDENCE, EVIDENCE_GIVEN, RANKER, dot};
use crate::ports::Hit;
use std::collections::BTreeMap;

/// A passage weighed.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Which hit it stands in.
    pub hit: usize,
    /// Which passage of the hit's chunk.
    pub passage: usize,
    /// The ranker's score; differences are log odds.
    pub score: f32,
    /// Share of all passages' probability that the ranker gives it.
    pub probability: f32,
    /// Cosine of the question's content with the passage.
    pub cosine: f32,
    signals: Signals,
}

/// A passage with all that the weights apply to, for learning them.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Which hit it stands in.
    pub hit: usize,
    /// Which passage of the hit's chunk.
    pub passage: usize,
    /// What the ranker weighs.
    pub signals: Signals,
    /// What would speak for and against it, were it the best.
    pub features: Features,
}

impl Candidate {
    /// How near the nearest known question of its article is.
    pub fn asked(&self) -> f32 {
        self.signals.asked
    }

    /// The signals by name.
    pub fn signals(&self) -> BTreeMap<String, f64> {
        self.signals.named()
    }
}

/// What speaks for and against the best passage, and the probability that follows.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Evidence {
    /// Probability that the best passage answers the question.
    pub probability: f64,
    /// What speaks for and against it.
    pub features: Features,
}

/// Weighs all passages, best first. `leaning` is `None` where the passages were given and not searched for.
pub fn read(question: &Question, hits: &[Hit], leaning: Option<&Leaning>) -> (Vec<Candidate>, Evidence) {
    let pool = Pool::new(question, hits);
    if pool.places.is_empty() {
        return (Vec::new(), Evidence::default());
    }
    let all = pool.meet(&question.all);
    let mut candidates: Vec<Candidate> = (0..pool.places.len())
        .map(|at| {
            let signals = signals(question, &pool, &all, at, leaning);
            let (hit, passage) = pool.places[at];
            let score = dot(RANKER, &signals.values());
            Candidate {
                hit,
                passage,
                score,
                probability: 0.0,
                cosine: content_cosine(&pool, at),
                signals,
            }
        })
        .collect();
    let best = (0..candidates.len())
        .max_by(|&a, &b| candidates[a].score.total_cmp(&candidates[b].score))
        .unwrap_or(0);
    let nearest = candidates.iter().map(|c| c.cosine).fold(-1.0, f32::max);
    let other = (!question.is_all_asked()).then(|| pool.meet(question.asked()));
    let asked = other.as_ref().unwrap_or(&all);
    let scores: Vec<f32> = candidates.iter().map(|c| c.score).collect();
    let field = Field::new(&pool, &scores, nearest, leaning);
    let signals = &candidates[best].signals;
    let features = features(question, &pool, asked, best, &field, signals);
    let weights = if leaning.is_some() { EVIDENCE } else { EVIDENCE_GIVEN };
    let logit = f64::from(dot(weights, &features.values()));
    let evidence = Evidence {
        probability: 1.0 / (1.0 + (-logit).exp()),
        features,
    };
    let top = candidates[best].score;
    let sum: f32 = candidates.iter().map(|c| (c.score - top).exp()).sum();
    candidates
        .iter_mut()
        .for_each(|c| c.probability = (c.score - top).exp() / sum);
    candidates.sort_by(|a, b| b.score.total_cmp(&a.score));
    (candidates, evidence)
}

/// All that the weights apply to, of every passage, for learning them.
pub fn weigh(question: &Question, hits: &[Hit], leaning: Option<&Leaning>) -> Vec<Weighed> {
    let pool = Pool::new(question, hits);
    let (all, asked) = (pool.meet(&question.all), pool.meet(question.asked()));
    let places = 0..pool.places.len();
    let nearest = places.clone().map(|at| content_cosine(&pool, at)).fold(-1.0, f32::max);
    let signals: Vec<Signals> = places
        .clone()
        .map(|at| signals(question, &pool, &all, at, leaning))
        .collect();
    let scores: Vec<f32> = signals.iter().map(|s| dot(RANKER, &s.values())).collect();
    let field = Field::new(&pool, &scores, nearest, leaning);
    let weighed = places.map(|at| {
        let (hit, passage) = pool.places[at];
        Weighed {
            hit,
            passage,
            signals: signals[at],
            features: features(question, &pool, &asked, at, &field, &signals[at]),
        }
    });
    weighed.collect()
}

fn content_cosine(pool: &Pool<'_>, at: usize) -> f32 {
    let (hit, passage) = pool.places[at];
    nth(&pool.near[hit].content, passage)
}

//! Intents: what a message wants, or that it wants nothing that the product does.
//!
//! One multinomial logistic regression over the embedding and hashed TF-IDF, with out of scope as a class of its own where
//! examples of it are given. Training takes a second for a few hundred examples, some twenty for fifteen thousand.

mod confusion;
mod features;
mod linear;
mod set;

pub use crate::understand::IntentGuess;
pub use confusion::{Confusion, Reading, read_by_others};
pub use features::Grams;
pub use set::{Intent, IntentError, IntentSet};

use features::{Features, Frequencies};
use linear::{Linear, Random, softmax};
use std::collections::HashMap;

/// A message with what it wants; `None` for something out of scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The message.
    pub text: String,
    /// The intent.
    pub intent: Option<String>,
}

/// What a classifier makes of a message.
#[derive(Debug, Clone, PartialEq)]
pub struct Classification {
    /// Intents with their probabilities given that the message is in scope, best first.
    pub ranked: Vec<IntentGuess>,
    /// Probability that it is in scope.
    pub scope: f64,
    /// Whether it passes the threshold.
    pub in_scope: bool,
}

/// A trained classifier.
#[derive(Debug, Clone)]
pub struct Classifier {
    intents: Vec<String>,
    has_others: bool,
    frequencies: Frequencies,
    model: Linear,
    threshold: f32,
    slope: f32,
}

/// How much an out-of-scope score counts against the best intent's; chosen on clinc150's validation part.
const OTHERS_WEIGHT: f32 = 0.5;
/// The most in-scope accuracy that rejecting may cost, as a share; chosen on clinc150's validation part.
const GIVEN_UP: f32 = 0.013;
/// Parts of the training data that are held out in turn to choose a threshold.
const FOLDS: usize = 3;

impl Classifier {
    /// Learns from examples and their embeddings, in the same order. The threshold is chosen on held-out thirds of the
    /// same examples.
    pub fn train(examples: &[Example], vectors: &[Vec<f32>]) -> Self {
        let mut classifier = Self::fit(examples, vectors);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        Random(0xf01d).shuffle(&mut order);
        let mut scored = Vec::with_capacity(examples.len());
        for fold in 0..FOLDS {
            let pick = |held: bool| {
                order
                    .iter()
                    .enumerate()
                    .filter(move |(at, _)| (at % FOLDS == fold) == held)
                    .map(|(_, i)| *i)
            };
            let rest: Vec<Example> = pick(false).map(|i| examples[i].clone()).collect();
            let rest_vectors: Vec<Vec<f32>> = pick(false).map(|i| vectors[i].clone()).collect();
            let partial = Self::fit(&rest, &rest_vectors);
            scored.extend(pick(true).map(|i| partial.score(&examples[i], &vectors[i])));
        }
        classifier.choose(scored);
        classifier
    }

    /// Learns from examples of which none is out of scope, without a threshold: for ranking only.
    pub fn train_to_rank(examples: &[Example], vectors: &[Vec<f32>]) -> Self {
        Self::fit(examples, vectors)
    }

    /// How many intents it tells apart.
    pub fn len(&self) -> usize {
        self.intents.len()
    }

    /// True where it knows no intent.
    pub fn is_empty(&self) -> bool {
        self.intents.is_empty()
    }

    /// Chooses the threshold anew on cases that were not trained on.
    pub fn choose_threshold(&mut self, valid: &[(Example, Vec<f32>)]) {
        let scored = valid
            .iter()
            .map(|(example, vector)| self.score(example, vector))
            .collect();
        self.choose(scored);
    }

    /// What a message wants.
    pub fn classify(&self, text: &Grams, vector: &[f32]) -> Classification {
        let (mut logits, score) = self.logits(text, vector);
        softmax(&mut logits);
        let mut ranked: Vec<IntentGuess> = self
            .intents
            .iter()
            .zip(&logits)
            .map(|(intent, p)| IntentGuess {
                intent: intent.clone(),
                probability: f64::from(*p),
            })
            .collect();
        ranked.sort_by(|a, b| b.probability.total_cmp(&a.probability));
        let scope = 1.0 / (1.0 + (-f64::from((score - self.threshold) * self.slope)).exp());
        Classification {
            ranked,
            scope,
            in_scope: score >= self.threshold,
        }
    }

    fn fit(examples: &[Example], vectors: &[Vec<f32>]) -> Self {
        let mut intents: Vec<String> = examples.iter().filter_map(|e| e.intent.clone()).collect();
        intents.sort_unstable();
        intents.dedup();
        let number: HashMap<&str, usize> = intents.iter().enumerate().map(|(at, i)| (i.as_str(), at)).collect();
        let has_others = examples.iter().any(|e| e.intent.is_none());
        let dense = vectors.first().map_or(0, Vec::len);
        let grams: Vec<Grams> = examples.iter().map(|e| Grams::of(&e.text)).collect();
        let frequencies = Frequencies::learn(grams.iter(), dense);
        let class = |e: &Example| e.intent.as_ref().map_or(intents.len(), |i| number[i.as_str()]);
        let data: Vec<(Features, usize)> = examples
            .iter()
            .zip(grams.iter().zip(vectors))
            .map(|(e, (grams, v))| (frequencies.features(grams, v), class(e)))
            .collect();
        let model = Linear::train(&data, frequencies.len(), intents.len() + usize::from(has_others));
        Self {
            intents,
            has_others,
            frequencies,
            model,
            threshold: f32::NEG_INFINITY,
            slope: 1.0,
        }
    }

    /// Scores of the intents, and how much it looks in scope.
    fn logits(&self, text: &Grams, vector: &[f32]) -> (Vec<f32>, f32) {
        let mut logits = self.model.logits(&self.frequencies.features(text, vector));
        let others = if self.has_others {
            logits.pop().unwrap_or(0.0)
        } else {
            0.0
        };
        let best = logits.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        (logits, best - OTHERS_WEIGHT * others)
    }

    fn score(&self, example: &Example, vector: &[f32]) -> Scored {
        let (logits, score) = self.logits(&Grams::of(&example.text), vector);
        let best = (0..logits.len()).max_by(|&a, &b| logits[a].total_cmp(&logits[b]));
        let right = best.map(|b| self.intents[b].as_str()) == example.intent.as_deref();
        Scored {
            score,
            in_scope: example.intent.is_some(),
            right,
        }
    }

    /// The highest threshold that costs no more than [`GIVEN_UP`] of the in-scope accuracy.
    fn choose(&mut self, scored: Vec<Scored>) {
        let inside: Vec<&Scored> = scored.iter().filter(|s| s.in_scope).collect();
        let mut right: Vec<f32> = inside.iter().filter(|s| s.right).map(|s| s.score).collect();
        right.sort_by(f32::total_cmp);
        let losable = (GIVEN_UP * inside.len() as f32) as usize;
        self.threshold = right.get(losable).copied().unwrap_or(f32::NEG_INFINITY);
        if !self.threshold.is_finite() {
            self.threshold = -1e6;
        }
        self.slope = slope(&scored, self.threshold);
    }
}

struct Scored {
    score: f32,
    in_scope: bool,
    right: bool,
}

/// The steepness of a logistic curve through one half at the threshold, by maximum likelihood over a few steps of Newton;
/// 1 where no out-of-scope example tells.
fn slope(scored: &[Scored], threshold: f32) -> f32 {
    if scored.iter().all(|s| s.in_scope) {
        return 1.0;
    }
    let mut slope = 1.0f32;
    for _ in 0..20 {
        let (mut gradient, mut curvature) = (0.0f32, 1e-3f32);
        for s in scored {
            let x = (s.score - threshold).clamp(-20.0, 20.0);
            let p = 1.0 / (1.0 + (-slope * x).exp());
            gradient += x * (f32::from(u8::from(s.in_scope)) - p);
            curvature += x * x * p * (1.0 - p);
        }
        slope = (slope + (gradient / curvature).clamp(-0.5, 0.5)).clamp(0.05, 10.0);
    }
    slope
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(text: &str, intent: Option<&str>) -> Example {
        Example {
            text: text.into(),
            intent: intent.map(str::to_owned),
        }
    }

    #[test]
    fn a_message_like_the_examples_is_recognised_and_another_is_out_of_scope() {
        let mut examples = Vec::new();
        for n in 0..12 {
            examples.push(example(&format!("send my invoice number {n}"), Some("send")));
            examples.push(example(&format!("delete the customer {n}"), Some("delete")));
            examples.push(example(&format!("weather in city {n} tomorrow"), None));
        }
        let vectors = vec![Vec::new(); examples.len()];
        let classifier = Classifier::train(&examples, &vectors);
        let send = classifier.classify(&Grams::of("send my invoice number 21"), &[]);
        assert_eq!(send.ranked[0].intent, "send");
        assert!(send.in_scope && send.scope > 0.5);
        let weather = classifier.classify(&Grams::of("how is the weather tomorrow in this city"), &[]);
        assert!(weather.scope < send.scope);
        let again = Classifier::train(&examples, &vectors).classify(&Grams::of("send my invoice number 21"), &[]);
        assert_eq!(again, send, "the same examples give the same model");
    }
}

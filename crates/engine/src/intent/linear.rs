//! Multinomial logistic regression by stochastic gradient descent.

use super::features::Features;

/// Times that every example is seen.
const EPOCHS: usize = 20;
/// First step length; it falls to nothing in a straight line.
const STEP: f32 = 3.0;
/// Inverse of the regularisation, an example.
const C: f32 = 20.0;
/// Step length of the intercepts against that of the weights.
const INTERCEPT_STEP: f32 = 0.1;

/// A trained linear model. Weights stand feature by feature, so that the inner loops run over classes.
#[derive(Debug, Clone)]
pub(super) struct Linear {
    weights: Vec<f32>,
    intercepts: Vec<f32>,
}

impl Linear {
    /// Learns from examples, each with its class below `classes`. The order is shuffled by a fixed seed, so that the same
    /// examples give the same model.
    pub(super) fn train(examples: &[(Features, usize)], features: usize, classes: usize) -> Self {
        let mut model = Self {
            weights: vec![0.0; features * classes],
            intercepts: vec![0.0; classes],
        };
        let steps = (examples.len() * EPOCHS).max(1) as f32;
        let lambda = 1.0 / (C * examples.len().max(1) as f32);
        let mut order: Vec<usize> = (0..examples.len()).collect();
        let mut random = Random(0x5eed);
        let (mut scale, mut done) = (1.0f32, 0.0f32);
        let mut scores = vec![0.0; classes];
        for _ in 0..EPOCHS {
            random.shuffle(&mut order);
            for &at in &order {
                let (example, class) = &examples[at];
                let step = STEP * (1.0 - done / steps);
                done += 1.0;
                model.scores(example, scale, &mut scores);
                softmax(&mut scores);
                scores[*class] -= 1.0;
                scale *= 1.0 - step * lambda;
                for &(feature, value) in &example.values {
                    let by = step * value / scale;
                    let row = &mut model.weights[feature as usize * classes..][..classes];
                    row.iter_mut().zip(&scores).for_each(|(w, g)| *w -= by * g);
                }
                model
                    .intercepts
                    .iter_mut()
                    .zip(&scores)
                    .for_each(|(b, g)| *b -= step * INTERCEPT_STEP * g);
            }
        }
        model.weights.iter_mut().for_each(|w| *w *= scale);
        model
    }

    /// One score a class; their softmax is the probability.
    pub(super) fn logits(&self, example: &Features) -> Vec<f32> {
        let mut scores = vec![0.0; self.intercepts.len()];
        self.scores(example, 1.0, &mut scores);
        scores
    }

    fn scores(&self, example: &Features, scale: f32, out: &mut [f32]) {
        let classes = out.len();
        out.fill(0.0);
        for &(feature, value) in &example.values {
            let row = &self.weights[feature as usize * classes..][..classes];
            out.iter_mut().zip(row).for_each(|(s, w)| *s += value * w);
        }
        out.iter_mut()
            .zip(&self.intercepts)
            .for_each(|(s, b)| *s = *s * scale + b);
    }
}

/// Turns scores into probabilities.
pub(super) fn softmax(scores: &mut [f32]) {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    scores.iter_mut().for_each(|s| *s = (*s - most).exp());
    let sum: f32 = scores.iter().sum();
    scores.iter_mut().for_each(|s| *s /= sum);
}

/// SplitMix64. Source: Steele, Lea and Flood, OOPSLA 2014.
pub(super) struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(super) fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, (self.next() % (at as u64 + 1)) as usize);
        }
    }
}

//! A logistic model over named features, with a curve on top.

use super::Curve;
use serde::{Deserialize, Serialize};

/// Weights by name, and the curve from their sum to a probability.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// The features' names with their weights, in the order in which the engine makes them.
    pub weights: Vec<(String, f64)>,
    /// From the weighted sum to a probability.
    pub curve: Curve,
}

/// A model that was made for other features than this engine makes.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("it weighs `{made_for}` where this version has `{here}`")]
pub struct UnknownFeature {
    /// The feature that the model has.
    pub made_for: String,
    /// The feature that the engine has in its place.
    pub here: String,
}

impl Model {
    /// Whether it is for these features, in their order.
    pub fn check(&self, names: &[&str]) -> Result<(), UnknownFeature> {
        let none = "nothing";
        for at in 0..self.weights.len().max(names.len()) {
            let made_for = self.weights.get(at).map_or(none, |(name, _)| name.as_str());
            let here = names.get(at).copied().unwrap_or(none);
            if made_for != here {
                return Err(UnknownFeature {
                    made_for: made_for.to_owned(),
                    here: here.to_owned(),
                });
            }
        }
        Ok(())
    }

    /// The probability that features in the order of the weights speak for.
    pub fn probability(&self, features: &[f32]) -> f64 {
        let products = self.weights.iter().zip(features).map(|((_, w), f)| w * f64::from(*f));
        self.curve.probability(products.sum())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_for_other_features_is_refused() {
        let model = Model {
            weights: vec![("near".into(), 2.0), ("intercept".into(), -1.0)],
            curve: Curve::PLAIN,
        };
        assert_eq!(model.check(&["near", "intercept"]), Ok(()));
        let other = model.check(&["near", "far", "intercept"]).unwrap_err().to_string();
        assert_eq!(other, "it weighs `intercept` where this version has `far`");
        assert!(model.check(&["near"]).is_err());
        assert!((model.probability(&[0.5, 1.0]) - 0.5).abs() < 1e-12);
    }
}

//! What a model's text says of the confidence that it deserves.

use crate::models::feature_set;

feature_set! {
    /// Signals of a written answer. All 0 where no model wrote; what they are worth is learned by a calibration that was made
    /// with the same model, and until then they raise nothing.
    pub struct ModelSignals {
        /// A model wrote, or declined to.
        model_asked,
        /// It says that the evidence does not answer, or nothing that it wrote was supported.
        model_declined,
        /// Share of its sentences that were supported.
        model_kept,
        /// Share of its supported sentences that rest on a passage that the extractive answer quotes.
        model_agreed,
        /// How alike several texts of it are, 0 to 1; 0 where one was asked for.
        model_consistency,
        /// Mean natural logarithm of its tokens' probabilities, at least -3; 0 where the endpoint does not tell.
        model_log_probability,
    }
}

/// What declining takes from the log odds of an answer without a calibration that says better. A judgement, not learned: a
/// model that read the evidence and finds no answer in it is a reason for a person, never the other way round.
pub(crate) const DECLINED: f64 = -1.5;

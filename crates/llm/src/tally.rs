//! What calls took so far, for metrics. Labels are names from the configuration and of prompts: few, and never text.

use crate::circuit::CircuitState;
use serde::Serialize;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use usher_engine::ModelUse;

/// A snapshot since the process began.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Usage {
    /// Calls that run now.
    pub running: usize,
    /// By endpoint, as configured.
    pub endpoints: Vec<EndpointUse>,
    /// By prompt, model and outcome, sorted.
    pub prompts: Vec<PromptUse>,
}

/// One endpoint.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct EndpointUse {
    /// Its name.
    pub name: String,
    /// Where its circuit stands.
    pub circuit: CircuitState,
    /// Attempts that it was sent.
    pub attempts: u64,
    /// Attempts that failed by its fault, a request that it does not take among them.
    pub failures: u64,
}

/// What the calls of one prompt took on one model, with one outcome.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct PromptUse {
    /// The prompt's name.
    pub prompt: String,
    /// The model as configured, of the endpoint that was tried last.
    pub model: String,
    /// `written`, the word of a [`usher_engine::ModelError`], or `cancelled`.
    pub outcome: &'static str,
    /// How many.
    pub calls: u64,
    /// Attempts of them all.
    pub attempts: u64,
    /// Tokens read.
    pub tokens_in: u64,
    /// Tokens written.
    pub tokens_out: u64,
    /// In millionths of the prices' unit.
    pub cost_micros: u64,
    /// Milliseconds to the first piece, summed.
    pub first_piece_ms: u64,
    /// Milliseconds to the end, summed.
    pub duration_ms: u64,
}

/// Sums up.
#[derive(Debug, Default)]
pub(crate) struct Tally(Mutex<BTreeMap<(String, String, &'static str), PromptUse>>);

impl Tally {
    pub(crate) fn add(&self, prompt: &str, model: &str, outcome: &'static str, used: &ModelUse) {
        let mut sums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let key = (prompt.to_owned(), model.to_owned(), outcome);
        let sum = sums.entry(key).or_insert_with(|| PromptUse {
            prompt: prompt.to_owned(),
            model: model.to_owned(),
            outcome,
            ..PromptUse::default()
        });
        sum.calls += 1;
        sum.attempts += u64::from(used.attempts);
        sum.tokens_in += u64::from(used.tokens_in);
        sum.tokens_out += u64::from(used.tokens_out);
        sum.cost_micros += used.cost_micros;
        sum.first_piece_ms += used.first_piece_ms;
        sum.duration_ms += used.duration_ms;
    }

    pub(crate) fn sums(&self) -> Vec<PromptUse> {
        let sums = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        sums.values().cloned().collect()
    }
}

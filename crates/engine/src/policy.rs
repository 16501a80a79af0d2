//! What an inbox's owner decided: which replies may be automatic, and how the agent presents itself.

use serde::{Deserialize, Serialize};

/// The owner's decisions that a turn obeys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Policy {
    /// The product's name in replies.
    pub product: String,
    /// The agent's name in replies.
    pub agent_name: String,
    /// The language of the articles, as a tag (`en`): with a language model, who writes in another is answered in it.
    pub articles_language: String,
    /// The lowest confidence at which an answer is given without a person, 0 to 1. A calibration takes its place.
    pub answer_threshold: f64,
    /// The lowest confidence at which a guide is offered, 0 to 1. A calibration takes its place.
    pub guide_threshold: f64,
    /// The lowest sum of confidences over the offered readings at which the contact is asked which one is meant, 0 to 1.
    pub clarify_threshold: f64,
    /// Topics that always go to a person.
    pub always_human: Vec<String>,
    /// Things that a reply never asks the contact for.
    pub never_ask: Vec<String>,
    /// How many turns about the same problem may fail before a person takes over.
    pub failures_before_escalation: u32,
    /// The most words of an extractive answer, a quoted procedure or table row apart.
    pub answer_words: usize,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            product: "the product".into(),
            agent_name: "Usher".into(),
            articles_language: "en".into(),
            answer_threshold: 0.7,
            guide_threshold: 0.5,
            clarify_threshold: 0.5,
            always_human: ["refunds", "legal", "security_incident"].map(String::from).to_vec(),
            never_ask: ["password", "card number", "security code", "one-time code"]
                .map(String::from)
                .to_vec(),
            failures_before_escalation: 2,
            answer_words: 60,
        }
    }
}

//! What the engine asks of a language model: one prompt in, one text out, heard piece by piece.
//!
//! A model makes words better and never decides. Everything that it says is checked before a contact sees it, and every
//! failure of it is an ordinary value that leads back to what the engine does without one.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use utoipa::ToSchema;

/// Which of the configured models a prompt is for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tier {
    /// Quick and cheap: rewriting, sorting, titles.
    Small,
    /// The best that there is: what a contact reads.
    #[default]
    Large,
}

/// A prompt, rendered and ready to leave: it holds no personal data any more.
#[derive(Debug, Clone, PartialEq)]
pub struct ModelCall {
    /// The prompt's name: the folder that it lies in.
    pub prompt: String,
    /// Hash of all files of the prompt.
    pub hash: String,
    /// Which model.
    pub tier: Tier,
    /// The system message.
    pub system: String,
    /// The user message.
    pub user: String,
    /// The JSON schema that the text has to fit; `None` where any text does.
    pub schema: Option<Arc<serde_json::Value>>,
    /// Sampling temperature, 0 to 2.
    pub temperature: f32,
    /// The most tokens of the text.
    pub most_tokens: u32,
}

/// What a model said.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ModelText {
    /// The whole text. It is whole: one that was cut short is an error.
    pub text: String,
    /// What it took.
    pub used: ModelUse,
    /// Mean natural logarithm of the probability of its tokens, where the endpoint tells.
    pub log_probability: Option<f64>,
}

/// What a call took.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct ModelUse {
    /// The model that spoke, as the endpoint named it.
    pub model: String,
    /// The endpoint, by the name that the configuration gives it.
    pub endpoint: String,
    /// Tokens read.
    pub tokens_in: u32,
    /// Tokens written.
    pub tokens_out: u32,
    /// The price in millionths of the configured currency's unit; 0 where no price is configured.
    pub cost_micros: u64,
    /// How often it was tried, this time among them.
    pub attempts: u32,
    /// Milliseconds from the first attempt to the first piece of the text.
    pub first_piece_ms: u64,
    /// Milliseconds from the first attempt to the end.
    pub duration_ms: u64,
}

/// Why no text came of a call. None of them is shown to a contact.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// A ceiling of cost or tokens is reached; the text names which.
    #[error("a limit is reached: {0}")]
    Limit(String),
    /// The turn has no time left for it.
    #[error("no time is left in this turn")]
    Late,
    /// The endpoints fail or their circuit is open; the text names the last cause.
    #[error("the model cannot be reached: {0}")]
    Unavailable(String),
    /// The stream broke off after the listener had shown something.
    #[error("the model broke off: {0}")]
    BrokeOff(String),
    /// The model declined, or a filter did.
    #[error("the model refused")]
    Refused,
    /// What it said is cut short, is no JSON, or does not fit the schema.
    #[error("the model's text cannot be used: {0}")]
    Unusable(String),
    /// The endpoint does not take the request (key, model, parameters); trying again does not help.
    #[error("the endpoint refuses the request: {0}")]
    Rejected(String),
}

impl ModelError {
    /// A stable word for metrics, traces and logs.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Limit(_) => "limit",
            Self::Late => "late",
            Self::Unavailable(_) => "unavailable",
            Self::BrokeOff(_) => "broke_off",
            Self::Refused => "refused",
            Self::Unusable(_) => "unusable",
            Self::Rejected(_) => "rejected",
        }
    }
}

/// Hears a text while it is being written.
pub trait Listener: Send {
    /// A piece of the text. True once anything of the text has been shown to somebody: from then on the call is not tried
    /// again.
    fn hear(&mut self, piece: &str) -> bool;

    /// What was heard so far is void: the call begins anew.
    fn forget(&mut self);
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Deaf;

impl Listener for Deaf {
    fn hear(&mut self, _: &str) -> bool {
        false
    }

    fn forget(&mut self) {}
}

/// A language model as one turn has it: it knows whose turn it is, what that may cost and when it has to end. Two live
/// here: any OpenAI-compatible endpoint, and a scripted one for tests.
#[async_trait]
pub trait LanguageModel: Send + Sync {
    /// Names the configured models, for traces and calibrations.
    fn identity(&self) -> &str;

    /// How many tokens a text has, by the model's tokenizer or the nearest known one.
    fn count_tokens(&self, text: &str) -> usize;

    /// Tokens of evidence that a prompt may hold.
    fn evidence_tokens(&self) -> usize;

    /// Sends a call and returns the whole text; `listener` hears it on the way.
    async fn write(&self, call: &ModelCall, listener: &mut dyn Listener) -> Result<ModelText, ModelError>;
}

//! The `[llm]` section of `usher.toml`.

use secrecy::SecretString;
use serde::Deserialize;
use std::path::PathBuf;

/// Which endpoints write, how long they may take and what they may cost. Without an endpoint there is no model.
#[derive(Debug, Clone, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LlmConfig {
    /// Tried in order: the second where the first fails.
    pub endpoints: Vec<EndpointConfig>,
    /// Patience until a connection stands, in milliseconds.
    pub connect_timeout_ms: u64,
    /// Patience until the first piece of a text, in milliseconds.
    pub first_piece_timeout_ms: u64,
    /// Patience between two pieces, in milliseconds.
    pub stall_timeout_ms: u64,
    /// All that a turn's calls may take together, in milliseconds.
    pub turn_deadline_ms: u64,
    /// Attempts of one call over all endpoints.
    pub attempts: u32,
    /// Wait before an endpoint is tried again, doubled for each further time and jittered, in milliseconds; another
    /// endpoint is tried at once.
    pub backoff_ms: u64,
    /// Failures in a row after which an endpoint is left alone …
    pub circuit_failures: u32,
    /// … for so long, in milliseconds.
    pub circuit_open_ms: u64,
    /// Calls that run at the same time; further ones wait.
    pub concurrency: usize,
    /// Tokens of evidence in one prompt.
    pub evidence_tokens: usize,
    /// The longest text that is taken from a stream, in bytes; a model that writes for ever is cut off there.
    pub most_text_bytes: usize,
    /// The most that one turn may cost, in millionths of the prices' unit; 0 for no ceiling.
    pub turn_ceiling_micros: u64,
    /// The same for one contact in a day (UTC).
    pub contact_day_ceiling_micros: u64,
    /// The same for all in a day (UTC).
    pub day_ceiling_micros: u64,
    /// Days that the log of what left is kept.
    pub log_days: u32,
    /// A folder in which every exchange is kept as a JSON file, prompts and all, for tests to play again. Only for looking
    /// at an endpoint: nothing there is ever deleted.
    pub record_dir: Option<PathBuf>,
}

/// One endpoint.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EndpointConfig {
    /// Its name in logs and metrics.
    pub name: String,
    /// Its base address, to `/v1`: `https://api.openai.com/v1`, `http://127.0.0.1:11434/v1`.
    pub url: String,
    /// The key, where it wants one.
    #[serde(default)]
    pub key: Option<SecretString>,
    /// The model for what contacts read.
    pub model: String,
    /// The model for small work; the same where none is given.
    #[serde(default)]
    pub small_model: Option<String>,
    /// Whether it takes `response_format: json_schema`; without, the schema stands in the prompt.
    #[serde(default = "yes")]
    pub schema: bool,
    /// Whether it takes `logprobs`.
    #[serde(default)]
    pub log_probabilities: bool,
    /// Whether it takes a `temperature`; some hosted models know only their own.
    #[serde(default = "yes")]
    pub temperature: bool,
    /// Whether it takes `stream_options.include_usage`; without, tokens are counted here.
    #[serde(default = "yes")]
    pub usage: bool,
    /// Whether the most tokens of a text are called `max_tokens`, as in Ollama, and not `max_completion_tokens`.
    #[serde(default)]
    pub older_max_tokens: bool,
    /// Prices of `model`.
    #[serde(default)]
    pub prices: Prices,
    /// Prices of `small_model`.
    #[serde(default)]
    pub small_prices: Prices,
}

/// What a million tokens cost, in units of a currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Prices {
    /// Read.
    pub million_in: f64,
    /// Written.
    pub million_out: f64,
}

/// Why the section cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("llm.{field}: {message}")]
pub struct LlmConfigError {
    /// The field, as written in `usher.toml`, without `llm.`.
    pub field: String,
    /// What is wrong and how to mend it.
    pub message: String,
}

impl EndpointConfig {
    /// An endpoint with nothing but what it must have.
    pub fn new(name: &str, url: &str, model: &str) -> Self {
        Self {
            name: name.to_owned(),
            url: url.to_owned(),
            key: None,
            model: model.to_owned(),
            small_model: None,
            schema: true,
            log_probabilities: false,
            temperature: true,
            usage: true,
            older_max_tokens: false,
            prices: Prices::default(),
            small_prices: Prices::default(),
        }
    }
}

impl LlmConfigError {
    pub(crate) fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            message: message.into(),
        }
    }
}

fn yes() -> bool {
    true
}

impl Default for LlmConfig {
    fn default() -> Self {
        Self {
            endpoints: Vec::new(),
            connect_timeout_ms: 2_000,
            first_piece_timeout_ms: 6_000,
            stall_timeout_ms: 3_000,
            turn_deadline_ms: 15_000,
            attempts: 3,
            backoff_ms: 200,
            circuit_failures: 5,
            circuit_open_ms: 30_000,
            concurrency: 64,
            evidence_tokens: 3_000,
            most_text_bytes: 65_536,
            turn_ceiling_micros: 0,
            contact_day_ceiling_micros: 0,
            day_ceiling_micros: 0,
            log_days: 30,
            record_dir: None,
        }
    }
}

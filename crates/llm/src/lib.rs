//! A language model over any OpenAI-compatible endpoint: streaming, budgets, retries, circuit breaker.

mod config;
mod record;

pub use config::{EndpointConfig, LlmConfig, LlmConfigError, Prices};
pub use record::{CallEnd, CallStart, Noted, Spent, TurnOf};

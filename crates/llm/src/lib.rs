//! A language model over any OpenAI-compatible endpoint: streaming, budgets, retries, circuit breaker.
//!
//! A [`Gateway`] lives as long as the process: clients, circuits, the ledger of the day. [`Gateway::for_turn`] lends a
//! turn its [`TurnModel`], which knows the turn's deadline and purse. A call goes: deadline, purse, circuit, a free place,
//! [`Noted::Start`], attempts over the endpoints, [`Noted::End`]. Failures are values of [`usher_engine::ModelError`].

mod backoff;
mod call;
mod check;
mod circuit;
mod config;
mod cost;
mod endpoint;
mod events;
mod exchange;
mod fault;
mod gateway;
mod heard;
mod ledger;
mod purse;
mod record;
mod recorder;
mod route;
mod tally;
mod tls;
mod tokens;
mod try_out;
mod turn;
mod wire;

pub use circuit::CircuitState;
pub use config::{EndpointConfig, LlmConfig, LlmConfigError, Prices};
pub use gateway::{Clock, Gateway};
pub use record::{CallEnd, CallStart, Noted, Noting, Spent, TurnOf};
pub use tally::{EndpointUse, PromptUse, Usage};
pub use try_out::EndpointReport;
pub use turn::TurnModel;

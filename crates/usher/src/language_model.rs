//! The configured language models.

use std::sync::Arc;
use usher_llm::{Gateway, LlmConfig};
use usher_server::{Clock, SystemClock};

/// Their gateway; `None` where none is configured. Nothing is called.
pub fn open(config: &LlmConfig) -> anyhow::Result<Option<Gateway>> {
    Ok(Gateway::new(config, Arc::new(|| SystemClock.now()))?)
}

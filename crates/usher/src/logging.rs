//! Logs go to standard error.

use crate::config::{LogConfig, LogFormat};
use anyhow::Context;
use std::io::IsTerminal;
use tracing_subscriber::EnvFilter;

/// Starts logging; `serves` chooses which level counts.
pub fn start(config: &LogConfig, serves: bool) -> anyhow::Result<()> {
    let (name, level) = if serves {
        ("level", &config.level)
    } else {
        ("command_level", &config.command_level)
    };
    let filter = EnvFilter::try_new(level)
        .with_context(|| format!("log.{name}: `{level}` is no level; use error, warn, info, debug or trace"))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match config.format {
        LogFormat::Json => builder.json().try_init(),
        LogFormat::Text => builder.with_ansi(std::io::stderr().is_terminal()).try_init(),
    };
    started.map_err(|e| anyhow::anyhow!("logging could not start: {e}"))
}

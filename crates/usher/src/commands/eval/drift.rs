//! `usher eval drift`.

use super::write_json;
use crate::config::Config;
use crate::{drift, out};
use jiff::SignedDuration;
use std::path::PathBuf;
use std::process::ExitCode;
use usher_server::{Clock as _, SystemClock};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Begins anew so long ago (`30d`, `12h`) instead of where the server began with this calibration.
    #[arg(long, value_name = "TIME", value_parser = ago)]
    since: Option<SignedDuration>,
    /// Writes all of it as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
}

/// Days or hours.
fn ago(text: &str) -> Result<SignedDuration, String> {
    let hours = |text: &str, each: i64| {
        text.parse()
            .ok()
            .filter(|n| (1..=10_000).contains(n))
            .map(|n: i64| n * each)
    };
    let days = text.strip_suffix('d').and_then(|n| hours(n, 24));
    days.or_else(|| text.strip_suffix('h').and_then(|n| hours(n, 1)))
        .map(SignedDuration::from_hours)
        .ok_or_else(|| "it is no time; write days or hours such as 30d or 12h".to_owned())
}

/// Exit code 1 where the traffic has parted from the cases.
pub async fn run(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let now = SystemClock.now();
    let since = args.since.map(|ago| now.saturating_sub(ago).unwrap_or(now));
    let report = drift::report(config, since).await?;
    out::line(usher_evals::render_drift(&report).trim_end());
    if let Some(path) = &args.json {
        write_json(path, &report)?;
    }
    Ok(if report.has_parted() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    })
}

//! `usher eval run SUITE…`.

use super::{bench, tell, write_json};
use crate::config::Config;
use crate::out;
use std::path::PathBuf;
use std::process::ExitCode;
use usher_evals::Options;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of suites.
    #[arg(required = true, value_name = "SUITE")]
    suites: Vec<PathBuf>,
    /// Writes the metrics and the cases as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// For `classify`: also learns from only so many examples an intent, drawn five times.
    #[arg(long, value_name = "N")]
    examples_per_intent: Option<usize>,
}

/// Exit code 1 where a suite, or a line of one, could not be run.
pub async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let options = Options {
        examples_per_intent: args.examples_per_intent,
        ..Options::default()
    };
    let json = args.json.clone();
    let bench = bench::open(config).await?;
    let results = tokio::task::spawn_blocking(move || usher_evals::run(&args.suites, &bench, &options, &tell)).await?;
    out::line(&usher_evals::render(&results));
    if let Some(path) = &json {
        write_json(path, &results)?;
    }
    Ok(if results.is_whole() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

//! `usher eval fit SUITE…`.

use super::tell;
use crate::config::Config;
use crate::out;
use crate::workbench;
use std::path::PathBuf;
use std::process::ExitCode;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of suites.
    #[arg(required = true, value_name = "SUITE")]
    suites: Vec<PathBuf>,
    /// Writes what they are learned from, a case a line, for a look with other tools.
    #[arg(long, value_name = "FILE")]
    samples: Option<PathBuf>,
}

/// Learns and prints the weights.
pub async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let bench = workbench::open(config, None).await?;
    let learn = move || usher_evals::fit(&args.suites, args.samples.as_deref(), &bench, &tell);
    out::line(&tokio::task::spawn_blocking(learn).await??);
    Ok(ExitCode::SUCCESS)
}

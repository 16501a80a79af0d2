//! `usher eval run SUITE…`.

use crate::config::Config;
use anyhow::bail;
use std::path::PathBuf;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Runs suites and prints their metrics with 95 % intervals.
    Run {
        /// Folders of suites.
        #[arg(required = true, value_name = "SUITE")]
        suites: Vec<PathBuf>,
        /// Writes the metrics as JSON, too.
        #[arg(long, value_name = "FILE")]
        json: Option<PathBuf>,
    },
}

pub async fn run(_config: &Config, args: Args) -> anyhow::Result<()> {
    let Action::Run { suites, json } = args.action;
    bail!("suites cannot be run yet ({} named, JSON {json:?})", suites.len())
}

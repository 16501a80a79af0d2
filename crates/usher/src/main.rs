//! `usher`: configuration, wiring, commands.
//!
//! What holds here: a command ends with 0, with 1 and one line that says what failed and what to do, or with 2 where it
//! was called wrongly; a fault of our own is one line and 70. All printing goes through `out`.

mod calibration;
mod commands;
mod config;
mod convert;
mod data;
mod drift;
mod embedder;
mod faults;
mod files;
mod ingest;
mod knowledge_base;
mod logging;
mod node;
mod out;
mod progress;
mod voice;
mod workbench;

use clap::Parser;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Duration;

/// How long what still runs in the background gets once the command is done.
const BACKGROUND_PATIENCE: Duration = Duration::from_secs(3);

/// Self-hosted AI resolution agent: cited answers, guides and handoffs from your own documents.
#[derive(Debug, Parser)]
#[command(name = "usher", version, propagate_version = true)]
struct Cli {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    command: commands::Command,
}

/// What every command takes.
#[derive(Debug, Clone, clap::Args)]
struct Options {
    /// The data folder; goes before `data_dir` of the configuration.
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The configuration; without it `usher.toml` in the working folder, where there is one.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    if let Some(done) = cli.command.run_bare() {
        return done.unwrap_or_else(|error| failed(&error));
    }
    faults::install(cli.command.serves());
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&anyhow::Error::from(error).context("the async runtime could not start")),
    };
    let ended = runtime.block_on(cli.command.run(&cli.options));
    runtime.shutdown_timeout(BACKGROUND_PATIENCE);
    ended.unwrap_or_else(|error| failed(&error))
}

fn failed(error: &anyhow::Error) -> ExitCode {
    out::error(error);
    ExitCode::FAILURE
}

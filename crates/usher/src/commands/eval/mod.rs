//! `usher eval …`: measuring quality, a file an action.

mod calibrate;
mod compare;
mod drift;
mod fit;
mod gaps;
mod liar;
mod list;
mod new;
mod replay;
mod report;
mod run;
mod simulate;
mod templates;

use crate::Options;
use crate::config::Config;
use crate::files::write_whole;
use crate::out;
use serde::Serialize;
use std::path::Path;
use std::process::ExitCode;
use usher_evals::Progress;

pub(super) use crate::workbench::fresh;

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    /// Runs suites and prints their metrics with 95 % intervals.
    Run(run::Args),
    /// Holds whole conversations from contacts with a goal, through a whole server, and says how they ended.
    Simulate(simulate::Args),
    /// Compares two runs: what changed, how surely, and which cases turned wrong; ends with 1 on a regression.
    Compare(compare::Args),
    /// Takes turns that a server recorded again, with another configuration, other articles or another calibration, and
    /// says what would have changed.
    Replay(replay::Args),
    /// Lists suites and what is wrong with them.
    List(list::Args),
    /// Makes a suite with example cases.
    New(new::Args),
    /// Lays results out as one HTML file to read and send on.
    Report(report::Args),
    /// Learns from labelled suites when an answer is right, and finds the threshold that keeps an error budget.
    Calibrate(calibrate::Args),
    /// Says whether the traffic of the data folder is like the cases of its calibration; ends with 1 where it is not.
    Drift(drift::Args),
    /// Learns the weights of reading on suites of kinds `resolve` and `read`, or those of another check on suites of its
    /// kind, and prints them with cross-validated figures.
    Fit(fit::Args),
    /// Has a scripted liar write answers from a folder's articles, one planted sentence each, and says what got through.
    Liar(liar::Args),
    /// Simulates a week over a folder with some of its articles taken out, and says whether the report of what is missing
    /// finds them.
    Gaps(gaps::Args),
}

/// Does it.
pub async fn run(config: &Config, options: &Options, args: Args) -> anyhow::Result<ExitCode> {
    match args.action {
        Action::Run(args) => run::run(config, args).await,
        Action::Simulate(args) => simulate::run(config, args).await,
        Action::Compare(args) => Ok(compare::run(&args)),
        Action::Replay(args) => replay::run(config, options, args).await,
        Action::List(args) => list::run(&args),
        Action::New(args) => new::run(&args),
        Action::Report(args) => report::run(config, &args).await,
        Action::Calibrate(args) => calibrate::run(config, args).await,
        Action::Drift(args) => drift::run(config, &args).await,
        Action::Fit(args) => fit::run(config, args).await,
        Action::Liar(args) => liar::run(config, args).await,
        Action::Gaps(args) => gaps::run(config, args).await,
    }
}

/// Writes a value as indented JSON.
fn write_json<T: Serialize>(path: &Path, value: &T) -> anyhow::Result<()> {
    write_whole(path, &serde_json::to_string_pretty(value)?)
}

/// A line a stage, on a terminal as elsewhere: suites run for minutes.
fn tell(progress: &Progress<'_>) {
    let Progress {
        suite,
        stage,
        done,
        total,
    } = progress;
    if *done == 0 || done % 500 == 0 || done == total {
        out::note(&format!("{suite}: {stage} {done}/{total}"));
    }
}

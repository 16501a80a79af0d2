//! `usher eval compare A B`.

use super::write_json;
use crate::files::write_whole;
use crate::out;
use std::path::PathBuf;
use std::process::ExitCode;
use usher_evals::Comparison;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The earlier run: a file of `eval run --json`, a suite's folder with its baseline, or the word `baseline` for the
    /// baseline of every suite that was run.
    #[arg(value_name = "BEFORE")]
    before: PathBuf,
    /// The later run: a file of `eval run --json`.
    #[arg(value_name = "AFTER")]
    after: PathBuf,
    /// Where suites are looked for when BEFORE is the word `baseline`.
    #[arg(long, value_name = "FOLDER", default_value = "evals")]
    suites: PathBuf,
    /// Writes the comparison as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Writes it as JUnit XML, too: a test a metric, which fails where the metric got significantly worse.
    #[arg(long, value_name = "FILE")]
    junit: Option<PathBuf>,
}

/// Exit code 1 where a metric got significantly worse, 2 where the two cannot be compared.
pub fn run(args: &Args) -> ExitCode {
    match compare(args) {
        Ok(comparison) if comparison.regressed => ExitCode::FAILURE,
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            out::error(&error);
            ExitCode::from(2)
        }
    }
}

fn compare(args: &Args) -> anyhow::Result<Comparison> {
    let comparison = usher_evals::compare_files(&args.before, &args.after, &args.suites)?;
    out::line(usher_evals::render_comparison(&comparison).trim_end());
    if let Some(path) = &args.json {
        write_json(path, &comparison)?;
    }
    if let Some(path) = &args.junit {
        write_whole(path, &usher_evals::junit(&comparison))?;
    }
    Ok(comparison)
}

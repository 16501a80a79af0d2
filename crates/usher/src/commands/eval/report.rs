//! `usher eval report RESULTS.json`.

use super::calibrate::share;
use crate::config::Config;
use crate::files::write_whole;
use crate::{drift, out};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use usher_evals::{Report, Results};

/// The share of automatic answers that may be wrong, where none is given.
pub const BUDGET: f64 = 0.05;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// What `eval run --json` wrote.
    #[arg(value_name = "RESULTS")]
    results: PathBuf,
    /// The HTML file to write.
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Earlier results or a suite's `baseline.json`, to say what changed since.
    #[arg(long, value_name = "FILE")]
    baseline: Option<PathBuf>,
    /// The share of automatic answers that may be wrong.
    #[arg(long, default_value_t = BUDGET, value_parser = share)]
    budget: f64,
    /// Also says whether the traffic of the data folder is like the cases of its calibration, as `eval drift` does.
    #[arg(long)]
    traffic: bool,
}

/// Writes the report; it measures nothing.
pub async fn run(config: &Config, args: &Args) -> anyhow::Result<ExitCode> {
    let results = Results::read(&args.results)?;
    let baseline = args.baseline.as_deref().map(Results::read).transpose()?;
    let drift = if args.traffic {
        Some(drift::report(config, None).await?)
    } else {
        None
    };
    let (name, baseline_name) = (name(&args.results), args.baseline.as_deref().map(name));
    let report = Report {
        results: &results,
        name: &name,
        baseline: baseline.as_ref().zip(baseline_name.as_deref()),
        budget: args.budget,
        drift: drift.as_ref(),
    };
    write(&report, &args.out)?;
    Ok(ExitCode::SUCCESS)
}

/// Writes a report and says where.
pub fn write(report: &Report<'_>, path: &Path) -> anyhow::Result<()> {
    write_whole(path, &report.html())?;
    out::line(&format!("written to {}", path.display()));
    Ok(())
}

fn name(path: &Path) -> String {
    path.file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned()
}

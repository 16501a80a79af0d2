//! `usher eval run SUITE…`.

use super::{report, tell, write_json};
use crate::config::Config;
use crate::files::write_whole;
use crate::workbench;
use crate::{out, voice};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use usher_evals::{Options, Report, Results, Suite, baseline_file, baseline_text, read_baseline};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of suites.
    #[arg(required = true, value_name = "SUITE")]
    suites: Vec<PathBuf>,
    /// Writes the metrics and the cases as JSON, too.
    #[arg(long, value_name = "FILE")]
    json: Option<PathBuf>,
    /// Keeps the results as `baseline.json` beside each suite, for `eval compare`.
    #[arg(long)]
    save_baseline: bool,
    /// Writes a report as one HTML file, too, against the suites' baselines where there are any.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Runs `resolve` suites with the probabilities and the thresholds of a calibration (`usher eval calibrate --out`), as a
    /// server does that has it in its data folder.
    #[arg(long, value_name = "FILE")]
    calibration: Option<PathBuf>,
    /// Runs `resolve` and `handoff` suites with the configured language model. What it writes is not the same at every run.
    #[arg(long)]
    model: bool,
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
    let mut bench = workbench::open(config, args.calibration.as_deref()).await?;
    if args.model {
        bench.aids = voice::needed_aids(config)?;
    }
    let suites = args.suites.clone();
    let results = tokio::task::spawn_blocking(move || usher_evals::run(&suites, &bench, &options, &tell)).await?;
    out::line(&usher_evals::render(&results));
    if let Some(path) = &args.json {
        write_json(path, &results)?;
    }
    if let Some(path) = &args.report {
        write_report(&results, &args.suites, path)?;
    }
    if args.save_baseline {
        args.suites
            .iter()
            .try_for_each(|folder| save_baseline(folder, &results))?;
    }
    Ok(if results.is_whole() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// Writes the report, against those of the suites' baselines that there are.
fn write_report(results: &Results, folders: &[PathBuf], path: &Path) -> anyhow::Result<()> {
    let mut baselines = Results::default();
    for folder in folders.iter().filter(|f| baseline_file(f).exists()) {
        match read_baseline(folder) {
            Ok(baseline) => baselines.suites.extend(baseline.into_iter().flat_map(|b| b.suites)),
            Err(e) => out::note(&e.to_string()),
        }
    }
    let names: Vec<&str> = results.suites.keys().map(String::as_str).collect();
    let report = Report {
        results,
        name: &names.join(", "),
        baseline: (!baselines.suites.is_empty()).then_some((&baselines, "baseline.json")),
        budget: report::BUDGET,
        drift: None,
    };
    report::write(&report, path)
}

/// Writes a suite's baseline; none where cases were left out, because later runs would quietly go without them, too.
pub(super) fn save_baseline(folder: &Path, results: &Results) -> anyhow::Result<()> {
    let failed = results.failed.iter().any(|f| Path::new(&f.suite) == folder);
    let name = Suite::name_of(folder).ok().filter(|_| !failed);
    let Some((name, suite)) = name.and_then(|name| results.suites.get_key_value(&name)) else {
        return Ok(());
    };
    let file = baseline_file(folder);
    if !suite.problems.is_empty() {
        out::note(&format!(
            "{} is not written: mend the lines left out first",
            file.display()
        ));
        return Ok(());
    }
    write_whole(&file, &baseline_text(name, suite)?)?;
    out::line(&format!("written to {}", file.display()));
    Ok(())
}

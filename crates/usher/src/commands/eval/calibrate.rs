//! `usher eval calibrate SUITE…`.

use super::tell;
use crate::config::Config;
use crate::files::write_whole;
use crate::out;
use crate::workbench;
use anyhow::Context as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use usher_evals::{Bench, Budget, Calibrated, EvalError, Prior, Recipe};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Folders of suites of kind `resolve`.
    #[arg(required = true, value_name = "SUITE")]
    suites: Vec<PathBuf>,
    /// The share of automatic answers that may be wrong.
    #[arg(long, default_value_t = 0.05, value_parser = share)]
    budget: f64,
    /// How likely it may be that this promise does not hold.
    #[arg(long, default_value_t = 0.05, value_parser = share)]
    delta: f64,
    /// Writes the calibration: `calibration.json` in the data folder is used by `serve`.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Also tries the promise on so many random halves of the suites.
    #[arg(long, value_name = "N")]
    splits: Option<usize>,
    /// Learns from nothing instead of from the shipped weights: for suites that those were learned on.
    #[arg(long)]
    from_nothing: bool,
    /// Seed of everything random.
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    /// Learns what the signals of the configured language model are worth, too: every case is run with it.
    #[arg(long)]
    model: bool,
}

/// A share between 0 and 1, both excluded.
pub(super) fn share(text: &str) -> Result<f64, String> {
    let share: f64 = text.parse().map_err(|e| format!("{e}; write a share such as 0.05"))?;
    let is_share = share > 0.0 && share < 1.0;
    is_share
        .then_some(share)
        .ok_or_else(|| "it is not between 0 and 1; write a share such as 0.05".to_owned())
}

/// Learns, prints what it found and writes the calibration where that was asked for.
pub async fn run(config: &Config, args: Args) -> anyhow::Result<ExitCode> {
    let mut bench = workbench::open(config, None).await?;
    if args.model {
        bench.aids = crate::voice::needed_aids(config)?;
    }
    let out = args.out.clone();
    let calibrated = tokio::task::spawn_blocking(move || args.learn(&bench)).await??;
    report(&calibrated, out.as_deref())
}

impl Args {
    fn learn(&self, bench: &Bench) -> Result<Calibrated, EvalError> {
        let budget = Budget {
            error: self.budget,
            delta: self.delta,
        };
        let recipe = Recipe {
            budget,
            prior: if self.from_nothing {
                Prior::Nothing
            } else {
                Prior::Shipped
            },
            seed: self.seed,
        };
        usher_evals::calibrate(&self.suites, bench, recipe, self.splits, &tell)
    }
}

fn report(calibrated: &Calibrated, path: Option<&Path>) -> anyhow::Result<ExitCode> {
    out::line(calibrated.text.trim_end());
    let Some(path) = path else { return Ok(ExitCode::SUCCESS) };
    let artefact = calibrated.artefact.as_ref().with_context(|| {
        format!(
            "nothing to write to {}: calibrate on suites of kind resolve",
            path.display()
        )
    })?;
    write_whole(path, &artefact.text())?;
    out::line(&format!("written to {}", path.display()));
    Ok(ExitCode::SUCCESS)
}

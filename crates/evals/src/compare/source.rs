//! Where the two results come from.

use super::{Comparison, LeftOut, compare, names};
use crate::error::EvalError;
use crate::results::Results;
use crate::suite::{Suite, baseline_file, find_suites, read_baseline};
use std::path::Path;

/// The word for the baselines beside the suites that were run.
const BASELINE: &str = "baseline";

/// Compares a file that `eval run --json` wrote with an earlier state: such a file, a suite's folder, whose baseline is
/// meant, or the word `baseline`, by which the suites below `suites` that were run give theirs.
pub fn compare_files(before: &Path, after: &Path, suites: &Path) -> Result<Comparison, EvalError> {
    let later = Results::read(after)?;
    let of_a_suite = before.file_name() == baseline_file(before).file_name();
    let beside = before.parent().filter(|p| of_a_suite && p.join("suite.toml").is_file());
    let (earlier, lacking) = if before == Path::new(BASELINE) && !before.exists() {
        baselines(&later, suites)?
    } else if let Some(folder) = beside.or_else(|| Some(before).filter(|b| b.is_dir())) {
        let missing = || EvalError::unreadable(&baseline_file(folder), no_baseline(folder));
        let baseline = read_baseline(folder)?.ok_or_else(missing)?;
        is_of_these(&baseline, &later, folder)?;
        (baseline, Vec::new())
    } else {
        (Results::read(before)?, Vec::new())
    };
    let mut comparison = compare(&earlier, &later)?;
    comparison
        .left_out
        .retain(|l| !lacking.iter().any(|other| other.suite == l.suite));
    comparison.left_out.extend(lacking);
    Ok(comparison)
}

fn is_of_these(baseline: &Results, later: &Results, folder: &Path) -> Result<(), EvalError> {
    if baseline.suites.keys().any(|name| later.suites.contains_key(name)) {
        return Ok(());
    }
    let message = format!(
        "a baseline from another suite: it holds {}, and the later run {}; run this suite, or name the other's baseline",
        names(baseline),
        names(later)
    );
    Err(EvalError::invalid(&baseline_file(folder), message))
}

/// The baselines of the suites that were run, and the suites that have none.
fn baselines(later: &Results, suites: &Path) -> Result<(Results, Vec<LeftOut>), EvalError> {
    let mut all = Results::default();
    let mut lacking = Vec::new();
    let folders = find_suites(suites)?;
    for name in later.suites.keys() {
        let folder = folders.iter().find(|f| Suite::name_of(f).is_ok_and(|n| n == *name));
        let message = match folder {
            None => format!(
                "no suite below {} has this name; say where with --suites",
                suites.display()
            ),
            Some(folder) => match read_baseline(folder)? {
                Some(baseline) => {
                    all.suites.extend(baseline.suites);
                    continue;
                }
                None => no_baseline(folder),
            },
        };
        lacking.push(LeftOut::new(name, message));
    }
    match lacking.first() {
        Some(LeftOut { suite, message }) if all.suites.is_empty() => Err(EvalError::Incomparable {
            message: format!("suite `{suite}`: {message}"),
        }),
        _ => Ok((all, lacking)),
    }
}

fn no_baseline(folder: &Path) -> String {
    format!(
        "it has no baseline yet; make one with `usher eval run {} --save-baseline`",
        folder.display()
    )
}

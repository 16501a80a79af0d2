//! Two results of the same suites against each other: what changed, how surely, and which cases it was.

mod flips;
mod junit;
mod paired;
mod render;
mod source;

use crate::bootstrap::Resampling;
use crate::error::EvalError;
use crate::results::{CaseResult, Results, SuiteResult};
use crate::run::Options;
use serde::Serialize;
use std::collections::BTreeMap;

pub use flips::{Flip, Turned};
pub use junit::junit;
pub(crate) use paired::change;
pub use paired::{MetricChange, Verdict};
pub(crate) use render::figures_table;
pub use render::render_comparison;
pub use source::compare_files;

/// What changed from one run to another.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Comparison {
    /// True where a figure got significantly worse: the exit code of `eval compare`.
    pub regressed: bool,
    /// Suites that both runs have, by name.
    pub suites: BTreeMap<String, SuiteComparison>,
    /// Suites that could not be compared.
    pub left_out: Vec<LeftOut>,
}

/// A suite that could not be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// Its name, or its folder.
    pub suite: String,
    /// Why, and what to do.
    pub message: String,
}

impl LeftOut {
    fn new(suite: &str, message: impl Into<String>) -> Self {
        Self {
            suite: suite.to_owned(),
            message: message.into(),
        }
    }
}

/// What changed in a suite.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SuiteComparison {
    /// Its kind.
    pub kind: String,
    /// How many cases both runs have; all figures are over these.
    pub cases: usize,
    /// Ids of cases that only the earlier run has.
    pub only_before: Vec<String>,
    /// Ids of cases that only the later run has.
    pub only_after: Vec<String>,
    /// Every figure.
    pub metrics: Vec<MetricChange>,
    /// Cases that turned wrong, those that became worse and those that turned right, of each the surest first.
    pub flips: Vec<Flip>,
}

/// Compares two runs, suite by suite, on the cases that both have. An error where there is nothing to compare, or where
/// a suite is of another kind than before.
pub fn compare(before: &Results, after: &Results) -> Result<Comparison, EvalError> {
    let mut suites = BTreeMap::new();
    let mut left_out = left_out(before, after);
    for (name, later) in &after.suites {
        match before.suites.get(name) {
            Some(earlier) if earlier.cases.is_empty() && later.cases.is_empty() => {
                left_out.push(LeftOut::new(name, "neither run scored a case of it"));
            }
            Some(earlier) => {
                suites.insert(name.clone(), SuiteComparison::of(name, earlier, later)?);
            }
            None => {}
        }
    }
    if suites.is_empty() {
        let message = format!(
            "no suite with scored cases is in both: the earlier run has {}, the later {}; compare two runs of the same suites",
            names(before),
            names(after)
        );
        return Err(EvalError::Incomparable { message });
    }
    let verdicts = || {
        suites
            .values()
            .flat_map(|s: &SuiteComparison| s.metrics.iter().map(|m| m.verdict))
    };
    if verdicts().all(|verdict| verdict == Verdict::Unpaired) {
        let message = "no metric can be compared: the cases do not hold what the metrics are made of, or hold it otherwise; \
                       run the suites again before and after";
        return Err(EvalError::Incomparable {
            message: message.to_owned(),
        });
    }
    Ok(Comparison {
        regressed: verdicts().any(|verdict| verdict == Verdict::Worse),
        left_out,
        suites,
    })
}

fn names(results: &Results) -> String {
    let names: Vec<String> = results.suites.keys().map(|name| format!("`{name}`")).collect();
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(", ")
    }
}

fn left_out(before: &Results, after: &Results) -> Vec<LeftOut> {
    let only = |these: &Results, those: &Results, message: &str| {
        let names = these.suites.keys().filter(|name| !those.suites.contains_key(*name));
        names.map(|name| LeftOut::new(name, message)).collect::<Vec<_>>()
    };
    let mut left_out = only(before, after, "only the earlier run has it");
    left_out.extend(only(after, before, "only the later run has it"));
    let failed = |results: &Results, run: &str| {
        let one =
            |f: &crate::Failure| LeftOut::new(&f.suite, format!("the {run} run could not measure it: {}", f.message));
        results.failed.iter().map(one).collect::<Vec<_>>()
    };
    left_out.extend(failed(before, "earlier"));
    left_out.extend(failed(after, "later"));
    left_out
}

/// A case as it was before and after.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Pair<'a> {
    pub before: &'a CaseResult,
    pub after: &'a CaseResult,
}

impl SuiteComparison {
    fn of(name: &str, before: &SuiteResult, after: &SuiteResult) -> Result<Self, EvalError> {
        let incomparable = |message| Err(EvalError::Incomparable { message });
        if before.kind != after.kind {
            return incomparable(format!(
                "suite `{name}` is of kind `{}` in the earlier run and `{}` in the later: it is another suite of the \
                 same name",
                before.kind, after.kind
            ));
        }
        let (earlier, later) = (by_id(name, before)?, by_id(name, after)?);
        let earlier_of = |after: &CaseResult| earlier.get(after.id.as_str()).copied();
        let pairs: Vec<Pair<'_>> = after
            .cases
            .iter()
            .filter_map(|after| earlier_of(after).map(|before| Pair { before, after }))
            .collect();
        if pairs.is_empty() {
            return incomparable(format!(
                "suite `{name}`: no case is in both runs ({} and {} cases); compare runs of the same cases",
                before.cases.len(),
                after.cases.len()
            ));
        }
        let only = |these: &SuiteResult, those: &BTreeMap<&str, &CaseResult>| {
            let ids = these.cases.iter().map(|c| c.id.clone());
            ids.filter(|id| !those.contains_key(id.as_str())).collect()
        };
        let Options { resamples, seed, .. } = Options::default();
        Ok(Self {
            kind: after.kind.clone(),
            cases: pairs.len(),
            only_before: only(before, &later),
            only_after: only(after, &earlier),
            metrics: paired::changes(before, after, &pairs, Resampling { times: resamples, seed }),
            flips: flips::flips(&after.figures, &pairs),
        })
    }
}

fn by_id<'a>(suite: &str, result: &'a SuiteResult) -> Result<BTreeMap<&'a str, &'a CaseResult>, EvalError> {
    let mut cases = BTreeMap::new();
    for case in &result.cases {
        if cases.insert(case.id.as_str(), case).is_some() {
            let message = format!("suite `{suite}` has two cases `{}` in one run; run it again", case.id);
            return Err(EvalError::Incomparable { message });
        }
    }
    Ok(cases)
}

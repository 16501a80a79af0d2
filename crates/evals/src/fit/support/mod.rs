//! The weights of the support check, learned from claims and measured on groups left out.
//!
//! One model for all suites: ridge logistic regression, then slope and intercept by Platt's method on logits of groups left
//! out (Platt 1999). Figures are from groups that neither step saw. A suite counts by the square root of its groups: cases
//! of one group say little more than one of them.

mod report;

use super::learn::{dot, logistic};
use crate::bench::Bench;
use crate::error::EvalError;
use crate::kinds::support::{middle_third, overlap, supports};
use crate::rng::SplitMix;
use crate::run::{OnProgress, Options, Run};
use crate::suite::{Cases, Suite};
use report::report;
use std::collections::{BTreeSet, HashMap};
use std::path::Path;
use usher_engine::models::SUPPORT;

/// Parts that are left out in turn.
const FOLDS: usize = 10;
/// Ridge on standardised features, a case.
const RIDGE: f64 = 0.03;

struct Row {
    suite: usize,
    id: String,
    group: String,
    tags: Vec<String>,
    features: Vec<f64>,
    overlap: f64,
    /// In the middle third of its suite by overlap.
    middle: bool,
    supported: bool,
    weight: f64,
}

type Scored = Vec<(f64, bool)>;

/// The weights and the cross-validated figures as text; `None` where a suite is of another kind. What they were learned
/// from is written to `to`, if given.
pub(super) fn fit(
    suites: &[Suite],
    to: Option<&Path>,
    bench: &Bench,
    on_progress: OnProgress<'_>,
) -> Option<Result<String, EvalError>> {
    let is_other = |s: &Suite| !matches!(s.cases, Cases::Support(_));
    if suites.is_empty() || suites.iter().any(is_other) {
        return None;
    }
    let read = || {
        let mut rows = Vec::new();
        for (number, suite) in suites.iter().enumerate() {
            rows.append(&mut rows_of(number, suite, bench, on_progress)?);
        }
        if let Some(file) = to {
            let written = write(file, suites, &rows);
            written.map_err(|e| EvalError::unreadable(file, format!("cannot be written: {e}")))?;
        }
        Ok(report(suites, &rows))
    };
    Some(read())
}

fn rows_of(number: usize, suite: &Suite, bench: &Bench, on_progress: OnProgress<'_>) -> Result<Vec<Row>, EvalError> {
    let Cases::Support(cases) = &suite.cases else {
        return Ok(Vec::new());
    };
    let options = Options::default();
    let run = Run {
        bench,
        options: &options,
        suite: &suite.name,
        on_progress,
    };
    let groups = cases.iter().map(|c| c.identity.group()).collect::<BTreeSet<_>>().len();
    let weight = 100.0 * (groups as f64).sqrt() / cases.len().max(1) as f64;
    let read = supports(&run, cases)?;
    let all = cases.iter().zip(read).zip(middle_third(cases));
    let row = |((case, support), middle): ((&crate::case::SupportCase, usher_engine::Support), bool)| Row {
        suite: number,
        id: case.identity.id.clone(),
        group: format!("{number}/{}", case.identity.group()),
        tags: case.identity.tags.clone(),
        features: SUPPORT
            .iter()
            .map(|(name, _)| support.features.get(*name).copied().unwrap_or(0.0))
            .collect(),
        overlap: overlap(case),
        middle,
        supported: case.supported,
        weight,
    };
    Ok(all.map(row).collect())
}

/// Everything that is learned from, a case a line, for a look with other tools.
fn write(file: &Path, suites: &[Suite], rows: &[Row]) -> std::io::Result<()> {
    use std::io::Write as _;
    let mut out = std::io::BufWriter::new(std::fs::File::create(file)?);
    for row in rows {
        let line = serde_json::json!({
            "id": row.id, "suite": suites[row.suite].name, "group": row.group, "tags": row.tags,
            "supported": row.supported, "middle": row.middle, "overlap": row.overlap, "features": row.features,
        });
        serde_json::to_writer(&mut out, &line)?;
        out.write_all(b"\n")?;
    }
    out.flush()
}

/// Weights of a logistic regression whose slope and intercept were set on left-out logits.
fn learn(rows: &[&Row]) -> Vec<f64> {
    let logits = cross(rows, 0, regress).into_iter().zip(rows);
    let logits: Vec<_> = logits.map(|((l, truth), r)| (vec![l, 1.0], truth, r.weight)).collect();
    let platt = logistic(&logits, 2, 0.0);
    let mut weights: Vec<f64> = regress(rows).into_iter().map(|w| w * platt[0]).collect();
    if let Some(intercept) = weights.last_mut() {
        *intercept += platt[1];
    }
    weights
}

fn regress(rows: &[&Row]) -> Vec<f64> {
    let rows: Vec<_> = rows
        .iter()
        .map(|r| (r.features.clone(), r.supported, r.weight))
        .collect();
    logistic(&rows, SUPPORT.len(), RIDGE)
}

/// Probabilities by weights that did not see the claim's group, with the truth.
fn left_out(rows: &[&Row], seed: u64) -> Scored {
    let logits = cross(rows, seed, learn).into_iter();
    logits
        .map(|(logit, truth)| (1.0 / (1.0 + (-logit).exp()), truth))
        .collect()
}

/// Logits by weights learned without the claim's part of the groups, with the truth.
fn cross(rows: &[&Row], seed: u64, learn: fn(&[&Row]) -> Vec<f64>) -> Scored {
    let groups: BTreeSet<&str> = rows.iter().map(|r| r.group.as_str()).collect();
    let mut groups: Vec<&str> = groups.into_iter().collect();
    SplitMix::new(seed).shuffle(&mut groups);
    let part: HashMap<&str, usize> = groups.into_iter().enumerate().map(|(at, g)| (g, at % FOLDS)).collect();
    let weights: Vec<Vec<f64>> = (0..FOLDS)
        .map(|left_out| {
            let rest = rows.iter().copied().filter(|r| part[r.group.as_str()] != left_out);
            learn(&rest.collect::<Vec<_>>())
        })
        .collect();
    let logit = |r: &&Row| (dot(&weights[part[r.group.as_str()]], &r.features), r.supported);
    rows.iter().map(logit).collect()
}

//! The weights of frustration, learned from dialogues and measured on dialogues left out.
//!
//! Ridge logistic regression, then slope and intercept by Platt's method on logits of dialogues left out (Platt 1999), so
//! that the ridge does not make the probabilities timid. Figures are from groups that neither step saw.

use super::learn::{dot, logistic, wide};
use crate::bench::Bench;
use crate::case::SatisfactionCase;
use crate::error::EvalError;
use crate::kinds::satisfaction::moods;
use crate::rng::SplitMix;
use crate::run::{OnProgress, Options, Run};
use crate::statistics::{auroc, ece, mean};
use crate::suite::{Cases, Suite};
use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;
use usher_engine::decide::FRUSTRATED;
use usher_engine::models::FRUSTRATION;

/// Parts that are left out in turn.
const FOLDS: usize = 10;
/// Times that the groups are dealt to the parts anew.
const DEALS: u64 = 5;
/// Ridge on standardised features, a case.
const RIDGE: f64 = 0.2;
/// Thresholds that precision and recall are given at.
const THRESHOLDS: [f64; 5] = [0.5, 0.6, 0.7, 0.8, 0.9];

struct Row {
    group: String,
    features: Vec<f64>,
    /// What the sentiment of the last message alone says of dissatisfaction.
    sour: f64,
    dissatisfied: bool,
}

/// The weights and the cross-validated figures as text; `None` where a suite is of another kind.
pub(super) fn fit(suites: &[Suite], bench: &Bench, on_progress: OnProgress<'_>) -> Option<Result<String, EvalError>> {
    let dialogues = |s: &'_ Suite| match &s.cases {
        Cases::Satisfaction(cases) => Some((s.name.clone(), cases.clone())),
        _ => None,
    };
    let suites: Vec<_> = suites.iter().map(dialogues).collect::<Option<_>>()?;
    let read = |(suite, cases): &(String, Vec<SatisfactionCase>)| {
        let options = Options::default();
        let run = Run {
            bench,
            options: &options,
            suite,
            on_progress,
        };
        let row = |(case, mood): (&SatisfactionCase, _)| Row::of(suite, case, mood);
        Ok(cases.iter().zip(moods(&run, cases)?).map(row).collect())
    };
    let rows: Result<Vec<Vec<Row>>, EvalError> = suites.iter().map(read).collect();
    Some(rows.map(|rows| report(&rows.into_iter().flatten().collect::<Vec<_>>())))
}

impl Row {
    fn of(suite: &str, case: &SatisfactionCase, mood: usher_engine::understand::DialogueMood) -> Self {
        Self {
            group: format!("{suite}/{}", case.identity.group()),
            features: wide(&mood.features.values()),
            sour: f64::from(mood.features.angry - mood.features.solved),
            dissatisfied: case.dissatisfied,
        }
    }
}

fn report(rows: &[Row]) -> String {
    let all: Vec<&Row> = rows.iter().collect();
    let deals: Vec<Vec<(f64, bool)>> = (0..DEALS).map(|seed| left_out(&all, seed)).collect();
    let area = |scored: &[(f64, bool)]| auroc(&scored.iter().collect::<Vec<_>>());
    let areas: Vec<f64> = deals.iter().filter_map(|d| area(d)).collect();
    let errors: Vec<f64> = deals.iter().filter_map(|d| ece(d)).collect();
    let sour: Vec<(f64, bool)> = rows.iter().map(|r| (r.sour, r.dissatisfied)).collect();
    let figure = |value: Option<f64>| value.unwrap_or(f64::NAN);
    let mut text = format!(
        "{} dialogues, {} dissatisfied; sentiment of the last message alone: AUROC {:.4}\n\
         left out, mean of {DEALS} deals of the groups: AUROC {:.4}, ECE {:.4}\n",
        rows.len(),
        rows.iter().filter(|r| r.dissatisfied).count(),
        figure(area(&sour)),
        figure(mean(&areas)),
        figure(mean(&errors)),
    );
    let scored = deals.concat();
    THRESHOLDS
        .iter()
        .for_each(|t| text.push_str(&at_threshold(&scored, *t)));
    text.push_str("\nFRUSTRATION\n");
    for ((name, _), value) in FRUSTRATION.iter().zip(learn(&all)) {
        let _ = writeln!(text, "    (\"{name}\", {value:.4}),");
    }
    text
}

fn at_threshold(scored: &[(f64, bool)], threshold: f64) -> String {
    let count = |of: &dyn Fn(&(f64, bool)) -> bool| scored.iter().filter(|s| of(s)).count() as f64;
    let both = count(&|s| s.0 >= threshold && s.1);
    let (found, there) = (count(&|s| s.0 >= threshold), count(&|s| s.1));
    let mark = if threshold == FRUSTRATED { " (the policy's)" } else { "" };
    let (precision, recall) = (both / found, both / there);
    format!("at {threshold}{mark}: precision {precision:.3}, recall {recall:.3}\n")
}

/// Weights of a logistic regression whose slope and intercept were set on left-out logits.
fn learn(rows: &[&Row]) -> Vec<f64> {
    let logits: Vec<(Vec<f64>, bool, f64)> = cross(rows, 0, regress)
        .into_iter()
        .map(|(logit, truth)| (vec![logit, 1.0], truth, 1.0))
        .collect();
    let platt = logistic(&logits, 2, 0.0);
    let mut weights: Vec<f64> = regress(rows).into_iter().map(|w| w * platt[0]).collect();
    if let Some(intercept) = weights.last_mut() {
        *intercept += platt[1];
    }
    weights
}

fn regress(rows: &[&Row]) -> Vec<f64> {
    let rows: Vec<_> = rows.iter().map(|r| (r.features.clone(), r.dissatisfied, 1.0)).collect();
    logistic(&rows, FRUSTRATION.len(), RIDGE)
}

/// Probabilities by weights that did not see the dialogue's group, with the truth.
fn left_out(rows: &[&Row], seed: u64) -> Vec<(f64, bool)> {
    let logits = cross(rows, seed, learn);
    logits
        .into_iter()
        .map(|(logit, truth)| (1.0 / (1.0 + (-logit).exp()), truth))
        .collect()
}

/// Logits by weights learned without the dialogue's part of the groups, with the truth.
fn cross(rows: &[&Row], seed: u64, learn: fn(&[&Row]) -> Vec<f64>) -> Vec<(f64, bool)> {
    let mut groups: Vec<&str> = rows
        .iter()
        .map(|r| r.group.as_str())
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    SplitMix::new(seed).shuffle(&mut groups);
    let part: HashMap<&str, usize> = groups.into_iter().enumerate().map(|(at, g)| (g, at % FOLDS)).collect();
    let weights: Vec<Vec<f64>> = (0..FOLDS)
        .map(|left_out| {
            let rest = rows.iter().copied().filter(|r| part[r.group.as_str()] != left_out);
            learn(&rest.collect::<Vec<_>>())
        })
        .collect();
    let logit = |r: &&Row| (dot(&weights[part[r.group.as_str()]], &r.features), r.dissatisfied);
    rows.iter().map(logit).collect()
}

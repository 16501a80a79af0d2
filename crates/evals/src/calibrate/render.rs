//! A calibration for a reader.

use super::artefact::{Figures, SuiteUsed};
use super::fitted::{Fitted, Recipe};
use super::learn::{Learned, Prior};
use super::splits::Splits;
use std::fmt::Write as _;
use usher_engine::confidence::{Curve, Threshold};

pub(super) fn render(
    fitted: &Fitted,
    figures: &Figures,
    suites: &[SuiteUsed],
    recipe: Recipe,
    splits: Option<&Splits>,
    given: bool,
) -> String {
    let mut out = String::new();
    // Writing to a string does not fail.
    let _ = learned_from(&mut out, fitted, figures, suites, recipe);
    let _ = promises(&mut out, fitted, figures, recipe);
    if let Some(splits) = splits {
        let _ = tried(&mut out, splits, recipe);
    }
    if given {
        out.push_str("Suites of kind read are measured only: no calibration is written.\n");
    }
    out
}

fn learned_from(
    out: &mut String,
    fitted: &Fitted,
    figures: &Figures,
    suites: &[SuiteUsed],
    recipe: Recipe,
) -> std::fmt::Result {
    for suite in suites {
        writeln!(
            out,
            "{}: {} cases, {} lead to an answer or a guide",
            suite.name, suite.cases, suite.samples
        )?;
    }
    let prior = match recipe.prior {
        Prior::Shipped => "from the shipped weights",
        Prior::Nothing => "from nothing",
    };
    writeln!(out, "learned {prior}, seed {}", recipe.seed)?;
    writeln!(out, "  answers: {}", method(&fitted.answer))?;
    match (&fitted.guide, &fitted.calibration.guide) {
        (Some(guide), _) => writeln!(out, "  guides: {}", method(guide))?,
        (None, Some(_)) => writeln!(out, "  guides: too few to learn from, the shipped weights stand")?,
        (None, None) => writeln!(out, "  guides: too few to promise anything, none is offered")?,
    }
    writeln!(
        out,
        "on cases left out: AUROC {:.3}, calibration error {:.3} (15 bins of equal mass), log loss {:.3}",
        figures.auroc, figures.ece, figures.log_loss
    )
}

fn method(learned: &Learned) -> String {
    let weights = learned.ridge.map_or("the prior's weights".to_owned(), |r| {
        format!("weights learned, ridge {r}")
    });
    let curve = match learned.model.curve {
        Curve::Platt { .. } => "Platt's sigmoid",
        Curve::Isotonic { .. } => "an isotonic curve",
    };
    format!("{weights}, {curve} (chosen by log loss, {:.3})", learned.log_loss)
}

fn promises(out: &mut String, fitted: &Fitted, figures: &Figures, recipe: Recipe) -> std::fmt::Result {
    let (error, delta) = (100.0 * recipe.budget.error, 100.0 * recipe.budget.delta);
    writeln!(
        out,
        "budget: at most {error} % of answers wrong, but for a chance of {delta} % (exact binomial tests in fixed sequences)"
    )?;
    let thresholds = &fitted.calibration.thresholds;
    for (topic, threshold) in &thresholds.topics {
        writeln!(out, "  topic {topic}: {}", promise(threshold))?;
    }
    match &thresholds.pooled {
        Some(threshold) if thresholds.topics.is_empty() => writeln!(out, "  all topics: {}", promise(threshold))?,
        Some(threshold) => writeln!(out, "  all other topics: {}", promise(threshold))?,
        None => writeln!(
            out,
            "  all other topics: answer nothing here yet; the cases are too few or too often wrong to show that a threshold keeps the budget"
        )?,
    }
    writeln!(
        out,
        "  {:.3} of all cases are answered; {:.3} could be, had one known which are wrong",
        figures.coverage, figures.coverage_at_budget
    )?;
    writeln!(
        out,
        "  it holds for traffic that is like these cases; the server watches whether it is"
    )
}

fn promise(t: &Threshold) -> String {
    format!(
        "answers from {:.3} on: {} of {} cases, {} wrong, at most {:.1} % by the bound",
        t.at_least,
        t.answered,
        t.of,
        t.wrong,
        100.0 * t.bound
    )
}

fn tried(out: &mut String, splits: &Splits, recipe: Recipe) -> std::fmt::Result {
    writeln!(
        out,
        "tried on {} random halves (calibrated on the other, groups kept together):",
        splits.splits
    )?;
    writeln!(
        out,
        "  error above {:.2} beyond sampling error: {:.4} of them (above at all: {:.3}); nothing answered: {:.3}",
        recipe.budget.error, splits.exceeded, splits.above, splits.silent
    )?;
    writeln!(
        out,
        "  mean error {:.4}, mean share answered {:.3} of what could be proposed",
        splits.error, splits.coverage
    )
}

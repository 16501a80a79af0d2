//! Calibration: from labelled cases to the probability that a proposal is right, and to the threshold that keeps the
//! owner's error budget with a bound.

mod artefact;
mod bound;
mod budget;
mod consequences;
mod curve;
mod fitted;
mod learn;
mod logistic;
mod render;
mod sample;
mod splits;

pub use artefact::{Artefact, ArtefactError, Figures, SuiteUsed};
pub use budget::Budget;
pub use consequences::{Consequence, Consequences, Proposal, TopicConsequence, WeighedBudgets, consequences};
pub use fitted::Recipe;
pub use learn::Prior;
pub use splits::Splits;

use crate::bench::Bench;
use crate::error::EvalError;
use crate::run::{Options, Progress, Run};
use crate::statistics::{auroc, coverage_at, ece};
use crate::suite::{Cases, Suite};
use fitted::{Fitted, fit};
use sample::Sample;
use std::path::PathBuf;

/// A calibration with what there is to say about it.
#[derive(Debug)]
pub struct Calibrated {
    /// The calibration; `None` where suites of kind `read` were measured, which teach nothing about searching.
    pub artefact: Option<Artefact>,
    /// What came of random splits, if any were asked for.
    pub splits: Option<Splits>,
    /// All of it for a reader.
    pub text: String,
}

/// Learns a calibration from suites of kind `resolve`, or measures one on suites of kind `read`. With `splits` the promise
/// is tried on so many random halves.
pub fn calibrate(
    folders: &[PathBuf],
    bench: &Bench,
    recipe: Recipe,
    splits: Option<usize>,
    on_progress: &(dyn Fn(&Progress<'_>) + Sync),
) -> Result<Calibrated, EvalError> {
    let options = Options::default();
    let run = |suite: &'static str| Run {
        bench,
        options: &options,
        suite,
        on_progress,
    };
    let Gathered { samples, suites, given } = gather(folders, bench, &options, on_progress)?;
    let fitted = fit(&samples.iter().collect::<Vec<_>>(), given, recipe).ok_or_else(|| too_few(&samples))?;
    let figures = figures(&samples, &fitted, &suites, recipe);
    let splits = splits
        .map(|times| splits::try_splits(&run("calibration"), &samples, given, recipe, times))
        .transpose()?;
    let text = render::render(&fitted, &figures, &suites, recipe, splits.as_ref(), given);
    let Fitted {
        reference, calibration, ..
    } = fitted;
    let artefact = Artefact::new(
        bench.embedder.identity(),
        suites,
        recipe,
        figures,
        reference,
        calibration,
    );
    Ok(Calibrated {
        artefact: (!given).then_some(artefact),
        splits,
        text,
    })
}

fn too_few(samples: &[Sample]) -> EvalError {
    let right = samples.iter().filter(|s| s.right).count();
    let message = format!(
        "{} answers, {right} of them right, teach nothing: at least 30 are needed, right and wrong; add cases to the suite",
        samples.len()
    );
    EvalError::run("calibration", message)
}

const WRONG_KIND: &str = "only suites of kinds resolve and read can be calibrated on; leave it out";

/// What keeps a suite from being calibrated on. `mixed`: another one is of the other kind.
fn check(run: &Run<'_>, suite: &Suite, mixed: bool) -> Result<(), EvalError> {
    if let Some(problem) = suite.problems.first() {
        return Err(run.error(format!("a broken line would leave a gap in the promise: {problem}")));
    }
    if !matches!(suite.cases, Cases::Resolve { .. } | Cases::Read { .. }) {
        return Err(run.error(WRONG_KIND));
    }
    if mixed {
        return Err(run.error("suites of kinds resolve and read cannot be calibrated together; run them apart"));
    }
    Ok(())
}

struct Gathered {
    samples: Vec<Sample>,
    suites: Vec<SuiteUsed>,
    /// Articles were given and not searched for.
    given: bool,
}

fn gather(
    folders: &[PathBuf],
    bench: &Bench,
    options: &Options,
    on_progress: &(dyn Fn(&Progress<'_>) + Sync),
) -> Result<Gathered, EvalError> {
    let mut gathered = Gathered {
        samples: Vec::new(),
        suites: Vec::new(),
        given: false,
    };
    let suites: Vec<Suite> = folders.iter().map(|f| Suite::load(f)).collect::<Result<_, _>>()?;
    let run = |suite| Run {
        bench,
        options,
        suite,
        on_progress,
    };
    // All before the first: what cannot be calibrated on is said before minutes have gone into the others.
    let is_read = |suite: &Suite| matches!(suite.cases, Cases::Read { .. });
    for suite in &suites {
        check(
            &run(&suite.name),
            suite,
            suites.iter().any(|s| is_read(s) != is_read(suite)),
        )?;
    }
    for suite in &suites {
        let run = run(&suite.name);
        run.tell("preparing", 0, 0);
        let (cases, given, mut samples) = match &suite.cases {
            Cases::Resolve { cases, knowledge } => {
                let engine = run.engine(knowledge)?;
                (cases.len(), false, sample::of_turns(&run, &engine, cases)?)
            }
            Cases::Read { cases, articles } => {
                let engine = (bench.over_articles)(articles).map_err(|e| run.error(e))?;
                (cases.len(), true, sample::of_readings(&run, &engine, cases)?)
            }
            _ => return Err(run.error(WRONG_KIND)),
        };
        // Groups of two suites are not the same groups.
        for sample in &mut samples {
            sample.group = format!("{}/{}", suite.name, sample.group);
            sample.suite.clone_from(&suite.name);
        }
        gathered.given = given;
        gathered.suites.push(SuiteUsed {
            name: suite.name.clone(),
            split: suite.split.clone(),
            cases,
            samples: samples.len(),
        });
        gathered.samples.append(&mut samples);
    }
    Ok(gathered)
}

fn figures(samples: &[Sample], fitted: &Fitted, suites: &[SuiteUsed], recipe: Recipe) -> Figures {
    let scored: Vec<(f64, bool)> = samples
        .iter()
        .zip(&fitted.left_out)
        .filter_map(|(s, p)| Some(((*p)?, s.right)))
        .collect();
    let cases: usize = suites.iter().map(|s| s.cases).sum();
    let thresholds = &fitted.calibration.thresholds;
    let answered = samples
        .iter()
        .zip(&fitted.left_out)
        .filter(|(s, p)| p.is_some_and(|p| p >= thresholds.for_topic(s.topic.as_deref())))
        .count();
    Figures {
        auroc: auroc(&scored.iter().collect::<Vec<_>>()).unwrap_or(0.5),
        ece: ece(&scored).unwrap_or(1.0),
        log_loss: logistic::log_loss(scored.iter().copied()),
        coverage_at_budget: coverage_at(&scored, cases, recipe.budget.error),
        coverage: answered as f64 / cases.max(1) as f64,
    }
}

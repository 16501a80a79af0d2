//! Running suites.

use crate::bench::Bench;
use crate::bootstrap::Resampling;
use crate::error::EvalError;
use crate::figure::{self, Figure};
use crate::kinds;
use crate::metric::Metrics;
use crate::results::{CaseResult, Failure, Results, SuiteResult};
use crate::suite::{Cases, Knowledge, Suite};
use crate::thresholds::ThresholdsUsed;
use std::path::PathBuf;
use std::sync::Arc;
use usher_engine::Engine;

/// How suites are run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many resamples an interval is drawn from.
    pub resamples: usize,
    /// Seed of resamples and of the drawing of examples.
    pub seed: u64,
    /// For `classify`: also learn from so many examples an intent, drawn five times, and give the mean accuracy as
    /// `accuracy_few`.
    pub examples_per_intent: Option<usize>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            resamples: 1000,
            seed: 2026,
            examples_per_intent: None,
        }
    }
}

/// How far a suite is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress<'a> {
    /// The suite's name.
    pub suite: &'a str,
    /// What is being done: `preparing`, `embedding`, `training`, `cases`.
    pub stage: &'static str,
    /// So much of it is done.
    pub done: usize,
    /// All of it; 0 where nobody knows.
    pub total: usize,
}

/// Hears how far a suite is, from several threads.
pub(crate) type OnProgress<'a> = &'a (dyn Fn(&Progress<'_>) + Sync);

/// What the kinds are run with.
pub(crate) struct Run<'a> {
    pub bench: &'a Bench,
    pub options: &'a Options,
    pub suite: &'a str,
    pub on_progress: OnProgress<'a>,
}

impl Run<'_> {
    pub fn tell(&self, stage: &'static str, done: usize, total: usize) {
        (self.on_progress)(&Progress {
            suite: self.suite,
            stage,
            done,
            total,
        });
    }

    pub fn resampling(&self) -> Resampling {
        Resampling {
            times: self.options.resamples,
            seed: self.options.seed,
        }
    }

    /// The engine that turns over this are taken with.
    pub fn engine(&self, knowledge: &Knowledge) -> Result<Arc<Engine>, EvalError> {
        let made = match knowledge {
            Knowledge::Folder(folder) => (self.bench.over_folder)(folder),
            Knowledge::Published => (self.bench.over_published)(),
        };
        made.map_err(|e| self.error(e))
    }

    pub fn error(&self, message: impl Into<String>) -> EvalError {
        EvalError::run(self.suite, message)
    }
}

/// Figures and cases of a suite, as its kind makes them.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// Made from values of the cases, so that they can be compared with those of another run.
    pub figures: Vec<Figure>,
    pub notes: Vec<String>,
    pub cases: Vec<CaseResult>,
}

impl Measured {
    /// The figures as metrics; one that the cases do not define is a note.
    pub fn take_metrics(&mut self, resampling: Resampling) -> Metrics {
        let mut notes = Vec::new();
        let metrics = figure::metrics(&self.figures, &self.cases, resampling, &mut notes);
        self.notes.splice(0..0, notes);
        metrics
    }
}

/// Runs suites one after the other, each on all cores. A suite that cannot be measured is named among the failures and
/// the others go on; the same suites, options and engine give the same results.
pub fn run(
    folders: &[PathBuf],
    bench: &Bench,
    options: &Options,
    on_progress: &(dyn Fn(&Progress<'_>) + Sync),
) -> Results {
    let mut results = Results::default();
    for folder in folders {
        let measured = Suite::load(folder).and_then(|suite| {
            if results.suites.contains_key(&suite.name) {
                let message = "an earlier suite has the same `name`; give each its own, results go by it";
                return Err(EvalError::invalid(&folder.join("suite.toml"), message));
            }
            let result = measure(&suite, bench, options, on_progress)?;
            Ok((suite.name, result))
        });
        match measured {
            Ok((name, result)) => {
                results.suites.insert(name, result);
            }
            Err(e) => results.failed.push(Failure {
                suite: folder.display().to_string(),
                message: e.to_string(),
            }),
        }
    }
    results
}

fn measure(
    suite: &Suite,
    bench: &Bench,
    options: &Options,
    on_progress: OnProgress<'_>,
) -> Result<SuiteResult, EvalError> {
    let run = Run {
        bench,
        options,
        suite: &suite.name,
        on_progress,
    };
    run.tell("preparing", 0, 0);
    let mut measured = match &suite.cases {
        Cases::Resolve { cases, knowledge } => kinds::resolve::measure(&run, cases, knowledge)?,
        Cases::Handoff { cases, knowledge } => kinds::handoff::measure(&run, cases, knowledge)?,
        Cases::Retrieve { cases, knowledge } => kinds::retrieve::measure(&run, cases, knowledge)?,
        Cases::Classify { cases, examples, valid } => kinds::classify::measure(&run, cases, examples, valid)?,
        Cases::Read { cases, articles } => kinds::read::measure(&run, cases, articles)?,
        Cases::Support(cases) => kinds::support::measure(&run, cases)?,
        Cases::Pii(cases) => kinds::pii::measure(&run, cases)?,
        Cases::Injection(cases) => kinds::injection::measure(&run, cases)?,
        Cases::Satisfaction(cases) => kinds::satisfaction::measure(&run, cases)?,
        Cases::Ground { cases, pages } => kinds::ground::measure(cases, pages),
        Cases::Simulate { .. } => {
            return Err(run.error("its conversations need a whole server; measure it with `usher eval simulate`"));
        }
    };
    Ok(SuiteResult {
        kind: suite.cases.kind().name().to_owned(),
        split: suite.split.clone(),
        metrics: measured.take_metrics(run.resampling()),
        figures: measured.figures,
        thresholds: thresholds(suite, bench),
        notes: measured.notes,
        problems: suite.problems.iter().map(ToString::to_string).collect(),
        cases: measured.cases,
    })
}

fn thresholds(suite: &Suite, bench: &Bench) -> Option<ThresholdsUsed> {
    matches!(suite.cases, Cases::Resolve { .. } | Cases::Handoff { .. }).then(|| ThresholdsUsed::of(bench))
}

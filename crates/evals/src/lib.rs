//! Runs suites of cases through the engine and says, with 95 % intervals, how well it did.
//!
//! A suite is a folder ([`Suite`]); [`run`] takes folders and a [`Bench`], which the binary wires, and gives
//! [`Results`], which serialise as `suites.<name>.metrics.<metric> = {value, low, high, n}` and which [`render`] lays out
//! for a terminal. A suite that cannot be read or run is named in [`Results::failed`] and the others go on; a broken line
//! is named in [`SuiteResult::problems`] and the rest of its suite goes on.

mod bench;
mod bootstrap;
mod calibrate;
mod case;
mod compare;
mod drift;
mod error;
mod figure;
mod fit;
mod kinds;
mod liar;
mod lines;
mod metric;
mod parallel;
mod render;
mod replay;
mod report;
mod results;
mod rng;
mod run;
mod simulate;
mod statistics;
mod suite;
mod thresholds;
mod week;
mod words;

pub use bench::{Bench, PlainArticle};
pub use calibrate::{
    Artefact, ArtefactError, Budget, Calibrated, Consequence, Consequences, Figures, Prior, Proposal, Recipe, Splits,
    SuiteUsed, TopicConsequence, WeighedBudgets, calibrate, consequences,
};
pub use case::{
    CaseFile, CaseTurn, ClassifyCase, Control, Expect, GroundCase, GroundPage, HandoffCase, Identity, InjectionCase,
    Known, KnownAccount, KnownError, KnownPage, LabelledSpan, LabelledText, Matter, Persona, PiiCase, Reached,
    ReadCase, ResolveCase, RetrieveCase, SatisfactionCase, SimulateCase, SupportCase, Tried,
};
pub use compare::{
    Comparison, Flip, LeftOut, MetricChange, SuiteComparison, Turned, Verdict, compare, compare_files, junit,
    render_comparison,
};
pub use drift::render_drift;
pub use error::{EvalError, Problem};
pub use figure::{Better, Figure, Formula};
pub use fit::fit;
pub use liar::{LiarReport, Lie, Share, liar};
pub use metric::{Metric, Metrics};
pub use render::render;
pub use replay::{Change, LeftOutTurns, OutcomeCount, Recorded, ReplayReport, Replayed, Said, render_replay, replay};
pub use report::Report;
pub use results::{CaseResult, Failure, Results, SuiteResult, TurnResult, Weighed};
pub use rng::SplitMix;
pub use run::{Options, Progress, run};
pub use simulate::{Ending, Heard, Held, Move, Next, SimulatedContact, Words, score_simulated};
pub use suite::{Cases, Head, Kind, Knowledge, Suite, baseline_file, baseline_text, find_suites, read_baseline};
pub use thresholds::ThresholdsUsed;
pub use week::{WeekGroup, WeekReport, WeekTopic, week};

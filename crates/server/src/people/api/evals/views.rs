//! Suites, cases and runs, as the console sees them.

use crate::evals::{About, Task};
use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;
use usher_engine::PersonRef;
use usher_store::{RunKind, RunState, StoredRun, StoredSuite};
use utoipa::ToSchema;

/// A suite.
#[derive(Serialize, ToSchema)]
#[schema(as = Suite)]
pub(super) struct SuiteView {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) split: String,
    pub(super) description: String,
    /// Lines that are cases.
    pub(super) cases: usize,
    /// Lines that are left out: file, line, what is wrong and the cure.
    pub(super) problems: Vec<String>,
    /// Why it cannot be run here, and the cure; null: it can.
    pub(super) runnable: Option<String>,
    /// Send it along when you change something.
    pub(super) version: i64,
    /// What later runs are compared with.
    pub(super) baseline: Option<BaselineView>,
    /// Its newest run.
    pub(super) last: Option<RunView>,
    /// Who changed it last.
    pub(super) by: Option<PersonRef>,
    #[schema(value_type = String, format = DateTime)]
    pub(super) created_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    pub(super) changed_at: Timestamp,
}

/// A run that later ones are compared with.
#[derive(Serialize, ToSchema)]
#[schema(as = Baseline)]
pub(super) struct BaselineView {
    pub(super) run: String,
    #[schema(value_type = String, format = DateTime)]
    pub(super) at: Timestamp,
}

impl SuiteView {
    pub(super) fn of(suite: StoredSuite, baseline: Option<BaselineView>, last: Option<RunView>) -> Self {
        let about: About = serde_json::from_value(suite.about).unwrap_or_default();
        Self {
            id: suite.id,
            name: suite.name,
            kind: about.kind,
            split: about.split,
            description: about.description,
            cases: about.cases,
            problems: about.problems.iter().map(ToString::to_string).collect(),
            runnable: about.runnable,
            version: suite.version,
            baseline,
            last,
            by: suite.by,
            created_at: suite.created_at,
            changed_at: suite.changed_at,
        }
    }
}

/// A run.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Run)]
pub(crate) struct RunView {
    id: String,
    #[schema(value_type = String, example = "measure")]
    kind: RunKind,
    #[schema(value_type = String, example = "running")]
    state: RunState,
    /// What is being done.
    stage: String,
    /// So much of it is done.
    done: i64,
    /// All of it; 0: nobody knows.
    total: i64,
    /// What it is about.
    suites: Vec<NamedView>,
    /// What it runs with, in words.
    with: String,
    by: Option<PersonRef>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    started_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// Why it failed, and the cure.
    reason: Option<String>,
    /// Up to four figures.
    #[schema(value_type = Vec<Object>)]
    headline: Value,
}

/// A suite by name.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = SuiteName)]
struct NamedView {
    id: String,
    name: String,
}

impl From<StoredRun> for RunView {
    fn from(run: StoredRun) -> Self {
        let task = serde_json::from_value::<Task>(run.task).ok();
        let summary = run.summary.unwrap_or_default();
        let with = summary.get("with").and_then(Value::as_str).map(str::to_owned);
        let suites = task.iter().flat_map(Task::suites).map(|suite| NamedView {
            id: suite.id.clone(),
            name: suite.name.clone(),
        });
        Self {
            id: run.id,
            kind: run.kind,
            state: run.state,
            stage: run.stage,
            done: run.done,
            total: run.total,
            suites: suites.collect(),
            with: with.or_else(|| task.as_ref().map(Task::in_words)).unwrap_or_default(),
            by: run.by,
            created_at: run.created_at,
            started_at: run.started_at,
            ended_at: run.ended_at,
            reason: run.reason,
            headline: summary
                .get("headline")
                .cloned()
                .unwrap_or_else(|| Value::Array(Vec::new())),
        }
    }
}

//! What runs do: each on a thread of its own that goes behind the turns of contacts.

use super::folder::Folder;
use super::recorded::recorded;
use super::task::{Named, Replayed, Task, WhichCalibration};
use super::workbench::{Calibrate, Conditions};
use crate::app::AppState;
use crate::content::read;
use crate::problem::Problem;
use jiff::SignedDuration;
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::oneshot;
use usher_engine::{InboxId, Policy};
use usher_evals::{Artefact, Bench, Consequences, Options, Progress, ReplayReport, Results, consequences, replay};
use usher_knowledge::Reader;
use usher_store::{Edition, RunEnd, StoreError};

/// The budgets whose consequences are found.
pub(crate) const BUDGETS: [f64; 9] = [0.01, 0.02, 0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3];
/// Turns that are taken again at most: the newest.
const MOST_TURNS: i64 = 2_000;
/// Turns read and taken again at one go: a trace is large.
const BATCH: usize = 128;
/// Turns that a replay's report keeps.
const TURNS_KEPT: usize = 200;

/// How far a run is: stage, done, total.
#[derive(Debug, Clone, Default)]
pub(super) struct Stage(Arc<Mutex<(String, usize, usize)>>);

impl Stage {
    pub(super) fn now(&self) -> (String, usize, usize) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn at(&self, stage: &str, done: usize, total: usize) {
        let mut now = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if now.0 == stage && now.2 == total && now.1 > done {
            return;
        }
        *now = (stage.to_owned(), done, total);
    }

    fn hear(&self, progress: &Progress<'_>) {
        self.at(progress.stage, progress.done, progress.total);
    }
}

/// What budgets would cost, with the calibrations that keep them, as it is stored.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct BudgetResult {
    pub(crate) consequences: Consequences,
    /// The text of each, as it was sealed.
    pub(crate) calibrations: Vec<String>,
}

/// Why a run has no result.
#[derive(Debug, thiserror::Error)]
pub(super) enum WorkError {
    /// For the analyst: what is wrong, and the cure.
    #[error("{0}")]
    Told(String),
    /// The database failed; the run is taken again.
    #[error(transparent)]
    Store(#[from] StoreError),
}

fn told(why: impl Into<String>) -> WorkError {
    WorkError::Told(why.into())
}

/// Does it; the error is for the analyst, or the database's.
pub(super) async fn work(app: &AppState, task: &Task, stage: &Stage) -> Result<RunEnd, WorkError> {
    match task {
        Task::Measure { suite } => measure(app, suite, stage).await,
        Task::Budget { suites, delta } => budget(app, suites, *delta, stage).await,
        Task::Replay(replayed) => take_again(app, replayed, stage).await,
    }
}

async fn measure(app: &AppState, suite: &Named, stage: &Stage) -> Result<RunEnd, WorkError> {
    let folder = folder(app, suite).await?;
    let bench = bench(app, Calibrate::Now, Vec::new(), policy(app)).await?;
    let calibration = bench.calibration.as_ref().map(Artefact::identity);
    let heard = stage.clone();
    let results = apart(move || {
        let folders = [folder.path().to_owned()];
        usher_evals::run(&folders, &bench, &Options::default(), &|p| heard.hear(p))
    })
    .await?;
    if let Some(failure) = results.failed.first() {
        return Err(told(failure.message.clone()));
    }
    let with = match calibration {
        Some(identity) => format!("what is published now, the calibration {identity}"),
        None => "what is published now, the thresholds of the inbox".to_owned(),
    };
    Ok(RunEnd::Done {
        summary: json!({ "with": with, "headline": headline(&results) }),
        result: written(&results)?,
    })
}

/// The figures that a list shows.
fn headline(results: &Results) -> Vec<serde_json::Value> {
    const SHOWN: [&str; 8] = [
        "wrong_among_answered",
        "answered_share",
        "outcome_accuracy",
        "citation_hit_at_1",
        "recall_at_5",
        "accuracy",
        "auroc",
        "f1",
    ];
    const MOST: usize = 4;
    let Some(suite) = results.suites.values().next() else {
        return Vec::new();
    };
    let figure = |name: &&str| suite.figures.iter().find(|f| f.name == *name);
    let one = |name: &str, metric: usher_evals::Metric| {
        let better = figure(&name).map(|f| f.better);
        json!({
            "name": name, "value": metric.value, "low": metric.low, "high": metric.high, "n": metric.n,
            "better": better.unwrap_or(usher_evals::Better::Neither),
        })
    };
    let known = SHOWN
        .into_iter()
        .filter_map(|name| Some((name, suite.metrics.get(name)?)));
    let mut shown: Vec<_> = known.map(|(name, metric)| one(name, metric)).take(MOST).collect();
    if shown.is_empty() {
        shown = suite.metrics.iter().take(MOST).map(|(name, m)| one(name, m)).collect();
    }
    shown
}

async fn budget(app: &AppState, suites: &[Named], delta: f64, stage: &Stage) -> Result<RunEnd, WorkError> {
    let mut folders = Vec::new();
    for suite in suites {
        folders.push(folder(app, suite).await?);
    }
    let bench = bench(app, Calibrate::Now, Vec::new(), policy(app)).await?;
    let heard = stage.clone();
    let weighed = apart(move || {
        let paths: Vec<PathBuf> = folders.iter().map(|f| f.path().to_owned()).collect();
        consequences(&paths, &bench, &BUDGETS, delta, &|p| heard.hear(p))
    })
    .await?
    .map_err(|e| told(e.to_string()))?;
    let result = BudgetResult {
        calibrations: weighed.artefacts.iter().map(Artefact::text).collect(),
        consequences: weighed.consequences,
    };
    Ok(RunEnd::Done {
        summary: json!({ "cases": result.consequences.cases, "samples": result.consequences.samples }),
        result: written(&result)?,
    })
}

async fn take_again(app: &AppState, replayed: &Replayed, stage: &Stage) -> Result<RunEnd, WorkError> {
    let since = app
        .clock
        .now()
        .checked_sub(SignedDuration::from_hours(24 * i64::from(replayed.days)));
    let since = since.map_err(|e| told(e.to_string()))?;
    let ids = app
        .store
        .turns_since(since, replayed.inbox.as_ref(), MOST_TURNS)
        .await?;
    let (drafts, unread) = match replayed.drafts {
        true => drafts(app).await?,
        false => (Vec::new(), Vec::new()),
    };
    let with = in_words(replayed, drafts.len(), &unread);
    let policies = policies(app, replayed);
    let calibration = calibration(app, &replayed.calibration).await?;
    let bench = bench(app, calibration, drafts, policy(app)).await?;
    let engine = apart(move || (bench.over_published)()).await?.map_err(told)?;
    let (mut taken, mut left_out) = (Vec::new(), BTreeMap::<String, usize>::new());
    for (at, some) in ids.chunks(BATCH).enumerate() {
        let mut turns = Vec::with_capacity(some.len());
        for id in some {
            match recorded(&app.store, id, &policies).await? {
                Ok(turn) => turns.push(turn),
                Err(reason) => *left_out.entry(reason).or_default() += 1,
            }
        }
        let (engine, heard, total) = (Arc::clone(&engine), stage.clone(), ids.len());
        let done = move |n: usize| heard.at("cases", at * BATCH + n, total);
        let again = apart(move || replay(&turns, &engine, &done)).await?.map_err(told)?;
        for turn in again {
            match turn {
                Ok(turn) => taken.push(turn),
                Err(error) => *left_out.entry(format!("the engine failed: {error}")).or_default() += 1,
            }
        }
    }
    let turns = taken.len();
    let mut report = ReplayReport::new(with.clone(), left_out, taken);
    let changed = report.changed();
    report.turns.retain(|turn| turn.change.is_some());
    report.turns.truncate(TURNS_KEPT);
    Ok(RunEnd::Done {
        summary: json!({ "with": with.join(", "), "turns": turns, "changed": changed }),
        result: written(&json!({ "turns": turns, "report": report }))?,
    })
}

fn in_words(replayed: &Replayed, drafts: usize, unread: &[String]) -> Vec<String> {
    let mut with = vec![Task::Replay(replayed.clone()).in_words()];
    if replayed.drafts {
        with.push(match drafts {
            1 => "1 draft".to_owned(),
            drafts => format!("{drafts} drafts"),
        });
    }
    if !unread.is_empty() {
        with.push(format!("without the drafts that cannot be read: {}", unread.join(", ")));
    }
    with
}

/// All drafts as editions, and the articles whose drafts cannot be read.
async fn drafts(app: &AppState) -> Result<(Vec<Edition>, Vec<String>), WorkError> {
    let library = app.library().map_err(problem)?;
    let (mut editions, mut unread) = (Vec::new(), Vec::new());
    for (id, text) in app.store.drafts().await? {
        match read(&library, &id, &text).await.map_err(problem)? {
            Ok(article) => editions.push(Edition {
                article: article.article,
                hash: Reader::hash(text.as_bytes()),
                chunks: article.chunks,
                text,
            }),
            Err(_) => unread.push(id.to_string()),
        }
    }
    Ok((editions, unread))
}

async fn calibration(app: &AppState, which: &WhichCalibration) -> Result<Calibrate, WorkError> {
    let id = match which {
        WhichCalibration::Now => return Ok(Calibrate::Now),
        WhichCalibration::None => return Ok(Calibrate::Not),
        WhichCalibration::Chosen(id) => id,
    };
    let embedder = app.workbench().map_err(problem)?.embedder;
    let stored = app.store.calibration(id).await?;
    let stored = stored.ok_or_else(|| told(format!("the calibration {id} is gone; choose another")))?;
    let artefact = Artefact::parse(&format!("the calibration {id}"), &stored.text, &embedder);
    Ok(Calibrate::With(Box::new(artefact.map_err(|e| told(e.to_string()))?)))
}

/// What turns of each inbox obey, with the threshold that is tried.
fn policies(app: &AppState, replayed: &Replayed) -> HashMap<InboxId, Policy> {
    let front = app.front();
    let one = |inbox: &Arc<crate::front::Inbox>| {
        let mut policy = inbox.config.effective_policy();
        if let Some(from) = replayed.answer_threshold {
            policy.answer_threshold = from;
        }
        (inbox.config.id(), policy)
    };
    front.inboxes.iter().map(one).collect()
}

/// What suites are measured under: what the first inbox obeys.
fn policy(app: &AppState) -> Policy {
    let front = app.front();
    front
        .inboxes
        .first()
        .map_or_else(Policy::default, |inbox| inbox.config.effective_policy())
}

async fn folder(app: &AppState, suite: &Named) -> Result<Folder, WorkError> {
    let files = app.store.suite_files(&suite.id).await?;
    if files.is_empty() {
        return Err(told(format!("the suite {} was deleted meanwhile", suite.name)));
    }
    let written = tokio::task::spawn_blocking(move || Folder::of(&files)).await;
    let written = written.map_err(|e| told(e.to_string()))?;
    written.map_err(|e| {
        told(format!(
            "the suite cannot be written to the temporary folder: {e}; make room there"
        ))
    })
}

async fn bench(
    app: &AppState,
    calibration: Calibrate,
    drafts: Vec<Edition>,
    policy: Policy,
) -> Result<Bench, WorkError> {
    let workbench = app.workbench().map_err(problem)?;
    let conditions = Conditions {
        policy,
        calibration,
        drafts,
    };
    (workbench.bench)(conditions).await.map_err(told)
}

fn problem(problem: Problem) -> WorkError {
    told(problem.body().detail)
}

fn written(result: &impl Serialize) -> Result<String, WorkError> {
    serde_json::to_string(result).map_err(|e| told(e.to_string()))
}

/// Does it on a thread of its own: those of the runtime are for contacts, and this one goes behind them.
async fn apart<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, WorkError> {
    let (done, doing) = oneshot::channel();
    let thread = std::thread::Builder::new().name("evals".into()).spawn(move || {
        usher_knowledge::index::give_way();
        // Nobody waits where this node ends.
        let _ = done.send(work());
    });
    thread.map_err(|e| told(format!("no thread can be started: {e}")))?;
    doing
        .await
        .map_err(|_| told("it crashed; this is a bug of Usher, please report it"))
}

//! The error budget: what is in use, what was, and what is to be.

use super::{run_unknown, runs};
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::evals::{BUDGETS, BudgetResult};
use crate::people::guard::Signed;
use crate::problem::{Problem, Result, kinds};
use axum::extract::State;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::PersonRef;
use usher_evals::Artefact;
use usher_store::{RunKind, RunState, StoredCalibration};
use utoipa::ToSchema;

/// Choices of the history.
const MOST: i64 = 50;

/// The error budget.
#[derive(Serialize, ToSchema)]
#[schema(as = Budget)]
pub(super) struct BudgetView {
    /// `console`, `file` or `none`.
    from: &'static str,
    /// What was chosen here; null also where it is from a file.
    now: Option<CalibrationView>,
    /// Of what is in use on this node.
    identity: Option<String>,
    /// False for the moment until the node follows.
    applied: bool,
    /// What counts without a calibration.
    thresholds: Vec<ThresholdsView>,
    /// Newest first.
    history: Vec<ChoiceView>,
}

/// What suffices in an inbox.
#[derive(Serialize, ToSchema)]
#[schema(as = InboxThresholds)]
struct ThresholdsView {
    inbox: String,
    answer: f64,
    guide: f64,
}

/// A choice.
#[derive(Serialize, ToSchema)]
#[schema(as = BudgetChoice)]
struct ChoiceView {
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    by: Option<PersonRef>,
    /// Null: taken back.
    calibration: Option<CalibrationView>,
}

/// A calibration.
#[derive(Serialize, ToSchema)]
#[schema(as = Calibration)]
struct CalibrationView {
    /// Traces and replies name it.
    id: String,
    budget: f64,
    delta: f64,
    #[schema(value_type = Vec<Object>)]
    suites: Vec<usher_evals::SuiteUsed>,
    /// The share of all cases that is answered.
    answered: f64,
    /// Upper bound of the share of wrong ones among those; null where nothing is answered.
    wrong_at_most: Option<f64>,
    auroc: f64,
    ece: f64,
    /// The run that it came of.
    run: Option<String>,
}

/// What is to count: a budget of a run, or a calibration of the history.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SetBudget)]
pub(super) struct BudgetBody {
    #[serde(default)]
    run: Option<String>,
    #[serde(default)]
    budget: Option<f64>,
    #[serde(default)]
    calibration: Option<String>,
}

/// The error budget as it is.
#[utoipa::path(
    get, path = "/v1/people/evals/budget", tag = "evals", operation_id = "show_budget",
    responses((status = 200, body = BudgetView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_budget(State(app): State<AppState>) -> Result<axum::Json<BudgetView>> {
    Ok(axum::Json(view(&app).await?))
}

/// Sets it, on every node.
#[utoipa::path(
    put, path = "/v1/people/evals/budget", tag = "evals", operation_id = "set_budget",
    request_body = BudgetBody,
    responses((status = 200, body = BudgetView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn set_budget(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<BudgetBody>,
) -> Result<axum::Json<BudgetView>> {
    let (text, run) = match body {
        BudgetBody {
            run: Some(run),
            budget: Some(budget),
            calibration: None,
        } => (of_run(&app, &signed, &run, budget).await?, Some(run)),
        BudgetBody {
            calibration: Some(id), ..
        } => {
            let stored = stored(&app, &id).await?;
            (stored.text, stored.run)
        }
        _ => {
            let cure = "Give `run` and `budget`, or `calibration`.";
            return Err(Problem::new(&kinds::FIELD_WRONG, cure));
        }
    };
    let embedder = app.workbench()?.embedder;
    let artefact = Artefact::parse("it", &text, &embedder)
        .map_err(|error| Problem::new(&kinds::CALIBRATION_UNFIT, error.to_string()))?;
    let chosen = (artefact.identity(), run);
    let (id, run) = (chosen.0.as_str(), chosen.1.as_deref());
    app.store
        .choose_calibration(Some((id, &text, run)), &signed.person.id, app.clock.now())
        .await?;
    app.mind.knowledge_changed();
    Ok(axum::Json(view(&app).await?))
}

/// Takes it back: the file of the data folder counts where there is one, otherwise the thresholds.
#[utoipa::path(
    delete, path = "/v1/people/evals/budget", tag = "evals", operation_id = "take_back_budget",
    responses((status = 200, body = BudgetView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn take_back_budget(State(app): State<AppState>, signed: Signed) -> Result<axum::Json<BudgetView>> {
    app.store
        .choose_calibration(None, &signed.person.id, app.clock.now())
        .await?;
    app.mind.knowledge_changed();
    Ok(axum::Json(view(&app).await?))
}

/// A calibration that was chosen once.
pub(super) async fn stored(app: &AppState, id: &str) -> Result<StoredCalibration> {
    let unknown = || {
        Problem::new(
            &kinds::CALIBRATION_UNKNOWN,
            "No calibration of this id was ever chosen here. GET /v1/people/evals/budget lists them.",
        )
    };
    app.store.calibration(id).await?.ok_or_else(unknown)
}

async fn of_run(app: &AppState, signed: &Signed, run: &str, budget: f64) -> Result<String> {
    let run = runs::find(app, signed, run).await?;
    let unfit = |why: &str| Problem::new(&kinds::RUN_UNFIT, why);
    if run.kind != RunKind::Budget || run.state != RunState::Done {
        return Err(unfit("It is no finished run over budgets. Find first what they cost."));
    }
    let result = app.store.run_result(&run.id).await?.ok_or_else(run_unknown)?;
    let mut result: BudgetResult = serde_json::from_str(&result).map_err(Problem::internal)?;
    let at = BUDGETS.iter().position(|of| (of - budget).abs() < 1e-9);
    let at = at.filter(|at| *at < result.calibrations.len());
    at.map(|at| result.calibrations.swap_remove(at))
        .ok_or_else(|| unfit("It is not one of the budgets that the run weighed."))
}

async fn view(app: &AppState) -> Result<BudgetView> {
    let chosen = app.store.chosen_calibration().await?;
    let identity = app
        .mind
        .calibrated()
        .borrow()
        .as_ref()
        .map(|watched| watched.calibration.clone());
    let mut history = Vec::new();
    for choice in app.store.calibration_choices(MOST).await? {
        let calibration = match &choice.calibration {
            Some(id) => app.store.calibration(id).await?.and_then(CalibrationView::of),
            None => None,
        };
        history.push(ChoiceView {
            at: choice.at,
            by: choice.by,
            calibration,
        });
    }
    let applied = match &chosen {
        Some(chosen) => identity.as_deref() == Some(chosen.id.as_str()),
        None => match &identity {
            Some(identity) => app.store.calibration(identity).await?.is_none(),
            None => true,
        },
    };
    let from = match (&chosen, &identity) {
        (Some(_), _) => "console",
        (None, Some(_)) if applied => "file",
        (None, _) => "none",
    };
    let front = app.front();
    let thresholds = front.inboxes.iter().map(|inbox| {
        let policy = inbox.config.effective_policy();
        ThresholdsView {
            inbox: inbox.config.key.clone(),
            answer: policy.answer_threshold,
            guide: policy.guide_threshold,
        }
    });
    Ok(BudgetView {
        from,
        now: chosen.and_then(CalibrationView::of),
        identity,
        applied,
        thresholds: thresholds.collect(),
        history,
    })
}

impl CalibrationView {
    /// `None` where another version made it, which this one cannot read.
    fn of(stored: StoredCalibration) -> Option<Self> {
        let artefact: Artefact = serde_json::from_str(&stored.text).ok()?;
        let thresholds = &artefact.calibration.thresholds;
        let bounds = thresholds.pooled.iter().chain(thresholds.topics.values());
        Some(Self {
            id: stored.id,
            budget: artefact.budget,
            delta: artefact.delta,
            answered: artefact.figures.coverage,
            wrong_at_most: bounds.map(|t| t.bound).max_by(f64::total_cmp),
            auroc: artefact.figures.auroc,
            ece: artefact.figures.ece,
            suites: artefact.suites,
            run: stored.run,
        })
    }
}

//! Runs: asked for, watched, stopped, read.

use super::measured::detail;
use super::views::RunView;
use super::{apart, run_unknown, suite};
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::{Json, Query};
use crate::evals::{About, Named, Replayed, Task, WhichCalibration};
use crate::people::guard::Signed;
use crate::people::seen;
use crate::problem::{Problem, Result, kinds};
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use usher_engine::InboxId;
use usher_evals::{Report, Results};
use usher_store::{NewRun, RunFilter, RunKind, RunState, StoredRun, new_id};
use utoipa::{IntoParams, ToSchema};

/// Runs of one answer, at most and unless said.
const MOST: i64 = 100;
const PAGE: i64 = 25;
/// Suites of one budget, and days of one replay, at most.
const MOST_SUITES: usize = 20;
const MOST_DAYS: u32 = 30;
/// The share that may be wrong where no calibration says it: a line in the report's charts.
const BUDGET: f64 = 0.05;
/// The report brings all that it shows; scripts there are none.
const REPORT_POLICY: &str = "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/// A run to be done.
#[derive(Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
#[schema(as = NewRun)]
pub(super) enum NewRunBody {
    /// A suite as the AI agent answers now.
    Measure { suite: String },
    /// What budgets would cost.
    Budget {
        suites: Vec<String>,
        /// How likely it may be that a promise does not hold.
        #[serde(default = "delta")]
        delta: f64,
    },
    /// Traffic taken again.
    Replay {
        /// 1 to 30.
        days: u32,
        #[serde(default)]
        inbox: Option<String>,
        /// With all drafts as if they were published.
        drafts: bool,
        /// `now`, `none`, or the id of one that was chosen once.
        calibration: String,
        /// Counts where no calibration does.
        #[serde(default)]
        answer_threshold: Option<f64>,
    },
}

fn delta() -> f64 {
    0.05
}

/// Which runs.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct RunsQuery {
    /// Of this kind only.
    #[param(value_type = Option<String>)]
    kind: Option<RunKind>,
    /// Of this suite only.
    suite: Option<String>,
    /// The last answer's `next`.
    before: Option<String>,
    /// At most so many.
    limit: Option<i64>,
}

/// A part of the runs.
#[derive(Serialize, ToSchema)]
#[schema(as = Runs)]
pub(super) struct RunsView {
    /// Newest first.
    runs: Vec<RunView>,
    /// The `before` of the next part; null at the end.
    next: Option<String>,
}

/// A run with what came of it.
#[derive(Serialize, ToSchema)]
pub(super) struct RunDetail {
    #[serde(flatten)]
    run: RunView,
    /// `measured`, `consequences` or `replay`, by its kind; null until it is done.
    #[serde(flatten)]
    #[schema(value_type = Object)]
    found: Value,
}

/// Asks for a run. It is done in the background, behind the turns of contacts.
#[utoipa::path(
    post, path = "/v1/people/evals/runs", tag = "evals", operation_id = "start_run",
    request_body = NewRunBody,
    responses((status = 202, body = RunView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn start_run(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<NewRunBody>,
) -> Result<(StatusCode, axum::Json<RunView>)> {
    app.limits.tried(&signed.person.id)?;
    app.workbench()?;
    let task = task(&app, &signed, body).await?;
    let now = app.clock.now();
    let id = new_id(now);
    let stored = serde_json::to_value(&task).map_err(Problem::internal)?;
    let run = NewRun {
        id: &id,
        kind: task.kind(),
        task: &stored,
        suite: match &task {
            Task::Measure { suite } => Some(&suite.id),
            Task::Budget { .. } | Task::Replay(_) => None,
        },
    };
    app.store.add_run(run, &signed.person.id, now).await?;
    app.examinations.notify_one();
    let run = find(&app, &signed, &id).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(run.into())))
}

/// Runs, newest first.
#[utoipa::path(
    get, path = "/v1/people/evals/runs", tag = "evals", operation_id = "list_runs",
    params(RunsQuery),
    responses((status = 200, body = RunsView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_runs(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<RunsQuery>,
) -> Result<axum::Json<RunsView>> {
    let limit = query.limit.unwrap_or(PAGE).clamp(1, MOST);
    let filter = RunFilter {
        kind: query.kind,
        suite: query.suite,
        before: query.before,
    };
    let mut runs = app.store.runs(&filter, limit + 1).await?;
    let more = runs.len() > limit as usize;
    runs.truncate(limit as usize);
    let next = runs.last().filter(|_| more).map(|run| run.id.clone());
    let seen = runs.into_iter().filter(|run| sees(&signed, run));
    Ok(axum::Json(RunsView {
        runs: seen.map(RunView::from).collect(),
        next,
    }))
}

/// A run with what came of it.
#[utoipa::path(
    get, path = "/v1/people/evals/runs/{id}", tag = "evals", operation_id = "show_run",
    params(("id" = String, Path, description = "The run")),
    responses((status = 200, body = RunDetail), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_run(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<axum::Json<RunDetail>> {
    let run = find(&app, &signed, &id).await?;
    let found = detail(&app, &run).await?;
    Ok(axum::Json(RunDetail { run: run.into(), found }))
}

/// Stops a run: what it found is not kept.
#[utoipa::path(
    post, path = "/v1/people/evals/runs/{id}/stop", tag = "evals", operation_id = "stop_run",
    params(("id" = String, Path, description = "The run")),
    responses((status = 200, body = RunView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn stop_run(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<axum::Json<RunView>> {
    let run = find(&app, &signed, &id).await?;
    app.store.stop_run(&run.id, app.clock.now()).await?;
    Ok(axum::Json(find(&app, &signed, &id).await?.into()))
}

/// Deletes a run.
#[utoipa::path(
    delete, path = "/v1/people/evals/runs/{id}", tag = "evals", operation_id = "delete_run",
    params(("id" = String, Path, description = "The run")),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn delete_run(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let run = find(&app, &signed, &id).await?;
    if !app.store.delete_run(&run.id).await? {
        let cure = "Later runs are compared with it. Make another run the baseline first.";
        return Err(Problem::new(&kinds::RUN_IN_USE, cure));
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The report of a run of a suite, against the suite's baseline.
#[utoipa::path(
    get, path = "/v1/people/evals/runs/{id}/report", tag = "evals", operation_id = "show_report",
    params(("id" = String, Path, description = "The run")),
    responses((status = 200, content_type = "text/html", body = String), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_report(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response> {
    let run = find(&app, &signed, &id).await?;
    let results = results(&app, &run).await?;
    let baseline = match &run.suite {
        Some(id) => suite(&app, id).await?.baseline.filter(|baseline| *baseline != run.id),
        None => None,
    };
    let baseline = match baseline {
        Some(baseline) => app.store.run_result(&baseline).await?,
        None => None,
    };
    let budget = app
        .mind
        .calibrated()
        .borrow()
        .as_ref()
        .map_or(BUDGET, |watched| watched.budget);
    let html = apart(move || {
        let results = serde_json::from_str::<Results>(&results).unwrap_or_default();
        let baseline = baseline.and_then(|text| serde_json::from_str::<Results>(&text).ok());
        let names: Vec<&str> = results.suites.keys().map(String::as_str).collect();
        let report = Report {
            results: &results,
            name: &names.join(", "),
            baseline: baseline.as_ref().map(|baseline| (baseline, "the baseline")),
            budget,
            drift: None,
        };
        report.html()
    });
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, REPORT_POLICY),
    ];
    Ok((headers, html.await?).into_response())
}

/// The results of a run of a suite, as `usher eval run --json` writes them.
#[utoipa::path(
    get, path = "/v1/people/evals/runs/{id}/results", tag = "evals", operation_id = "show_results",
    params(("id" = String, Path, description = "The run")),
    responses((status = 200, content_type = "application/json", body = String), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_results(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<Response> {
    let run = find(&app, &signed, &id).await?;
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"results.json\""),
    ];
    Ok((headers, results(&app, &run).await?).into_response())
}

async fn results(app: &AppState, run: &StoredRun) -> Result<String> {
    let unfit = || {
        Problem::new(
            &kinds::RUN_UNFIT,
            "It is no finished run of a suite, so that it has no results.",
        )
    };
    if run.kind != RunKind::Measure || run.state != RunState::Done {
        return Err(unfit());
    }
    app.store.run_result(&run.id).await?.ok_or_else(unfit)
}

/// A run, where the person may see it.
pub(super) async fn find(app: &AppState, signed: &Signed, id: &str) -> Result<StoredRun> {
    let found = app.store.run(id).await?.filter(|run| sees(signed, run));
    found.ok_or_else(run_unknown)
}

/// A replay shows what contacts wrote.
fn sees(signed: &Signed, run: &StoredRun) -> bool {
    if run.kind != RunKind::Replay {
        return true;
    }
    let inbox = match serde_json::from_value(run.task.clone()) {
        Ok(Task::Replay(replayed)) => replayed.inbox,
        _ => None,
    };
    seen::reads(signed.person.role) && sees_inbox(signed, inbox.as_ref())
}

/// True where a person sees this inbox, or all of them.
fn sees_inbox(signed: &Signed, inbox: Option<&InboxId>) -> bool {
    match inbox {
        Some(inbox) => signed.person.sees(inbox),
        None => signed.person.inboxes.is_empty(),
    }
}

async fn task(app: &AppState, signed: &Signed, body: NewRunBody) -> Result<Task> {
    let wrong = |detail: &str| Problem::new(&kinds::FIELD_WRONG, detail);
    match body {
        NewRunBody::Measure { suite } => Ok(Task::Measure {
            suite: fit(app, &suite, None).await?,
        }),
        NewRunBody::Budget { suites, delta } => {
            if suites.is_empty() || suites.len() > MOST_SUITES {
                return Err(wrong("`suites` names 1 to 20 suites."));
            }
            if !(delta > 0.0 && delta < 1.0) {
                return Err(wrong("`delta` is between 0 and 1, such as 0.05."));
            }
            let mut named = Vec::new();
            for suite in suites {
                named.push(fit(app, &suite, Some("resolve")).await?);
            }
            Ok(Task::Budget { suites: named, delta })
        }
        NewRunBody::Replay {
            days,
            inbox,
            drafts,
            calibration,
            answer_threshold,
        } => {
            if !seen::reads(signed.person.role) {
                return Err(Problem::new(
                    &kinds::ROLE_REFUSED,
                    "A replay shows what contacts wrote. Ask an analyst for it.",
                ));
            }
            if !(1..=MOST_DAYS).contains(&days) {
                return Err(wrong("`days` is a number of days from 1 to 30."));
            }
            if answer_threshold.is_some_and(|from| !(0.0..=1.0).contains(&from)) {
                return Err(wrong("`answer_threshold` is between 0 and 1."));
            }
            let inbox = match inbox {
                Some(key) => Some(app.inbox(&key)?.config.id()),
                None => None,
            };
            if !sees_inbox(signed, inbox.as_ref()) {
                return Err(wrong("`inbox` names one of the inboxes that you see."));
            }
            let calibration = match calibration.as_str() {
                "now" => WhichCalibration::Now,
                "none" => WhichCalibration::None,
                id => WhichCalibration::Chosen(super::budget::stored(app, id).await?.id),
            };
            let tried = answer_threshold.filter(|_| calibration == WhichCalibration::None);
            Ok(Task::Replay(Replayed {
                days,
                inbox,
                drafts,
                calibration,
                answer_threshold: tried,
            }))
        }
    }
}

/// A suite that can be run.
async fn fit(app: &AppState, id: &str, kind: Option<&str>) -> Result<Named> {
    let suite = suite(app, id).await?;
    let about: About = serde_json::from_value(suite.about).unwrap_or_default();
    let other = kind.filter(|kind| *kind != about.kind).map(|kind| {
        format!(
            "The suite is of kind `{}`; this takes suites of kind `{kind}`.",
            about.kind
        )
    });
    let broken = kind
        .and(about.problems.first())
        .map(|left| format!("A line that is left out would leave a gap in the promise. Mend it first: {left}"));
    match about.runnable.or(other).or(broken) {
        Some(why) => Err(Problem::new(&kinds::SUITE_UNFIT, why)),
        None => Ok(Named {
            id: suite.id,
            name: suite.name,
        }),
    }
}

//! Suites: made, brought in, taken out, deleted.

use super::views::{BaselineView, RunView, SuiteView};
use super::{apart, refused, run_unknown, suite};
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::{Json, Query};
use crate::evals::{About, empty_suite, packed, unpacked};
use crate::people::guard::Signed;
use crate::problem::{Problem, Result, kinds};
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::{Deserialize, Serialize};
use usher_evals::{Kind, Results, baseline_text};
use usher_store::{RunState, StoredSuite, SuiteFile, WrittenSuite, new_id};
use utoipa::{IntoParams, ToSchema};

/// The longest name and description, in characters.
const MAX_NAME: usize = 100;
const MAX_DESCRIPTION: usize = 1_000;

/// All suites.
#[derive(Serialize, ToSchema)]
pub(super) struct Suites {
    /// By name.
    suites: Vec<SuiteView>,
}

/// A suite to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewSuite)]
pub(super) struct NewSuiteBody {
    name: String,
    /// `resolve` or `retrieve`; others are imported.
    kind: String,
    #[serde(default)]
    description: String,
}

/// How a suite is brought in.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct ImportQuery {
    /// In place of the suite of the same name.
    #[serde(default)]
    replace: bool,
}

/// The run that later ones are compared with.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SetBaseline)]
pub(super) struct BaselineBody {
    run: String,
}

/// All suites.
#[utoipa::path(
    get, path = "/v1/people/evals/suites", tag = "evals", operation_id = "list_suites",
    responses((status = 200, body = Suites), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_suites(State(app): State<AppState>) -> Result<axum::Json<Suites>> {
    let mut newest = app.store.newest_runs().await?;
    let mut suites = Vec::new();
    for suite in app.store.suites().await? {
        let last = newest.iter().position(|run| run.suite.as_deref() == Some(&suite.id));
        let last = last.map(|at| RunView::from(newest.swap_remove(at)));
        let baseline = baseline(&app, &suite).await?;
        suites.push(SuiteView::of(suite, baseline, last));
    }
    Ok(axum::Json(Suites { suites }))
}

/// Makes a suite without cases.
#[utoipa::path(
    post, path = "/v1/people/evals/suites", tag = "evals", operation_id = "create_suite",
    request_body = NewSuiteBody,
    responses((status = 201, body = SuiteView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn create_suite(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<NewSuiteBody>,
) -> Result<(StatusCode, axum::Json<SuiteView>)> {
    let wrong = |detail: &str| Problem::new(&kinds::FIELD_WRONG, detail);
    let name = body.name.trim();
    if name.is_empty() || name.chars().count() > MAX_NAME {
        return Err(wrong("`name` has 1 to 100 characters."));
    }
    if body.description.chars().count() > MAX_DESCRIPTION {
        return Err(wrong("`description` has at most 1000 characters."));
    }
    let kind = match Kind::named(&body.kind) {
        Ok(kind @ (Kind::Resolve | Kind::Retrieve)) => kind,
        _ => {
            return Err(wrong(
                "`kind` is resolve or retrieve; suites of other kinds are imported.",
            ));
        }
    };
    let files = empty_suite(name, kind, body.description.trim());
    let made = write(&app, &signed, None, files).await?;
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// Brings in a suite: a ZIP of its folder.
#[utoipa::path(
    post, path = "/v1/people/evals/suites/import", tag = "evals", operation_id = "import_suite",
    params(ImportQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses((status = 201, body = SuiteView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn import_suite(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<ImportQuery>,
    body: Bytes,
) -> Result<(StatusCode, axum::Json<SuiteView>)> {
    app.limits.console(&signed.person.id)?;
    let files = apart(move || unpacked(&body)).await?.map_err(refused)?;
    let held = match query.replace {
        true => {
            let (files, all) = (files.clone(), app.store.suites().await?);
            let (name, _) = apart(move || About::of(&files)).await?.map_err(refused)?;
            all.into_iter().find(|suite| suite.name == name)
        }
        false => None,
    };
    let made = write(&app, &signed, held.as_ref(), files).await?;
    Ok((StatusCode::CREATED, axum::Json(made)))
}

/// A suite.
#[utoipa::path(
    get, path = "/v1/people/evals/suites/{id}", tag = "evals", operation_id = "show_suite",
    params(("id" = String, Path, description = "The suite")),
    responses((status = 200, body = SuiteView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_suite(State(app): State<AppState>, Path(id): Path<String>) -> Result<axum::Json<SuiteView>> {
    view(&app, suite(&app, &id).await?).await.map(axum::Json)
}

/// Deletes a suite with its runs.
#[utoipa::path(
    delete, path = "/v1/people/evals/suites/{id}", tag = "evals", operation_id = "delete_suite",
    params(("id" = String, Path, description = "The suite")),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn delete_suite(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let suite = suite(&app, &id).await?;
    let now = app.clock.now();
    app.store.delete_suite(&suite.id, &signed.person.id, now).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A ZIP of the suite's folder, with its baseline.
#[utoipa::path(
    get, path = "/v1/people/evals/suites/{id}/export", tag = "evals", operation_id = "export_suite",
    params(("id" = String, Path, description = "The suite")),
    responses((status = 200, content_type = "application/zip", body = Vec<u8>), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn export_suite(State(app): State<AppState>, Path(id): Path<String>) -> Result<Response> {
    let suite = suite(&app, &id).await?;
    let files = app.store.suite_files(&suite.id).await?;
    let baseline = match &suite.baseline {
        Some(run) => app.store.run_result(run).await?,
        None => None,
    };
    let zip = apart(move || {
        let results = baseline.and_then(|text| serde_json::from_str::<Results>(&text).ok());
        let first = results.as_ref().and_then(|results| results.suites.iter().next());
        let baseline = first.and_then(|(name, suite)| baseline_text(name, suite).ok());
        packed(&files, baseline.as_deref())
    });
    let zip = zip.await?.map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, "application/zip"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"suite.zip\""),
    ];
    Ok((headers, zip).into_response())
}

/// Compares later runs with this one.
#[utoipa::path(
    put, path = "/v1/people/evals/suites/{id}/baseline", tag = "evals", operation_id = "set_baseline",
    params(("id" = String, Path, description = "The suite")),
    request_body = BaselineBody,
    responses((status = 200, body = SuiteView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn set_baseline(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<BaselineBody>,
) -> Result<axum::Json<SuiteView>> {
    let held = suite(&app, &id).await?;
    let run = app.store.run(&body.run).await?.ok_or_else(run_unknown)?;
    let unfit = |why: &str| Err(Problem::new(&kinds::RUN_UNFIT, why));
    if run.suite.as_deref() != Some(held.id.as_str()) || run.state != RunState::Done {
        return unfit("It is no finished run of this suite. Run the suite, and take that run.");
    }
    let results = app.store.run_result(&run.id).await?.unwrap_or_default();
    let whole = serde_json::from_str::<Results>(&results).is_ok_and(|results| results.is_whole());
    if !whole {
        return unfit(
            "It left lines out, and later runs would quietly go without them, too. Mend them, and run it again.",
        );
    }
    let now = app.clock.now();
    app.store
        .set_baseline(&held.id, &run.id, &signed.person.id, now)
        .await?;
    view(&app, suite(&app, &id).await?).await.map(axum::Json)
}

/// Writes a suite's files, in place of those that it has where `held` is one.
pub(super) async fn write(
    app: &AppState,
    signed: &Signed,
    held: Option<&StoredSuite>,
    files: Vec<SuiteFile>,
) -> Result<SuiteView> {
    let (files, looked) = apart(move || {
        let looked = About::of(&files);
        (files, looked)
    })
    .await?;
    let (name, about) = looked.map_err(refused)?;
    let about = serde_json::to_value(about).map_err(Problem::internal)?;
    let now = app.clock.now();
    let id = held.map_or_else(|| new_id(now), |suite| suite.id.clone());
    let version = held.map_or(0, |suite| suite.version);
    let by = Some(&signed.person.id);
    let written = app
        .store
        .write_suite((&id, &name, version), &about, &files, by, now)
        .await?;
    match written {
        WrittenSuite::Written(_) => view(app, suite(app, &id).await?).await,
        WrittenSuite::Changed => Err(changed()),
        WrittenSuite::NameTaken => Err(Problem::new(
            &kinds::SUITE_EXISTS,
            format!(
                "There is a suite `{name}`. Choose another name, or import with `replace=true` to put it in place of that."
            ),
        )),
    }
}

pub(super) fn changed() -> Problem {
    let cure = "Somebody changed the suite meanwhile. Get it anew and make your change there.";
    Problem::new(&kinds::SUITE_CHANGED, cure)
}

async fn view(app: &AppState, suite: StoredSuite) -> Result<SuiteView> {
    let filter = usher_store::RunFilter {
        suite: Some(suite.id.clone()),
        ..usher_store::RunFilter::default()
    };
    let last = app.store.runs(&filter, 1).await?.pop().map(RunView::from);
    let baseline = baseline(app, &suite).await?;
    Ok(SuiteView::of(suite, baseline, last))
}

async fn baseline(app: &AppState, suite: &StoredSuite) -> Result<Option<BaselineView>> {
    let Some(id) = &suite.baseline else { return Ok(None) };
    let run = app.store.run(id).await?;
    Ok(run.map(|run| BaselineView {
        at: run.ended_at.unwrap_or(run.created_at),
        run: run.id,
    }))
}

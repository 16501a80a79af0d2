//! `/v1/people/knowledge/sites`: sites that are read, again and again.

use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::{App, AppState};
use crate::body::Json;
use crate::content::{SiteReport, SiteSettings, next_time};
use crate::people::api::fields;
use crate::people::guard::Signed;
use crate::problem::{Problem, Result, kinds};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::PersonRef;
use usher_store::{Asking, Site, SiteState, new_id};
use utoipa::ToSchema;

/// The longest address, in characters.
const MAX_START: usize = 2_000;
/// A year.
const MAX_HOURS: u32 = 24 * 366;
const MAX_DAYS: u32 = 366;
/// Days that the article of a page that vanished stays, unless said.
const GRACE_DAYS: u32 = 7;

/// All sites.
#[derive(Serialize, ToSchema)]
pub(super) struct Sites {
    /// By source.
    sites: Vec<SiteView>,
}

/// A site.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Site)]
pub(crate) struct SiteView {
    id: String,
    /// What its articles say they come from.
    source: String,
    #[serde(flatten)]
    settings: SiteSettings,
    /// `waiting`, `reading` or `idle`.
    state: &'static str,
    /// Pages so far, while it is read.
    done: i64,
    #[schema(value_type = Option<String>, format = DateTime)]
    next_at: Option<Timestamp>,
    /// What came of the last time.
    last: Option<SiteReport>,
    /// Why it could not be read at all, and the cure.
    problem: Option<String>,
    by: Option<PersonRef>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// How a site is to be read.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SiteToRead)]
pub(super) struct SiteBody {
    /// A page that links lead on from, or a sitemap.
    start: String,
    /// What its articles say they come from; the address unless given. It cannot be changed.
    #[serde(default)]
    source: Option<String>,
    #[serde(default)]
    prefix: String,
    #[serde(default)]
    within: Vec<String>,
    #[serde(default)]
    without: Vec<String>,
    #[serde(default)]
    every_hours: Option<u32>,
    #[serde(default)]
    grace_days: Option<u32>,
}

/// All sites.
#[utoipa::path(
    get, path = "/v1/people/knowledge/sites", tag = "knowledge", operation_id = "list_sites",
    responses((status = 200, body = Sites), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_sites(State(app): State<AppState>) -> Result<axum::Json<Sites>> {
    let now = app.clock.now();
    let sites = app.store.sites().await?;
    Ok(axum::Json(Sites {
        sites: sites.into_iter().map(|site| SiteView::of(site, now)).collect(),
    }))
}

/// Adds a site, which is read at once.
#[utoipa::path(
    post, path = "/v1/people/knowledge/sites", tag = "knowledge", operation_id = "add_site",
    request_body = SiteBody,
    responses((status = 201, body = SiteView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn add_site(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<SiteBody>,
) -> Result<(StatusCode, axum::Json<SiteView>)> {
    let source = fields::name(body.source.as_deref().unwrap_or(&body.start))?;
    let settings = settings(&app, body)?;
    let now = app.clock.now();
    let id = new_id(now);
    let asking = Asking {
        source: &source,
        settings: &serde_json::to_value(settings).map_err(Problem::internal)?,
        next_at: Some(now),
    };
    if !app.store.add_site(&id, asking, Some(&signed.person.id), now).await? {
        let cure = format!("There is a site `{source}`. Change that one, or give this one another `source`.");
        return Err(Problem::new(&kinds::SITE_EXISTS, cure));
    }
    Ok((StatusCode::CREATED, axum::Json(find(&app, &id).await?)))
}

/// Changes how and when a site is read.
#[utoipa::path(
    put, path = "/v1/people/knowledge/sites/{id}", tag = "knowledge", operation_id = "change_site",
    params(("id" = String, Path, description = "The site")),
    request_body = SiteBody,
    responses((status = 200, body = SiteView), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn change_site(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<SiteBody>,
) -> Result<axum::Json<SiteView>> {
    let settings = settings(&app, body)?;
    let now = app.clock.now();
    let next_at = next_time(&settings, now);
    let settings = serde_json::to_value(settings).map_err(Problem::internal)?;
    let by = &signed.person.id;
    if !app.store.change_site(&id, (&settings, next_at), by, now).await? {
        return Err(unknown());
    }
    Ok(axum::Json(find(&app, &id).await?))
}

/// Reads a site now.
#[utoipa::path(
    post, path = "/v1/people/knowledge/sites/{id}/read", tag = "knowledge", operation_id = "read_site",
    params(("id" = String, Path, description = "The site")),
    responses((status = 202, body = SiteView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn read_site(
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<(StatusCode, axum::Json<SiteView>)> {
    if !app.store.ask_site(&id, app.clock.now()).await? {
        return Err(unknown());
    }
    Ok((StatusCode::ACCEPTED, axum::Json(find(&app, &id).await?)))
}

/// Removes a site: it is not read again, and its articles stay.
#[utoipa::path(
    delete, path = "/v1/people/knowledge/sites/{id}", tag = "knowledge", operation_id = "remove_site",
    params(("id" = String, Path, description = "The site")),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn remove_site(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let now = app.clock.now();
    match app.store.remove_site(&id, &signed.person.id, now).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(unknown()),
    }
}

fn unknown() -> Problem {
    let cure = "No site has this id. GET /v1/people/knowledge/sites lists them.";
    Problem::new(&kinds::SITE_UNKNOWN, cure)
}

async fn find(app: &App, id: &str) -> Result<SiteView> {
    let found = app.store.site(id).await?.ok_or_else(unknown)?;
    Ok(SiteView::of(found, app.clock.now()))
}

fn settings(app: &App, body: SiteBody) -> Result<SiteSettings> {
    let start = body.start.trim().to_owned();
    if start.chars().count() > MAX_START {
        return Err(fields::wrong(format!("`start` has at most {MAX_START} characters.")));
    }
    if body.every_hours.is_some_and(|hours| !(1..=MAX_HOURS).contains(&hours)) {
        return Err(fields::wrong(format!(
            "`every_hours` is a number of hours from 1 to {MAX_HOURS}, or null."
        )));
    }
    let grace_days = body.grace_days.unwrap_or(GRACE_DAYS);
    if grace_days > MAX_DAYS {
        return Err(fields::wrong(format!(
            "`grace_days` is a number of days from 0 to {MAX_DAYS}."
        )));
    }
    let settings = SiteSettings {
        start,
        prefix: body.prefix.trim().to_owned(),
        within: fields::words("within", body.within)?,
        without: fields::words("without", body.without)?,
        every_hours: body.every_hours,
        grace_days,
    };
    let crawl = settings.crawl(&app.config.crawl);
    crawl.check().map_err(|why| fields::wrong(format!("`start`: {why}")))?;
    Ok(settings)
}

impl SiteView {
    pub(crate) fn of(site: Site, now: Timestamp) -> Self {
        let waits = site.next_at.is_some_and(|at| at <= now);
        Self {
            id: site.id,
            source: site.source,
            settings: serde_json::from_value(site.settings).unwrap_or_default(),
            state: match site.state {
                SiteState::Reading => "reading",
                SiteState::Idle if waits => "waiting",
                SiteState::Idle => "idle",
            },
            done: site.done,
            next_at: site.next_at,
            last: site.last.and_then(|last| serde_json::from_value(last).ok()),
            problem: site.problem,
            by: site.by,
            created_at: site.created_at,
        }
    }
}

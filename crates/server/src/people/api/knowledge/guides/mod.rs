//! `/v1/people/knowledge/guides`: guides as the content team writes them.

mod leads;
mod views;

use super::version_unknown;
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::{App, AppState};
use crate::body::{Json, Query};
use crate::people::guard::Signed;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::extract::State;
use axum::http::StatusCode;
use leads::leads;
use serde::Deserialize;
use usher_engine::{Guide, GuideId};
use usher_store::{GuideDraft, GuideRow, GuideVersion, Origin, PublishedGuide, SavedGuide, VersionState};
use utoipa::{IntoParams, ToSchema};
use views::{CheckedGuide, GuideDetail, GuideNow, GuideVersionRowView, GuideVersionView, GuideView, GuidesList, file};

/// The longest id and note, in characters.
const MAX_ID: usize = 100;
const MAX_NOTE: usize = 300;

/// Which guides.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct GuidesQuery {
    /// Words that are all in title, summary or id.
    #[serde(default)]
    q: String,
}

/// A guide.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct GuideQuery {
    id: String,
}

/// A version of a guide.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct GuideVersionQuery {
    id: String,
    version: u32,
}

/// A text of a guide.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = CheckGuide)]
pub(super) struct CheckBody {
    id: String,
    /// YAML.
    text: String,
}

/// A draft of a guide.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SaveGuide)]
pub(super) struct GuideDraftBody {
    id: String,
    /// The newest version that its author saw; 0 for a new guide.
    base: u32,
    /// YAML.
    text: String,
    #[serde(default)]
    note: String,
}

/// A version of a guide.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PublishGuide)]
pub(super) struct PublishGuideBody {
    id: String,
    version: u32,
}

/// A guide.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = ArchiveGuide)]
pub(super) struct ArchiveGuideBody {
    id: String,
}

/// Guides, those that are written or were archived among them.
#[utoipa::path(
    get, path = "/v1/people/knowledge/guides", tag = "knowledge", operation_id = "list_knowledge_guides",
    params(GuidesQuery),
    responses((status = 200, body = GuidesList), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_guides(
    State(app): State<AppState>,
    Query(query): Query<GuidesQuery>,
) -> Result<axum::Json<GuidesList>> {
    let words: Vec<String> = query.q.split_whitespace().map(str::to_lowercase).collect();
    let rows = app.store.guide_rows().await?;
    let mut guides: Vec<GuideView> = rows.into_iter().map(GuideView::from).collect();
    guides.retain(|guide| {
        let said = format!("{} {} {}", guide.id, guide.title, guide.summary).to_lowercase();
        words.iter().all(|word| said.contains(word))
    });
    guides.sort_by_key(|guide| guide.title.to_lowercase());
    Ok(axum::Json(GuidesList { guides }))
}

/// A guide with its versions and what leads to it.
#[utoipa::path(
    get, path = "/v1/people/knowledge/guide", tag = "knowledge", operation_id = "show_knowledge_guide",
    params(GuideQuery),
    responses((status = 200, body = GuideDetail), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_guide(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<GuideQuery>,
) -> Result<axum::Json<GuideDetail>> {
    app.limits.console(&signed.person.id)?;
    let row = find(&app, &GuideId(query.id)).await?;
    let versions = app.store.guide_versions(&row.id).await?;
    Ok(axum::Json(GuideDetail {
        leads: leads(&app, &row).await?,
        versions: versions.into_iter().map(GuideVersionRowView::from).collect(),
        guide: row.into(),
    }))
}

/// A version with its text.
#[utoipa::path(
    get, path = "/v1/people/knowledge/guide/version", tag = "knowledge", operation_id = "show_guide_version",
    params(GuideVersionQuery),
    responses((status = 200, body = GuideVersionView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_guide_version(
    State(app): State<AppState>,
    Query(query): Query<GuideVersionQuery>,
) -> Result<axum::Json<GuideVersionView>> {
    version(&app, &GuideId(query.id), query.version).await.map(axum::Json)
}

/// What a text says. Nothing is stored.
#[utoipa::path(
    post, path = "/v1/people/knowledge/guide/check", tag = "knowledge", operation_id = "check_guide",
    request_body = CheckBody,
    responses((status = 200, body = CheckedGuide), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn check_guide(Json(body): Json<CheckBody>) -> Result<axum::Json<CheckedGuide>> {
    let id = guide_id(&body.id)?;
    Ok(axum::Json(CheckedGuide::of(&id, &body.text)))
}

/// Makes a guide's draft, or puts another in its place, whether it could be published or not.
#[utoipa::path(
    put, path = "/v1/people/knowledge/guide/draft", tag = "knowledge", operation_id = "save_guide_draft",
    request_body = GuideDraftBody,
    responses(
        (status = 200, body = GuideVersionView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`guide-changed`, `guide-exists`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn save_guide_draft(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<GuideDraftBody>,
) -> Result<axum::Json<GuideVersionView>> {
    let id = guide_id(&body.id)?;
    let read = CheckedGuide::of(&id, &body.text).guide;
    let draft = GuideDraft {
        id: &id,
        base: body.base,
        title: read.as_ref().map_or(id.as_str(), |guide| &guide.title),
        text: &body.text,
        note: &text::short(&body.note, MAX_NOTE),
    };
    match app.store.save_guide(draft, &signed.person.id, app.clock.now()).await? {
        SavedGuide::Saved(number) => version(&app, &id, number).await.map(axum::Json),
        SavedGuide::Changed(newer) => {
            let cure = format!(
                "Version {newer} is newer than what you began with. Look at it, and save yours with `base` {newer} if it is to go \
                 before that one."
            );
            Err(Problem::new(&kinds::GUIDE_CHANGED, cure))
        }
        SavedGuide::Exists => Err(Problem::new(
            &kinds::GUIDE_EXISTS,
            "There is a guide of this id already. Choose another id, or open that guide.",
        )),
    }
}

/// Throws a draft away.
#[utoipa::path(
    delete, path = "/v1/people/knowledge/guide/draft", tag = "knowledge", operation_id = "discard_guide_draft",
    params(GuideQuery),
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn discard_guide_draft(
    State(app): State<AppState>,
    Query(query): Query<GuideQuery>,
) -> Result<StatusCode> {
    match app.store.discard_guide_draft(&GuideId(query.id)).await? {
        true => Ok(StatusCode::NO_CONTENT),
        false => Err(version_unknown()),
    }
}

/// Publishes a draft, or a past version anew.
#[utoipa::path(
    post, path = "/v1/people/knowledge/guide/publish", tag = "knowledge", operation_id = "publish_guide",
    request_body = PublishGuideBody,
    responses(
        (status = 200, body = GuideNow),
        (status = 422, body = ProblemBody, content_type = "application/problem+json", description = "`guide-unreadable`"),
        AnyProblem, BodyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn publish_guide(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<PublishGuideBody>,
) -> Result<axum::Json<GuideNow>> {
    let id = GuideId(body.id);
    let stored = app.store.guide_version(&id, body.version).await?;
    let stored = stored.ok_or_else(version_unknown)?;
    let guide = Guide::parse(&file(&id), &stored.text)
        .map_err(|error| Problem::new(&kinds::GUIDE_UNREADABLE, error.to_string()))?;
    let now = app.clock.now();
    match app
        .store
        .publish_guide(&guide, body.version, &signed.person.id, now)
        .await?
    {
        PublishedGuide::Unknown => Err(version_unknown()),
        PublishedGuide::Version(_) => {
            app.mind.knowledge_changed();
            let guide = find(&app, &id).await?.into();
            Ok(axum::Json(GuideNow { guide }))
        }
    }
}

/// Offers a guide to nobody any more; its versions stay.
#[utoipa::path(
    post, path = "/v1/people/knowledge/guide/archive", tag = "knowledge", operation_id = "archive_guide",
    request_body = ArchiveGuideBody,
    responses((status = 200, body = GuideNow), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn archive_guide(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<ArchiveGuideBody>,
) -> Result<axum::Json<GuideNow>> {
    let id = GuideId(body.id);
    let now = app.clock.now();
    if app.store.archive_guide(&id, &signed.person.id, now).await? {
        app.mind.knowledge_changed();
    }
    let guide = find(&app, &id).await?.into();
    Ok(axum::Json(GuideNow { guide }))
}

/// An id as the name of a file could be.
fn guide_id(id: &str) -> Result<GuideId> {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || id.len() > MAX_ID || !id.chars().all(plain) {
        let cure = format!("`id` has 1 to {MAX_ID} small letters, digits and hyphens, as in `invite-teammate`.");
        return Err(Problem::new(&kinds::FIELD_WRONG, cure));
    }
    Ok(GuideId(id.to_owned()))
}

async fn find(app: &App, id: &GuideId) -> Result<GuideRow> {
    let unknown = || {
        let cure = "No guide has this id. GET /v1/people/knowledge/guides lists them.";
        Problem::new(&kinds::GUIDE_UNKNOWN, cure)
    };
    app.store.guide_row(id).await?.ok_or_else(unknown)
}

async fn version(app: &App, id: &GuideId, number: u32) -> Result<GuideVersionView> {
    let row = find(app, id).await?;
    let stored = match app.store.guide_version(id, number).await? {
        Some(stored) => stored,
        // It was ingested before versions were kept.
        None if number == 0 => unversioned(&row).ok_or_else(version_unknown)?,
        None => return Err(version_unknown()),
    };
    Ok(GuideVersionView {
        guide_id: stored.id.clone(),
        checked: CheckedGuide::of(id, &stored.text),
        text: stored.text.clone(),
        newest: row.version,
        row: stored.into(),
    })
}

fn unversioned(row: &GuideRow) -> Option<GuideVersion> {
    let guide = row.guide.as_ref()?;
    Some(GuideVersion {
        id: row.id.clone(),
        version: 0,
        state: VersionState::Published,
        origin: Origin::Folder,
        of: None,
        title: guide.title.clone(),
        text: guide.yaml(),
        note: String::new(),
        by: None,
        created_at: row.updated_at,
        published_at: Some(row.updated_at),
    })
}

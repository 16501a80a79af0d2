//! `/v1/people/knowledge/uploads`: files of knowledge.

use super::upload_unknown;
use super::views::{UploadFileView, UploadView};
use crate::api::docs::AnyProblem;
use crate::app::AppState;
use crate::body::Query;
use crate::content::{KEPT, MAX_UPLOAD, UploadDesk, folder_path, too_large};
use crate::people::guard::Signed;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use usher_store::{FileState, Upload, new_id};
use utoipa::{IntoParams, ToSchema};

/// Uploads of an answer.
const PAGE: i64 = 30;
/// Files of an answer.
const FILES: i64 = 200;
/// The longest name, in characters.
const MAX_NAME: usize = 200;
/// What is taken.
const TAKEN: [&str; 13] = [
    "md", "markdown", "mdx", "html", "htm", "xhtml", "txt", "text", "pdf", "docx", "csv", "tsv", "zip",
];

/// What a file is called, and where it goes.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct NewUploadQuery {
    /// Its name with its extension.
    name: String,
    /// What stands before its name, or the names of its files, in the paths of articles.
    #[serde(default)]
    folder: String,
}

/// Which uploads.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct UploadsQuery {
    /// The last answer's `next`.
    before: Option<String>,
}

/// Which files of an upload.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct FilesQuery {
    /// Those that stand so; those that are quarantined come first unless one is named.
    #[param(value_type = Option<String>)]
    state: Option<FileState>,
    /// The last answer's `next`.
    after: Option<String>,
}

/// A part of the uploads.
#[derive(Serialize, ToSchema)]
#[schema(as = Uploads)]
pub(super) struct UploadsView {
    /// Newest first.
    uploads: Vec<UploadView>,
    /// The `before` of the next part; null at the end.
    next: Option<String>,
}

/// An upload with a part of its files.
#[derive(Serialize, ToSchema)]
#[schema(as = WholeUpload)]
pub(super) struct WholeUpload {
    upload: UploadView,
    /// What is quarantined first.
    files: Vec<UploadFileView>,
    /// The `after` of the next part; null at the end.
    next: Option<String>,
}

/// Takes a file in. The body is its bytes; it is read in the background.
#[utoipa::path(
    post, path = "/v1/people/knowledge/uploads", tag = "knowledge", operation_id = "upload_knowledge",
    params(NewUploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 202, body = UploadView),
        (status = 413, body = ProblemBody, content_type = "application/problem+json", description = "`file-too-large`"),
        (status = 415, body = ProblemBody, content_type = "application/problem+json", description = "`file-type-refused`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn upload(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<NewUploadQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<UploadView>)> {
    app.limits.console(&signed.person.id)?;
    let library = app.library()?;
    let name = text::file_name(&query.name, MAX_NAME);
    let extension = name.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase();
    if !TAKEN.contains(&extension.as_str()) {
        return Err(type_refused(&extension));
    }
    let folder = folder_path(&query.folder)?;
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|l| l.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: u64| length > MAX_UPLOAD) {
        return Err(too_large());
    }
    let now = app.clock.now();
    let id = new_id(now);
    let arriving = UploadDesk::new(&library.folder)
        .begin(&id)
        .await
        .map_err(Problem::internal)?;
    let bytes = arriving.receive(body).await?;
    let bytes = i64::try_from(bytes).unwrap_or(i64::MAX);
    app.store
        .begin_upload(&id, (&name, &folder, bytes), &signed.person.id, now)
        .await?;
    arriving.keep();
    app.arrivals.notify_one();
    let upload = find(&app, &id).await?;
    Ok((StatusCode::ACCEPTED, Json(upload.into())))
}

/// Uploads, newest first.
#[utoipa::path(
    get, path = "/v1/people/knowledge/uploads", tag = "knowledge", operation_id = "list_uploads",
    params(UploadsQuery),
    responses((status = 200, body = UploadsView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn list_uploads(
    State(app): State<AppState>,
    Query(query): Query<UploadsQuery>,
) -> Result<Json<UploadsView>> {
    let mut uploads = app.store.uploads(query.before.as_deref(), PAGE + 1).await?;
    let more = uploads.len() > PAGE as usize;
    uploads.truncate(PAGE as usize);
    Ok(Json(UploadsView {
        next: uploads.last().filter(|_| more).map(|u| u.id.clone()),
        uploads: uploads.into_iter().map(UploadView::from).collect(),
    }))
}

/// An upload with its files.
#[utoipa::path(
    get, path = "/v1/people/knowledge/uploads/{id}", tag = "knowledge", operation_id = "show_upload",
    params(("id" = String, Path, description = "The upload"), FilesQuery),
    responses(
        (status = 200, body = WholeUpload),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`upload-unknown`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn show_upload(
    State(app): State<AppState>,
    Path(id): Path<String>,
    Query(query): Query<FilesQuery>,
) -> Result<Json<WholeUpload>> {
    let upload = find(&app, &id).await?;
    let (first, after) = place(query.after.as_deref())?;
    let store = &app.store;
    let mut files = Vec::new();
    let mut next = None;
    // Two runs over the files: what is quarantined, then the rest.
    let runs = match query.state {
        Some(state) => vec![Run::Only(state)],
        None => vec![Run::Only(FileState::Quarantined), Run::Rest],
    };
    for (at, run) in runs.iter().enumerate().skip(first) {
        let after = if at == first { after } else { -1 };
        let room = FILES - files.len() as i64;
        let state = match run {
            Run::Only(state) => Some(*state),
            Run::Rest => None,
        };
        let mut some = store.upload_files(&id, state, after, room + 1).await?;
        let more = some.len() as i64 > room;
        some.truncate(room.max(0) as usize);
        let last = some.last().map_or(after, |f| f.place);
        if matches!(run, Run::Rest) {
            some.retain(|f| f.state != FileState::Quarantined);
        }
        files.append(&mut some);
        if more {
            next = Some(format!("{at}.{last}"));
            break;
        }
    }
    Ok(Json(WholeUpload {
        upload: upload.into(),
        files: files.into_iter().map(UploadFileView::from).collect(),
        next,
    }))
}

/// Reads again what is quarantined.
#[utoipa::path(
    post, path = "/v1/people/knowledge/uploads/{id}/retry", tag = "knowledge", operation_id = "retry_upload",
    params(("id" = String, Path, description = "The upload")),
    responses(
        (status = 202, body = UploadView),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`upload-unknown`"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json", description = "`upload-gone`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn retry_upload(
    State(app): State<AppState>,
    Path(id): Path<String>,
) -> Result<(StatusCode, Json<UploadView>)> {
    let upload = find(&app, &id).await?;
    let age = upload.ended_at.map(|ended| app.clock.now().duration_since(ended));
    if age
        .and_then(|age| Duration::try_from(age).ok())
        .is_some_and(|age| age > KEPT)
    {
        let cure = "What could not be read is kept for a week. Upload it again.";
        return Err(Problem::new(&kinds::UPLOAD_GONE, cure));
    }
    if app.store.retry_upload(&id).await? {
        app.arrivals.notify_one();
    }
    Ok((StatusCode::ACCEPTED, Json(find(&app, &id).await?.into())))
}

/// Takes an upload off the list; its articles stay.
#[utoipa::path(
    delete, path = "/v1/people/knowledge/uploads/{id}", tag = "knowledge", operation_id = "delete_upload",
    params(("id" = String, Path, description = "The upload")),
    responses(
        (status = 204),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`upload-unknown`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn delete_upload(State(app): State<AppState>, Path(id): Path<String>) -> Result<StatusCode> {
    if !app.store.delete_upload(&id).await? {
        return Err(upload_unknown());
    }
    if let Some(arrived) = UploadDesk::new(&app.library()?.folder).find(&id).await {
        arrived.forget_all().await.map_err(Problem::internal)?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// A run over the files of an upload.
enum Run {
    Only(FileState),
    Rest,
}

/// Which run, and after which place in it.
fn place(after: Option<&str>) -> Result<(usize, i64)> {
    let Some(after) = after else { return Ok((0, -1)) };
    let parts = after.split_once('.');
    let parsed = parts.and_then(|(run, place)| Some((run.parse().ok()?, place.parse().ok()?)));
    parsed.ok_or_else(|| Problem::new(&kinds::QUERY_WRONG, "Send `after` as the last answer's `next` had it."))
}

async fn find(app: &AppState, id: &str) -> Result<Upload> {
    app.store.upload(id).await?.ok_or_else(upload_unknown)
}

fn type_refused(extension: &str) -> Problem {
    let detail = format!(
        "`.{extension}` is not taken. Markdown (.md), HTML, text, PDF, Word (.docx), CSV of questions and answers, and ZIP of \
         those are; save it as one of them."
    );
    Problem::new(&kinds::FILE_TYPE_REFUSED, detail)
}

//! `POST /v1/files`: a contact sends a file ahead of the message that it goes with.

use super::docs::{AnyProblem, TokenProblem};
use crate::app::AppState;
use crate::body::Query;
use crate::filetype;
use crate::identity::Caller;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::Json;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use serde::Deserialize;
use std::time::Duration;
use usher_engine::FileRef;
use usher_store::NewFile;
use utoipa::IntoParams;

/// How long the bytes may take to arrive: 10 MiB over a slow line.
const PATIENCE: Duration = Duration::from_secs(120);
/// The longest name that is kept, in characters.
const MAX_NAME: usize = 120;
/// How long to wait where too many files wait for their message.
const WAIT: Duration = Duration::from_secs(60);

/// What a file is called.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct UploadQuery {
    /// The name that the contact knows it by.
    #[serde(default)]
    name: String,
}

/// Keeps a file for a message that is to come within a day. The body is its bytes, `content-type` their media type.
#[utoipa::path(
    post, path = "/v1/files", tag = "conversations", operation_id = "upload_file",
    params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, body = FileRef),
        (status = 400, body = ProblemBody, content_type = "application/problem+json", description = "`query-wrong`"),
        (status = 422, body = ProblemBody, content_type = "application/problem+json", description = "`field-wrong`"),
        (status = 413, body = ProblemBody, content_type = "application/problem+json", description = "`file-too-large`"),
        (status = 415, body = ProblemBody, content_type = "application/problem+json",
         description = "`file-type-refused`"),
        AnyProblem, TokenProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn upload_file(
    State(app): State<AppState>,
    caller: Caller,
    Query(query): Query<UploadQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<FileRef>)> {
    app.limits.contact(&caller.contact)?;
    if !caller.inbox.files {
        return Err(Problem::new(
            &kinds::FILES_REFUSED,
            "This inbox takes no files. Describe in words what is in it.",
        ));
    }
    let file = receive(&app, caller.contact.as_str(), &query, &headers, body).await?;
    Ok((StatusCode::CREATED, Json(file)))
}

/// Takes a file in and keeps it for a message of `owner`, a contact or a person.
pub(crate) async fn receive(
    app: &AppState,
    owner: &str,
    query: &UploadQuery,
    headers: &HeaderMap,
    body: Body,
) -> Result<FileRef> {
    let content = read(body, headers, app.config.limits.file_bytes).await?;
    let declared = headers.get(header::CONTENT_TYPE).and_then(|t| t.to_str().ok());
    let media_type = filetype::media_type(&content, declared.unwrap_or_default()).ok_or_else(type_refused)?;
    let new = NewFile {
        owner,
        name: &text::file_name(&query.name, MAX_NAME),
        media_type,
        content: &content,
    };
    let kept = app.store.keep_file(new, app.clock.now()).await?;
    kept.ok_or_else(|| Problem::rate_limited("files that wait for their message", WAIT))
}

/// The bytes, as many as are taken. One that says that it is larger is refused before it is read.
async fn read(body: Body, headers: &HeaderMap, most: usize) -> Result<Bytes> {
    let too_large = || {
        let detail = format!("A file has at most {most} bytes here. Make it smaller or send a part of it.");
        Problem::new(&kinds::FILE_TOO_LARGE, detail)
    };
    let length = headers
        .get(header::CONTENT_LENGTH)
        .and_then(|l| l.to_str().ok()?.parse().ok());
    if length.is_some_and(|length: usize| length > most) {
        return Err(too_large());
    }
    match tokio::time::timeout(PATIENCE, to_bytes(body, most)).await {
        Ok(Ok(content)) => Ok(content),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(Problem::new(
            &kinds::TIMEOUT,
            "The file did not arrive within 120 s. Send it again, or a smaller one.",
        )),
    }
}

fn type_refused() -> Problem {
    Problem::new(
        &kinds::FILE_TYPE_REFUSED,
        "PNG, JPEG, GIF, WebP, PDF, Word, Excel, text, CSV, JSON and ZIP are taken, by what the bytes are. Save it as one \
         of these.",
    )
}

//! `POST /v1/people/files`: a person sends a file ahead of the message that it goes with.

use crate::api::docs::AnyProblem;
use crate::api::upload_file::{UploadQuery, receive};
use crate::app::AppState;
use crate::body::Query;
use crate::people::guard::Signed;
use crate::problem::{ProblemBody, Result};
use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use usher_engine::FileRef;

/// Keeps a file for a message that is to come within a day. The body is its bytes, `content-type` their media type.
#[utoipa::path(
    post, path = "/v1/people/files", tag = "people", operation_id = "upload_file_of_people",
    params(UploadQuery),
    request_body(content = Vec<u8>, content_type = "application/octet-stream"),
    responses(
        (status = 201, body = FileRef),
        (status = 413, body = ProblemBody, content_type = "application/problem+json", description = "`file-too-large`"),
        (status = 415, body = ProblemBody, content_type = "application/problem+json",
         description = "`file-type-refused`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn upload_file(
    State(app): State<AppState>,
    signed: Signed,
    Query(query): Query<UploadQuery>,
    headers: HeaderMap,
    body: Body,
) -> Result<(StatusCode, Json<FileRef>)> {
    app.limits.console(&signed.person.id)?;
    let file = receive(&app, signed.person.id.as_str(), &query, &headers, body).await?;
    Ok((StatusCode::CREATED, Json(file)))
}

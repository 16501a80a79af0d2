//! `GET /v1/inboxes/{key}/pictures/{name}`: an inbox's logo and photos, for everybody.

use super::docs::AnyProblem;
use crate::app::AppState;
use crate::problem::{Problem, Result, kinds};
use axum::extract::{Path, State};
use axum::http::header::{self, HeaderName};
use axum::response::{IntoResponse, Response};

/// A picture may be replaced under its name, at the next start.
const CACHE: &str = "public, max-age=3600";

/// A picture of an inbox.
#[utoipa::path(
    get, path = "/v1/inboxes/{key}/pictures/{name}", tag = "inboxes", operation_id = "show_picture",
    params(("key" = String, Path, description = "The inbox's key"), ("name" = String, Path, description = "Which")),
    responses((status = 200, body = Vec<u8>, content_type = "image/*"), AnyProblem),
)]
pub(crate) async fn show_picture(
    State(app): State<AppState>,
    Path((key, name)): Path<(String, String)>,
) -> Result<Response> {
    let inbox = app.inbox(&key)?;
    let picture = inbox.pictures.iter().find(|p| p.name == name).ok_or_else(|| {
        Problem::new(
            &kinds::FILE_UNKNOWN,
            "This inbox has no such picture. GET /v1/inboxes/{key} names those it has.",
        )
    })?;
    let headers = [
        (header::CONTENT_TYPE, picture.media_type),
        (header::CACHE_CONTROL, CACHE),
        (HeaderName::from_static("cross-origin-resource-policy"), "cross-origin"),
    ];
    Ok((headers, picture.content.clone()).into_response())
}

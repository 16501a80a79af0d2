//! `GET /v1/files/{key}`: the bytes of a file, for whoever was given its address.

use super::docs::AnyProblem;
use crate::app::AppState;
use crate::filetype;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::{self, HeaderName};
use axum::response::{IntoResponse, Response};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// What may stand as it is in an extended parameter (RFC 8187, 3.2.1), as far as names need it.
const ESCAPED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');
/// Even where a browser were to draw it, nothing in it runs, loads or submits.
const POLICY: &str = "default-src 'none'; sandbox";
/// A file never changes under its key.
const CACHE: &str = "private, max-age=31536000, immutable";

/// The bytes of a file. The address is as good as the right to read it, so that pictures can be drawn.
#[utoipa::path(
    get, path = "/v1/files/{key}", tag = "conversations", operation_id = "show_file",
    params(("key" = String, Path, description = "The secret part of the file's `url`")),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = 404, body = ProblemBody, content_type = "application/problem+json", description = "`file-unknown`"),
        AnyProblem,
    ),
)]
pub(crate) async fn show_file(State(app): State<AppState>, Path(key): Path<String>) -> Result<Response> {
    let file = app.store.file(&key).await?.ok_or_else(|| {
        Problem::new(
            &kinds::FILE_UNKNOWN,
            "There is no such file. It may have been erased with its conversation.",
        )
    })?;
    // Pictures are drawn in place; anything else is only ever downloaded.
    let kind = if filetype::is_picture(&file.media_type) {
        "inline"
    } else {
        "attachment"
    };
    let name = utf8_percent_encode(&file.name, ESCAPED);
    let disposition = HeaderValue::try_from(format!("{kind}; filename*=UTF-8''{name}")).map_err(Problem::internal)?;
    let media_type = HeaderValue::try_from(&file.media_type).map_err(Problem::internal)?;
    let headers = [
        (header::CONTENT_TYPE, media_type),
        (header::CONTENT_DISPOSITION, disposition),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (header::CACHE_CONTROL, HeaderValue::from_static(CACHE)),
        (
            HeaderName::from_static("cross-origin-resource-policy"),
            HeaderValue::from_static("cross-origin"),
        ),
    ];
    Ok((headers, file.content).into_response())
}

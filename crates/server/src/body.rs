//! Bodies and query strings, read with problems that name the field.

use crate::problem::{Problem, Result, kinds};
use axum::extract::rejection::{JsonRejection, QueryRejection};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::http::StatusCode;
use axum::http::request::Parts;
use serde::de::DeserializeOwned;
use std::time::Duration;
use usher_engine::conversation::MAX_MESSAGE_CHARS;

/// How long a body may take to arrive.
const BODY_PATIENCE: Duration = Duration::from_secs(15);

/// A JSON body.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let read = axum::Json::<T>::from_request(request, state);
        match tokio::time::timeout(BODY_PATIENCE, read).await {
            Ok(Ok(axum::Json(body))) => Ok(Self(body)),
            Ok(Err(rejection)) => Err(json_problem(&rejection)),
            Err(_) => Err(Problem::new(
                &kinds::TIMEOUT,
                "The body did not arrive within 15 s. Send it again.",
            )),
        }
    }
}

/// A query string.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|q| Self(q.0))
            .map_err(|e: QueryRejection| Problem::new(&kinds::QUERY_WRONG, cause(&e.body_text())))
    }
}

/// What is wrong with a JSON text that came over a socket.
pub(crate) fn frame_problem(error: &serde_json::Error) -> Problem {
    match error.classify() {
        serde_json::error::Category::Data => Problem::new(&kinds::FIELD_WRONG, sentence(&error.to_string())),
        _ => Problem::new(&kinds::JSON_SYNTAX, sentence(&error.to_string())),
    }
}

fn json_problem(rejection: &JsonRejection) -> Problem {
    let detail = || cause(&rejection.body_text());
    match rejection {
        JsonRejection::JsonDataError(_) => Problem::new(&kinds::FIELD_WRONG, detail()),
        JsonRejection::MissingJsonContentType(_) => Problem::new(
            &kinds::BODY_NOT_JSON,
            "Send the header `Content-Type: application/json`.",
        ),
        JsonRejection::BytesRejection(e) if e.status() == StatusCode::PAYLOAD_TOO_LARGE => Problem::new(
            &kinds::BODY_TOO_LARGE,
            format!(
                "A message has at most {MAX_MESSAGE_CHARS} characters, and a body at most 256 KiB unless configured \
                     otherwise. Shorten the text or send fewer controls of the page."
            ),
        ),
        _ => Problem::new(&kinds::JSON_SYNTAX, detail()),
    }
}

/// What the reader said, without the framework's preamble.
fn cause(text: &str) -> String {
    sentence(text.split_once(": ").map_or(text, |(_, cause)| cause))
}

fn sentence(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).take(300).collect();
    format!(
        "{}. GET /openapi.json describes what is expected here.",
        text.trim_end_matches('.')
    )
}

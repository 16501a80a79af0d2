//! `POST …/reads`: people saw a conversation up to here.

use crate::api::docs::{AnyProblem, BodyProblem, ConversationProblem};
use crate::api::mark_read::{ReadBody, ReadMark};
use crate::app::AppState;
use crate::body::Json;
use crate::people::guard::Signed;
use crate::people::seen;
use crate::problem::Result;
use axum::extract::{Path, State};
use usher_store::Reader;

/// Moves people's mark forward; it never goes back. The contact sees it.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/reads", tag = "people", operation_id = "mark_read_by_people",
    params(("id" = String, Path, description = "The conversation")),
    request_body = ReadBody,
    responses((status = 200, body = ReadMark), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn mark_read(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<ReadBody>,
) -> Result<axum::Json<ReadMark>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    let seq = app.store.mark_read(&row.id, Reader::People, body.seq).await?;
    Ok(axum::Json(ReadMark { seq }))
}

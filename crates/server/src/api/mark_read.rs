//! `POST /v1/conversations/{id}/reads`: the contact saw the conversation up to here. Sockets do the same through the store.

use super::create_message::own_conversation;
use super::docs::{AnyProblem, BodyProblem, ConversationProblem, TokenProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::identity::Caller;
use crate::problem::Result;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use usher_store::Reader;
use utoipa::ToSchema;

/// Up to where.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewRead)]
pub(crate) struct ReadBody {
    /// The number of the newest event seen.
    pub(crate) seq: i64,
}

/// Where a mark stands.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct ReadMark {
    /// The number of the newest event seen.
    pub(crate) seq: i64,
}

/// Moves the contact's mark forward; it never goes back.
#[utoipa::path(
    post, path = "/v1/conversations/{id}/reads", tag = "conversations", operation_id = "mark_read",
    params(("id" = String, Path, description = "The conversation")),
    request_body = ReadBody,
    responses((status = 200, body = ReadMark), AnyProblem, BodyProblem, TokenProblem, ConversationProblem),
    security(("contact" = [])),
)]
pub(crate) async fn mark_read(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<ReadBody>,
) -> Result<axum::Json<ReadMark>> {
    let conversation = own_conversation(&app, &caller, &id).await?;
    let seq = app.store.mark_read(&conversation.id, Reader::Contact, body.seq).await?;
    Ok(axum::Json(ReadMark { seq }))
}

//! `GET /v1/conversations`: a contact finds their conversations again.

use super::docs::{AnyProblem, TokenProblem};
use super::views::ListedView;
use crate::app::AppState;
use crate::identity::Caller;
use crate::problem::Result;
use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

/// The most conversations listed.
const MOST: i64 = 50;

/// A contact's conversations.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Conversations {
    /// Newest first, at most 50.
    conversations: Vec<ListedView>,
}

/// The caller's own conversations, newest first.
#[utoipa::path(
    get, path = "/v1/conversations", tag = "conversations", operation_id = "list_conversations",
    responses((status = 200, body = Conversations), AnyProblem, TokenProblem),
    security(("contact" = [])),
)]
pub(crate) async fn list_conversations(State(app): State<AppState>, caller: Caller) -> Result<Json<Conversations>> {
    let found = app.store.conversations_of(&caller.contact, MOST).await?;
    Ok(Json(Conversations {
        conversations: found.into_iter().map(Into::into).collect(),
    }))
}

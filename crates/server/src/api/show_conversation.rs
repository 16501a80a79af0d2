//! `GET /v1/conversations/{id}`: a conversation and what was said in it.

use super::create_message::own_conversation;
use super::docs::{AnyProblem, ConversationProblem, TokenProblem};
use super::views::ConversationView;
use crate::app::AppState;
use crate::identity::Caller;
use crate::problem::Result;
use axum::Json;
use axum::extract::{Path, State};
use serde::Serialize;
use usher_engine::Message;
use utoipa::ToSchema;

/// A conversation with its messages.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Transcript {
    /// The conversation.
    #[serde(flatten)]
    conversation: ConversationView,
    /// What was said, oldest first. Citations and guides are in the events.
    messages: Vec<Message>,
}

/// One conversation of the caller's.
#[utoipa::path(
    get, path = "/v1/conversations/{id}", tag = "conversations", operation_id = "show_conversation",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Transcript), AnyProblem, TokenProblem, ConversationProblem),
    security(("contact" = [])),
)]
pub(crate) async fn show_conversation(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Transcript>> {
    let conversation = own_conversation(&app, &caller, &id).await?;
    let messages = app.store.messages(&conversation.id).await?;
    Ok(Json(Transcript {
        conversation: conversation.into(),
        messages,
    }))
}

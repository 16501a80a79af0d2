//! `POST /v1/conversations`: a contact begins.

use super::create_message::{MessageBody, create_message};
use super::docs::{AnyProblem, BodyProblem, TokenProblem};
use super::views::{AcceptedView, ConversationView};
use crate::app::AppState;
use crate::body::Json;
use crate::identity::Caller;
use crate::problem::{ProblemBody, Result};
use crate::text;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use serde::{Deserialize, Serialize};
use usher_store::{Conversation, EventKind};
use utoipa::ToSchema;

/// A resend is looked for among so many of the contact's newest conversations.
const LOOK_BACK: i64 = 3;

/// How to begin.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewConversation {
    /// The first message, if it is to be sent at once. Sending it again finds the conversation that it began.
    #[serde(default)]
    message: Option<MessageBody>,
}

/// The conversation begun.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Begun {
    /// It.
    conversation: ConversationView,
    /// The first message, where one was sent.
    accepted: Option<AcceptedView>,
}

/// Begins a conversation, with or without a first message.
#[utoipa::path(
    post, path = "/v1/conversations", tag = "conversations", operation_id = "create_conversation",
    request_body = NewConversation,
    responses(
        (status = 201, body = Begun),
        (status = 200, body = Begun, description = "This first message had begun a conversation before; here it is"),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`client-id-reused`"),
        AnyProblem, BodyProblem, TokenProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn create_conversation(
    State(app): State<AppState>,
    caller: Caller,
    Json(body): Json<NewConversation>,
) -> Result<(StatusCode, [(HeaderName, String); 1], axum::Json<Begun>)> {
    app.limits.contact(&caller.contact)?;
    if let Some(message) = &body.message {
        // Before anything is stored, so that a refused message leaves no empty conversation.
        text::client_id(&message.client_id)?;
        text::message_text(&message.text)?;
    }
    let before = match &body.message {
        Some(message) => begun_before(&app, &caller, &message.client_id).await?,
        None => None,
    };
    let again = before.is_some();
    let mut conversation = match before {
        Some(conversation) => conversation,
        None => {
            app.store
                .create_conversation(&caller.inbox.id(), &caller.contact, app.clock.now())
                .await?
        }
    };
    let accepted = match body.message {
        Some(message) => Some(create_message(&app, &caller, &conversation.id, message).await?),
        None => None,
    };
    if let Some(accepted) = accepted.as_ref().filter(|a| !a.duplicate) {
        conversation.last_seq = accepted.seq;
    }
    let status = if again { StatusCode::OK } else { StatusCode::CREATED };
    let location = [(header::LOCATION, format!("/v1/conversations/{}", conversation.id))];
    Ok((
        status,
        location,
        axum::Json(Begun {
            conversation: conversation.into(),
            accepted,
        }),
    ))
}

/// The conversation that this first message began when it was sent before. Two sends at the very same moment are not
/// told apart; a client that waits for its answer or its timeout is safe.
async fn begun_before(app: &AppState, caller: &Caller, client_id: &str) -> Result<Option<Conversation>> {
    for conversation in app.store.conversations_of(&caller.contact, LOOK_BACK).await? {
        let first = app.store.events_after(&conversation.id, 1, 1).await?;
        let is_first = |e: &usher_store::Event| {
            e.kind == EventKind::MessageCreated && e.body.get("client_id").and_then(|c| c.as_str()) == Some(client_id)
        };
        if conversation.inbox == caller.inbox.id() && first.first().is_some_and(is_first) {
            return Ok(Some(conversation));
        }
    }
    Ok(None)
}

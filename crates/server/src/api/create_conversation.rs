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
use usher_store::Conversation;
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
    let (conversation, accepted, again) = begin(&app, &caller, body.message).await?;
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

/// The conversation, its first message, and whether that had begun it before. A refused message leaves no conversation.
async fn begin(
    app: &AppState,
    caller: &Caller,
    message: Option<MessageBody>,
) -> Result<(Conversation, Option<AcceptedView>, bool)> {
    let (inbox, now) = (caller.inbox.id(), app.clock.now());
    let Some(message) = message else {
        let conversation = app.store.create_conversation(&inbox, &caller.contact, now).await?;
        return Ok((conversation, None, false));
    };
    if let Some(mut before) = begun_before(app, caller, &message).await? {
        let accepted = create_message(app, caller, &before.id, message).await?;
        if !accepted.duplicate {
            before.last_seq = accepted.seq;
        }
        return Ok((before, Some(accepted), true));
    }
    let first = message.check()?;
    let (conversation, accepted) = app
        .store
        .begin_conversation(&inbox, &caller.contact, first.said(), now)
        .await?;
    Ok((conversation, Some(accepted.into()), false))
}

/// The conversation that this first message began when it was sent before. Two sends at the very same moment are not
/// told apart; a client that waits for its answer or its timeout is safe.
async fn begun_before(app: &AppState, caller: &Caller, message: &MessageBody) -> Result<Option<Conversation>> {
    let client_id = text::client_id(&message.client_id)?;
    let begun = app.store.begun_with(&caller.contact, client_id, LOOK_BACK).await?;
    Ok(begun.filter(|c| c.inbox == caller.inbox.id()))
}

//! `POST /v1/conversations/{id}/messages`: a contact says something. Sockets do the same through [`create_message`].

use super::docs::{AnyProblem, BodyProblem, ConversationProblem, TokenProblem};
use super::views::AcceptedView;
use crate::app::AppState;
use crate::body::Json;
use crate::identity::Caller;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use usher_engine::{ConversationId, FileId, PageContext};
use usher_store::{Conversation, NewMessage, Said};
use utoipa::ToSchema;

/// A message to be sent.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewMessage)]
pub(crate) struct MessageBody {
    /// Made by the client, one a message, the same when the message is sent again: 1 to 100 printable ASCII characters.
    #[schema(example = "0b6f5a52-6f4e-4a5c-9a52-0d8a2a3c9d11")]
    pub(crate) client_id: String,
    /// The words, plain text, at most 8000 characters.
    #[schema(example = "Why did my import stop?", max_length = 8000)]
    pub(crate) text: String,
    /// What the contact has before them.
    #[serde(default)]
    pub(crate) page: Option<PageContext>,
    /// True asks for a person, whatever the words say.
    #[serde(default)]
    pub(crate) person: bool,
    /// Ids of files that were sent ahead, at most 5; `text` may be empty then.
    #[serde(default)]
    #[schema(max_items = 5)]
    pub(crate) files: Vec<FileId>,
}

/// The most files of one message.
pub(crate) const MOST_FILES: usize = 5;

/// A message, checked and made fit to store.
pub(crate) struct Checked {
    client_id: String,
    text: String,
    page: Option<PageContext>,
    person: bool,
    files: Vec<FileId>,
}

/// Stores a message. It is safe when this returns: the answer comes as an event, whatever happens to this server.
/// Sending the same client_id again does no harm.
#[utoipa::path(
    post, path = "/v1/conversations/{id}/messages", tag = "conversations", operation_id = "create_message",
    params(("id" = String, Path, description = "The conversation")),
    request_body = MessageBody,
    responses(
        (status = 202, body = AcceptedView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`client-id-reused`"),
        AnyProblem, BodyProblem, TokenProblem, ConversationProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn post_message(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Json(body): Json<MessageBody>,
) -> Result<(StatusCode, axum::Json<AcceptedView>)> {
    app.limits.contact(&caller.contact)?;
    let conversation = own_conversation(&app, &caller, &id).await?;
    let accepted = create_message(&app, &caller, &conversation.id, body).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(accepted)))
}

impl MessageBody {
    /// The message, or what is wrong with it.
    pub(crate) fn check(self) -> Result<Checked> {
        let client_id = text::client_id(&self.client_id)?.to_owned();
        if self.files.len() > MOST_FILES {
            return Err(Problem::new(
                &kinds::FIELD_WRONG,
                format!("`files` has more than {MOST_FILES} ids. Send the rest with another message."),
            ));
        }
        Ok(Checked {
            client_id,
            text: text::message_text(&self.text, !self.files.is_empty())?,
            page: self.page.map(text::page),
            person: self.person,
            files: self.files,
        })
    }
}

impl Checked {
    /// It, as the store takes it.
    pub(crate) fn said(&self) -> Said<'_> {
        Said {
            client_id: &self.client_id,
            text: &self.text,
            page: self.page.as_ref(),
            asks_for_person: self.person,
            files: &self.files,
        }
    }
}

/// Checks and stores a message of `caller` in a conversation of theirs.
pub(crate) async fn create_message(
    app: &AppState,
    caller: &Caller,
    conversation: &ConversationId,
    body: MessageBody,
) -> Result<AcceptedView> {
    let message = body.check()?;
    let message = NewMessage {
        conversation,
        contact: &caller.contact,
        said: message.said(),
    };
    let accepted = app.store.accept_message(message, app.clock.now()).await?;
    Ok(accepted.into())
}

/// The caller's conversation with this id. One that is somebody else's is as unknown as one that never was.
pub(crate) async fn own_conversation(app: &AppState, caller: &Caller, id: &str) -> Result<Conversation> {
    let may_exist = !id.is_empty() && id.len() <= 64 && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
    if !may_exist {
        return Err(Problem::conversation_unknown());
    }
    let found = app
        .store
        .conversation_of(&caller.contact, &ConversationId::from(id))
        .await?;
    found.ok_or_else(Problem::conversation_unknown)
}

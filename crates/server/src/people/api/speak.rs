//! Messages, notes and guides of people. Sockets do the same through [`say`] and [`write_note`].

use super::fields;
use crate::api::create_message::MOST_FILES;
use crate::api::docs::{AnyProblem, BodyProblem, ConversationProblem};
use crate::api::views::AcceptedView;
use crate::app::AppState;
use crate::body::Json;
use crate::people::guard::{Signed, role_refused};
use crate::people::seen::{self, person_unknown, refused};
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::text;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Deserialize;
use usher_engine::people::reask::asks_again;
use usher_engine::{Citation, FileId, Guide, PersonId};
use usher_store::{Person, PersonMessage, PersonNote, Row, Spoken};
use utoipa::ToSchema;

/// The most people whom a note mentions.
const MOST_MENTIONS: usize = 20;
/// The most citations of a message.
const MOST_CITATIONS: usize = 20;

/// A message to the contact.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PersonMessage)]
pub(crate) struct SayBody {
    /// Made by the client, one a message, the same when the message is sent again.
    pub(crate) client_id: String,
    /// The words, plain text, at most 8000 characters.
    pub(crate) text: String,
    /// The suggestion that it was made of.
    #[serde(default)]
    suggestion: Option<String>,
    /// What it quotes.
    #[serde(default)]
    citations: Vec<Citation>,
    /// Ids of files that were sent ahead, at most 5; `text` may be empty then.
    #[serde(default)]
    #[schema(max_items = 5)]
    files: Vec<FileId>,
}

/// A note that the contact never sees.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PersonNote)]
pub(crate) struct NoteBody {
    /// Made by the client, one a note.
    pub(crate) client_id: String,
    /// The words, plain text, at most 8000 characters.
    pub(crate) text: String,
    /// Who is to see it.
    #[serde(default)]
    mentions: Vec<PersonId>,
}

/// A guide for the contact to play.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PersonGuide)]
pub(crate) struct GuideBody {
    /// Made by the client, one a message.
    client_id: String,
    /// Its id.
    guide: String,
    /// Words before it; its title where there are none.
    #[serde(default)]
    text: Option<String>,
}

/// Says something to the contact. Who has no conversation yet takes it with this.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/messages", tag = "people", operation_id = "create_people_message",
    params(("id" = String, Path, description = "The conversation")),
    request_body = SayBody,
    responses(
        (status = 202, body = AcceptedView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`taken`, `capacity-reached`, `client-id-reused`"),
        AnyProblem, BodyProblem, ConversationProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn post_message(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<SayBody>,
) -> Result<(StatusCode, axum::Json<AcceptedView>)> {
    let said = say(&app, &signed.person, &id, body).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(said)))
}

/// Checks and stores a message of a person.
pub(crate) async fn say(app: &AppState, person: &Person, id: &str, body: SayBody) -> Result<AcceptedView> {
    let row = writable(app, person, id).await?;
    if body.citations.len() > MOST_CITATIONS {
        return Err(fields::wrong(format!("`citations` has at most {MOST_CITATIONS}.")));
    }
    if body.files.len() > MOST_FILES {
        return Err(fields::wrong(format!("`files` has at most {MOST_FILES}.")));
    }
    let words = text::message_text(&body.text, !body.files.is_empty())?;
    let message = PersonMessage {
        conversation: &row.id,
        person: &person.id,
        client_id: text::client_id(&body.client_id)?,
        text: &words,
        citations: &body.citations,
        guide: None,
        files: &body.files,
        suggestion: body.suggestion.as_deref(),
        reasked: &[],
    };
    store(app, message).await
}

/// Stores it, with what it asks for again.
async fn store(app: &AppState, message: PersonMessage<'_>) -> Result<AcceptedView> {
    let packet = app.store.handoff_of(message.conversation).await?;
    let asked = packet.map_or_else(Vec::new, |packet| asks_again(&packet, message.text));
    let fields: Vec<&'static str> = asked.iter().map(|a| a.field.as_str()).collect();
    let message = PersonMessage {
        reasked: &fields,
        ..message
    };
    match app.store.say(message, app.clock.now()).await? {
        Spoken::Accepted(accepted) => Ok(accepted.into()),
        Spoken::Refused(taken) => Err(refused(taken)),
        Spoken::UnknownPerson => Err(person_unknown()),
    }
}

/// Writes a note for colleagues, and tells those whom it mentions.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/notes", tag = "people", operation_id = "create_note",
    params(("id" = String, Path, description = "The conversation")),
    request_body = NoteBody,
    responses((status = 202, body = AcceptedView), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn post_note(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<NoteBody>,
) -> Result<(StatusCode, axum::Json<AcceptedView>)> {
    let noted = write_note(&app, &signed.person, &id, body).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(noted)))
}

/// Checks and stores a note of a person.
pub(crate) async fn write_note(app: &AppState, person: &Person, id: &str, body: NoteBody) -> Result<AcceptedView> {
    let row = writable(app, person, id).await?;
    if body.mentions.len() > MOST_MENTIONS {
        return Err(fields::wrong(format!("`mentions` has at most {MOST_MENTIONS}.")));
    }
    let words = text::message_text(&body.text, false)?;
    let note = PersonNote {
        conversation: &row.id,
        person: &person.id,
        client_id: text::client_id(&body.client_id)?,
        text: &words,
        mentions: &body.mentions,
    };
    match app.store.write_note(note, app.clock.now()).await? {
        Spoken::Accepted(accepted) => Ok(accepted.into()),
        Spoken::Refused(taken) => Err(refused(taken)),
        Spoken::UnknownPerson => Err(person_unknown()),
    }
}

/// Sends a guide, which the contact plays; its steps come as events.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/guides", tag = "people", operation_id = "send_guide",
    params(("id" = String, Path, description = "The conversation")),
    request_body = GuideBody,
    responses(
        (status = 202, body = AcceptedView),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`taken`, `capacity-reached`, `client-id-reused`"),
        AnyProblem, BodyProblem, ConversationProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn send_guide(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<GuideBody>,
) -> Result<(StatusCode, axum::Json<AcceptedView>)> {
    let row = writable(&app, &signed.person, &id).await?;
    let guide = guide(&app, &body.guide).await?;
    let words = text::message_text(body.text.as_deref().unwrap_or(&guide.title), false)?;
    let message = PersonMessage {
        conversation: &row.id,
        person: &signed.person.id,
        client_id: text::client_id(&body.client_id)?,
        text: &words,
        citations: &[],
        guide: Some(&guide),
        files: &[],
        suggestion: None,
        reasked: &[],
    };
    let sent = store(&app, message).await?;
    Ok((StatusCode::ACCEPTED, axum::Json(sent)))
}

async fn guide(app: &AppState, id: &str) -> Result<Guide> {
    let guides = app.store.guides().await?;
    let found = guides.into_iter().find(|guide| guide.id.as_str() == id);
    found.ok_or_else(|| {
        Problem::new(
            &kinds::GUIDE_UNKNOWN,
            "No guide has this id. GET /v1/people/guides lists them.",
        )
    })
}

/// The conversation, where this person may write into it: their role may have changed since they opened it.
async fn writable(app: &AppState, person: &Person, id: &str) -> Result<Row> {
    let row = seen::conversation(app, person, id).await?;
    if person.role.takes_conversations() {
        Ok(row)
    } else {
        Err(role_refused())
    }
}

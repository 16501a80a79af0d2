//! `POST /v1/people/conversations/{id}/transcript`: the conversation as an e-mail.

use super::fields;
use crate::api::docs::{AnyProblem, BodyProblem, ConversationProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::mail::{address, transcript_of};
use crate::people::guard::Signed;
use crate::people::seen;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use serde_json::json;
use usher_store::{Act, LetterKind, NewLetter};
use utoipa::ToSchema;

/// To whom.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = SendTranscript)]
pub(super) struct TranscriptBody {
    /// The contact's own address where it is absent.
    address: Option<String>,
}

/// A letter on its way.
#[derive(Serialize, ToSchema)]
pub(super) struct TranscriptSent {
    /// To whom.
    address: String,
    /// True where the same was asked for before.
    duplicate: bool,
}

/// Mails all that the contact saw of the conversation.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/transcript", tag = "people", operation_id = "send_transcript",
    params(("id" = String, Path, description = "The conversation")),
    request_body = TranscriptBody,
    responses(
        (status = 202, body = TranscriptSent),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`mail-off`, `address-missing`"),
        AnyProblem, BodyProblem, ConversationProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn send_transcript(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<TranscriptBody>,
) -> Result<(StatusCode, axum::Json<TranscriptSent>)> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    if app.mailer.is_none() {
        let cure = "No mail server is configured. An operator sets server.mail.url and server.mail.from.";
        return Err(Problem::new(&kinds::MAIL_OFF, cure));
    }
    let to = match &body.address {
        Some(given) => fields::email(given)?,
        None => address(&row).ok_or_else(|| {
            let cure = "The contact's address is not known. Send `address`.";
            Problem::new(&kinds::ADDRESS_MISSING, cure)
        })?,
    };
    let draft = transcript_of(&app, &row).await?;
    let letter = NewLetter {
        cause: &format!("asked:{}:{}:{to}", row.id, row.last_seq),
        kind: LetterKind::Transcript,
        conversation: Some(&row.id),
        address: &to,
        name: row
            .contact
            .name
            .as_deref()
            .filter(|_| body.address.is_none())
            .unwrap_or_default(),
        subject: &draft.subject,
        plain: &draft.plain,
        html: &draft.html,
    };
    let now = app.clock.now();
    let is_new = app.store.write_letter(letter, now).await?;
    if is_new {
        let act = Act {
            by: Some(&signed.person.id),
            act: "transcript.sent",
            on: row.id.as_str(),
            detail: json!({ "address": to }),
        };
        app.store.note_act(act, now).await?;
    }
    let sent = TranscriptSent {
        address: to,
        duplicate: !is_new,
    };
    Ok((StatusCode::ACCEPTED, axum::Json(sent)))
}

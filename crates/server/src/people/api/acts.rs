//! `POST /v1/people/conversations/{id}/…`: taking a conversation, giving it on, settling it.

use super::fields;
use crate::api::docs::{AnyProblem, BodyProblem, ConversationProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::people::guard::{Signed, role_refused};
use crate::people::rows::RowView;
use crate::people::seen::{self, refused};
use crate::problem::{ProblemBody, Result};
use crate::text;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::{PersonId, QueueId};
use usher_store::{Closing, Resolved, Settle, Taken};
use utoipa::ToSchema;

/// The most characters of a word to colleagues.
const MAX_NOTE: usize = 2_000;

/// What the conversation is now.
#[derive(Serialize, ToSchema)]
#[schema(as = ConversationNow)]
pub(super) struct Done {
    /// As in lists.
    conversation: RowView,
}

/// How to take it.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = Take)]
pub(super) struct TakeBody {
    /// From whoever has it; for supervisors.
    over: bool,
}

/// To whom it goes: `person`, or `queue`, where null is the inbox itself.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = Assign)]
pub(super) struct AssignBody {
    /// Who is offered it.
    person: Option<PersonId>,
    /// Where it waits; null for the inbox itself.
    #[serde(deserialize_with = "present")]
    #[schema(value_type = Option<String>)]
    queue: Option<Option<QueueId>>,
    /// A word to whoever gets it.
    note: Option<String>,
}

/// Nothing more.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Nothing {}

/// A word to colleagues.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = HandBack)]
pub(super) struct NoteBody {
    /// At most 2000 characters.
    note: Option<String>,
}

/// How it was settled.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Resolve)]
pub(super) struct ResolveBody {
    /// `solved`, `not_solved`, `no_reply`, `duplicate` or `spam`.
    #[schema(value_type = String, example = "solved")]
    outcome: Closing,
    /// What it was about.
    #[serde(default)]
    topic: Option<String>,
    /// A word to colleagues.
    #[serde(default)]
    note: Option<String>,
}

/// Until when.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Snooze)]
pub(super) struct SnoozeBody {
    /// In the future, at most a year.
    #[schema(value_type = String, format = DateTime)]
    until: Timestamp,
}

fn present<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: serde::Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Takes a conversation. Of two who do at the same instant one has it.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/take", tag = "people", operation_id = "take_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = TakeBody,
    responses(
        (status = 200, body = Done),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`taken`, `capacity-reached`, `not-open`"),
        AnyProblem, BodyProblem, ConversationProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn take(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<TakeBody>,
) -> Result<axum::Json<Done>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    if body.over && !signed.person.role.supervises() {
        return Err(role_refused());
    }
    let taken = app
        .store
        .take(&row.id, &signed.person.id, body.over, app.clock.now())
        .await?;
    done(&app, &signed, &id, taken).await
}

/// Passes an offer on.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/decline", tag = "people", operation_id = "decline_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = Nothing,
    responses((status = 200, body = Done), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn decline(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Result<axum::Json<Done>> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    app.store.decline(&row.id, &signed.person.id, app.clock.now()).await?;
    done(&app, &signed, &id, Taken::Yes).await
}

/// Gives it to a person, who is offered it, or back into a queue.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/assign", tag = "people", operation_id = "assign_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = AssignBody,
    responses(
        (status = 200, body = Done),
        (status = 409, body = ProblemBody, content_type = "application/problem+json",
         description = "`capacity-reached`, `not-yours`, `not-open`"),
        AnyProblem, BodyProblem, ConversationProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn assign(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<AssignBody>,
) -> Result<axum::Json<Done>> {
    let note = note(body.note);
    let what = match (body.person, body.queue) {
        (Some(person), None) => Settle::ToPerson(person, note),
        (None, Some(queue)) => Settle::ToQueue(queue, note),
        _ => {
            return Err(fields::wrong(
                "Give either `person` or `queue`; `\"queue\": null` is the inbox itself.",
            ));
        }
    };
    settle(&app, &signed, &id, what).await
}

/// Gives it back to the AI agent, which answers the contact's next message.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/hand-back", tag = "people", operation_id = "hand_back_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = NoteBody,
    responses((status = 200, body = Done), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn hand_back(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<NoteBody>,
) -> Result<axum::Json<Done>> {
    settle(&app, &signed, &id, Settle::HandBack(note(body.note))).await
}

/// Settles it.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/resolve", tag = "people", operation_id = "resolve_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = ResolveBody,
    responses((status = 200, body = Done), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn resolve(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<ResolveBody>,
) -> Result<axum::Json<Done>> {
    let topic = body.topic.map(|t| text::short(&t, 100)).filter(|t| !t.is_empty());
    let how = Resolved {
        outcome: body.outcome,
        topic,
        note: note(body.note),
    };
    settle(&app, &signed, &id, Settle::Resolve(how)).await
}

/// Opens it again, with you.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/reopen", tag = "people", operation_id = "reopen_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = Nothing,
    responses((status = 200, body = Done), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn reopen(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Result<axum::Json<Done>> {
    settle(&app, &signed, &id, Settle::Reopen).await
}

/// Puts it off. It wakes then, or when the contact writes.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/snooze", tag = "people", operation_id = "snooze_conversation",
    params(("id" = String, Path, description = "The conversation")),
    request_body = SnoozeBody,
    responses((status = 200, body = Done), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn snooze(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(body): Json<SnoozeBody>,
) -> Result<axum::Json<Done>> {
    let ahead = body.until.duration_since(app.clock.now());
    if !ahead.is_positive() || ahead.as_hours() > 366 * 24 {
        return Err(fields::wrong("`until` lies in the future, at most a year ahead."));
    }
    settle(&app, &signed, &id, Settle::Snooze(body.until)).await
}

/// Your name in its notes was seen.
#[utoipa::path(
    post, path = "/v1/people/conversations/{id}/mentions/seen", tag = "people", operation_id = "see_mentions",
    params(("id" = String, Path, description = "The conversation")),
    request_body = Nothing,
    responses((status = 204), AnyProblem, BodyProblem, ConversationProblem),
    security(("session" = [])),
)]
pub(super) async fn see_mentions(
    State(app): State<AppState>,
    signed: Signed,
    Path(id): Path<String>,
    Json(_): Json<Nothing>,
) -> Result<StatusCode> {
    let row = seen::conversation(&app, &signed.person, &id).await?;
    app.store
        .see_mentions(&row.id, &signed.person.id, app.clock.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

async fn settle(app: &AppState, signed: &Signed, id: &str, what: Settle) -> Result<axum::Json<Done>> {
    let row = seen::conversation(app, &signed.person, id).await?;
    let person = &signed.person;
    let supervises = person.role.supervises();
    let settled = app
        .store
        .settle(&row.id, &person.id, supervises, what, app.clock.now())
        .await?;
    done(app, signed, id, settled).await
}

async fn done(app: &AppState, signed: &Signed, id: &str, taken: Taken) -> Result<axum::Json<Done>> {
    if taken != Taken::Yes {
        return Err(refused(taken));
    }
    let row = seen::conversation(app, &signed.person, id).await?;
    Ok(axum::Json(Done {
        conversation: RowView::of(row, app.clock.now()),
    }))
}

fn note(note: Option<String>) -> Option<String> {
    note.map(|n| text::short(&n, MAX_NOTE)).filter(|n| !n.is_empty())
}

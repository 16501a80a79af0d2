//! `GET /v1/conversations/{id}/waiting`: how long a contact waits for a person, honestly.

use super::create_message::own_conversation;
use super::docs::{AnyProblem, ConversationProblem, TokenProblem};
use crate::app::AppState;
use crate::identity::Caller;
use crate::problem::Result;
use axum::Json;
use axum::extract::{Path, State};
use jiff::Timestamp;
use serde::Serialize;
use usher_engine::people::routing::{Stage, expected_wait};
use utoipa::ToSchema;

/// Where a contact stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct Wait {
    /// `waiting`: no person took it yet; `there`: one did; null: people do not have it.
    #[schema(example = "waiting")]
    people: Option<&'static str>,
    /// How many are ahead; null unless it waits.
    ahead: Option<i64>,
    /// Seconds until a person takes it, by how fast they were taken in the last hour; null where that is not known, or
    /// below 30.
    wait_s: Option<i64>,
    /// Whether people are there by the inbox's hours.
    open: bool,
    /// When they are again; null where they are.
    #[schema(value_type = Option<String>, format = DateTime)]
    back_at: Option<Timestamp>,
}

/// How long it takes until a person is there.
#[utoipa::path(
    get, path = "/v1/conversations/{id}/waiting", tag = "conversations", operation_id = "show_waiting",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 200, body = Wait), AnyProblem, TokenProblem, ConversationProblem),
    security(("contact" = [])),
)]
pub(crate) async fn show_waiting(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Wait>> {
    let conversation = own_conversation(&app, &caller, &id).await?;
    let now = app.clock.now();
    let waiting = app.store.waiting(&conversation.id, now).await?;
    let hours = app
        .store
        .hours()
        .await?
        .into_iter()
        .find(|h| h.inbox == conversation.inbox);
    let open = hours.as_ref().is_none_or(|h| h.hours.is_open(now));
    let waits = matches!(waiting.stage, Some(Stage::Waiting | Stage::Assigned));
    Ok(Json(Wait {
        people: match waiting.stage {
            Some(Stage::Active) => Some("there"),
            Some(_) => Some("waiting"),
            None => None,
        },
        ahead: waits.then_some(waiting.ahead),
        wait_s: expected_wait(waiting.ahead, waiting.taken).filter(|_| waits && open),
        open,
        back_at: hours.filter(|_| !open).and_then(|h| h.hours.opens_at(now)),
    }))
}

//! `GET /v1/conversations/{id}/events`: what happened after a seq; waits for the next, for those without a WebSocket.

use super::create_message::own_conversation;
use super::docs::{AnyProblem, ConversationProblem, TokenProblem};
use super::views::EventView;
use crate::app::AppState;
use crate::body::Query;
use crate::identity::Caller;
use crate::problem::Result;
use axum::Json;
use axum::extract::{Path, State};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use usher_engine::ConversationId;
use utoipa::{IntoParams, ToSchema};

/// The most events of one answer.
const MOST: i64 = 200;
/// The longest wait in seconds.
const MAX_WAIT: u64 = 30;

/// From where, and how patient.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct EventsQuery {
    /// The last seq that the client has; 0 for all.
    #[serde(default)]
    after: u32,
    /// Seconds to wait for an event where there is none yet, at most 30; 0 answers at once.
    #[serde(default)]
    wait: u64,
}

/// Events in order, each once.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Events {
    /// Oldest first, at most 200; ask again after the last seq.
    events: Vec<EventView>,
}

/// The events after a seq, in order. With `wait` it answers when the first one comes.
#[utoipa::path(
    get, path = "/v1/conversations/{id}/events", tag = "conversations", operation_id = "list_events",
    params(("id" = String, Path, description = "The conversation"), EventsQuery),
    responses(
        (status = 200, body = Events),
        (status = 400, body = crate::problem::ProblemBody, content_type = "application/problem+json",
         description = "`query-wrong`"),
        AnyProblem, TokenProblem, ConversationProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn list_events(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<EventsQuery>,
) -> Result<Json<Events>> {
    let conversation = own_conversation(&app, &caller, &id).await?;
    let patience = Duration::from_secs(query.wait.min(MAX_WAIT));
    let events = tokio::select! {
        events = first_events(&app, &conversation.id, i64::from(query.after), !patience.is_zero()) => events?,
        () = tokio::time::sleep(patience), if !patience.is_zero() => Vec::new(),
        () = app.drained() => Vec::new(),
    };
    Ok(Json(Events { events }))
}

async fn first_events(app: &AppState, id: &ConversationId, after: i64, wait: bool) -> Result<Vec<EventView>> {
    let mut subscription = app.hub.subscribe(id);
    loop {
        let events = app.store.contact_events_after(id, after, MOST).await?;
        if !events.is_empty() || !wait {
            return Ok(events.into_iter().map(Into::into).collect());
        }
        subscription.grown().await;
    }
}

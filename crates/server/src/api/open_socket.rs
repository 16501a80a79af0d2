//! `GET /v1/conversations/{id}/socket`: the conversation, live.

use super::create_message::own_conversation;
use super::docs::{AnyProblem, ConversationProblem, TokenProblem};
use crate::app::AppState;
use crate::body::Query;
use crate::identity::Caller;
use crate::problem::{Problem, ProblemBody, Result, kinds};
use crate::socket::{PROTOCOL, Session};
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;
use std::time::Duration;
use utoipa::IntoParams;

/// Read and write buffers of a socket; most are idle, so they are small.
const BUFFER: usize = 4 * 1024;
/// A single event may be larger than the buffer, but not than this.
const MAX_WRITE_BUFFER: usize = 1024 * 1024;

/// From where.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SocketQuery {
    /// The last seq that the client has; 0 for all.
    #[serde(default)]
    after: u32,
}

/// Opens a WebSocket with the subprotocols `usher.v1` and `bearer.<token>`. `docs/protocol.md` describes its frames.
#[utoipa::path(
    get, path = "/v1/conversations/{id}/socket", tag = "conversations", operation_id = "open_socket",
    params(("id" = String, Path, description = "The conversation"), SocketQuery),
    responses(
        (status = 101, description = "The socket is open; every event after `after` follows, in order, once"),
        (status = 400, body = ProblemBody, content_type = "application/problem+json", description = "`query-wrong`"),
        (status = 426, body = ProblemBody, content_type = "application/problem+json", description = "`upgrade-needed`"),
        AnyProblem, TokenProblem, ConversationProblem,
    ),
    security(("contact" = [])),
)]
pub(crate) async fn open_socket(
    State(app): State<AppState>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<SocketQuery>,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| {
        let detail = "Open it as a WebSocket: `new WebSocket(url, ['usher.v1', 'bearer.' + token])`.";
        Problem::new(&kinds::UPGRADE_NEEDED, detail)
    })?;
    let conversation = own_conversation(&app, &caller, &id).await?.id;
    if app.is_draining() {
        return Err(Problem::unavailable(
            "This node is shutting down. Connect again.",
            Duration::from_secs(1),
        ));
    }
    let permit = Arc::clone(&app.socket_permits).try_acquire_owned().map_err(|_| {
        Problem::unavailable(
            "This node has no room for another socket. Try again, or poll /events.",
            Duration::from_secs(5),
        )
    })?;
    let limit = app.config.limits.frame_bytes;
    let session = Session::new(app, caller, conversation, i64::from(query.after), permit);
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .read_buffer_size(BUFFER)
        .write_buffer_size(BUFFER)
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(limit)
        .max_frame_size(limit);
    Ok(upgrade.on_upgrade(|socket| session.run(socket)))
}

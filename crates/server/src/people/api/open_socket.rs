//! `GET /v1/people/socket`: what is new, live.

use crate::api::docs::AnyProblem;
use crate::app::AppState;
use crate::people::guard::Signed;
use crate::people::socket::{PROTOCOL, Session};
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::http::{HeaderMap, header};
use axum::response::Response;
use std::sync::Arc;
use std::time::Duration;

/// A row or an event may be larger than the buffer, but not than this.
const MAX_WRITE_BUFFER: usize = 1024 * 1024;

/// Opens the console's WebSocket, with the cookie and the subprotocol `usher.people.v1`. `docs/people.md` describes its
/// frames.
#[utoipa::path(
    get, path = "/v1/people/socket", tag = "people", operation_id = "open_people_socket",
    responses(
        (status = 101, description = "The socket is open; `hello` comes first"),
        (status = 426, body = ProblemBody, content_type = "application/problem+json", description = "`upgrade-needed`"),
        AnyProblem,
    ),
    security(("session" = [])),
)]
pub(super) async fn open_socket(
    State(app): State<AppState>,
    signed: Signed,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response> {
    let upgrade = upgrade.map_err(|_| {
        let detail = "Open it as a WebSocket: `new WebSocket(url, ['usher.people.v1'])`.";
        Problem::new(&kinds::UPGRADE_NEEDED, detail)
    })?;
    // A browser always names the page's origin here, and the guard compared it; what has a cookie and no origin is no browser
    // of ours.
    if headers.get(header::ORIGIN).is_none() {
        let detail = "Name the `Origin`: this socket is for the server's own pages.";
        return Err(Problem::new(&kinds::ORIGIN_REFUSED, detail));
    }
    if app.is_draining() {
        let detail = "This node is shutting down. Connect again.";
        return Err(Problem::unavailable(detail, Duration::from_secs(1)));
    }
    let permit = Arc::clone(&app.socket_permits).try_acquire_owned().map_err(|_| {
        let detail = "This node has no room for another socket. Try again shortly.";
        Problem::unavailable(detail, Duration::from_secs(5))
    })?;
    let limit = app.config.limits.frame_bytes;
    let session = Session::new(app, signed, permit);
    let upgrade = upgrade
        .protocols([PROTOCOL])
        .max_write_buffer_size(MAX_WRITE_BUFFER)
        .max_message_size(limit)
        .max_frame_size(limit);
    Ok(upgrade.on_upgrade(|socket| session.run(socket)))
}

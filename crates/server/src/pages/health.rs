//! For those who operate: does it live, does it serve, what does it do.

use crate::app::AppState;
use crate::problem::{Chain, Result};
use axum::Json;
use axum::extract::State;
use axum::http::{HeaderName, StatusCode, header};
use serde::Serialize;
use std::time::Duration;
use tokio::time::timeout;

/// How long the database may take to answer.
const DATABASE_PATIENCE: Duration = Duration::from_secs(2);

/// What has to hold for this node to be given requests, and whether it does.
#[derive(Debug, Serialize)]
pub(super) struct Readiness {
    ready: bool,
    /// The database answers and has the tables that it must have.
    database: bool,
    /// The knowledge index is open and the engine answers.
    index: bool,
    /// The node is shutting down.
    draining: bool,
}

/// The process lives.
pub(super) async fn healthz() -> &'static str {
    "ok\n"
}

/// The node can be given requests; 503 with what is missing where it cannot.
pub(super) async fn readyz(State(app): State<AppState>) -> (StatusCode, Json<Readiness>) {
    let database = match timeout(DATABASE_PATIENCE, app.store.ping()).await {
        Ok(Ok(())) => true,
        Ok(Err(error)) => {
            tracing::warn!(error = %Chain(&error), "not ready: the database cannot be used");
            false
        }
        Err(_) => false,
    };
    let (index, draining) = (app.mind.is_ready(), app.is_draining());
    let ready = database && index && !draining;
    let status = if ready {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    };
    (
        status,
        Json(Readiness {
            ready,
            database,
            index,
            draining,
        }),
    )
}

/// What Prometheus reads.
pub(super) async fn metrics(State(app): State<AppState>) -> Result<([(HeaderName, &'static str); 1], String)> {
    if let Ok(depth) = app.store.queue_depth().await {
        app.metrics.queue_depth(depth);
    }
    if let Some(circuits) = app.mind.voice().and_then(|voice| voice.circuits) {
        for (endpoint, is_open) in circuits() {
            app.metrics.circuit(endpoint, is_open);
        }
    }
    Ok((
        [(header::CONTENT_TYPE, "text/plain; version=0.0.4; charset=utf-8")],
        app.metrics.render()?,
    ))
}

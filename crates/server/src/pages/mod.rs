//! What is not the public API: health, metrics, the documents about the API, the widget's files, and the pages of the demo.

mod console;
mod demo;
mod documents;
mod health;
mod product;
mod widget;

pub use demo::{DemoContact, DemoPage};

use crate::app::AppState;
use axum::Router;
use axum::routing::get;
use utoipa::openapi::OpenApi;

/// Their routes. Those of the demo exist only in demo mode.
pub(crate) fn routes(app: &AppState, document: OpenApi) -> Router<AppState> {
    let router = Router::new()
        .route("/healthz", get(health::healthz))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(health::metrics))
        .merge(documents::routes(document))
        .merge(widget::routes())
        .merge(console::routes());
    if app.demo.is_some() {
        router.merge(demo::routes()).merge(product::routes())
    } else {
        router
    }
}

//! The widget's files, compiled in: one script tag on any page loads them from here.

use crate::app::AppState;
use crate::problem::{Problem, Result, kinds};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use tower_http::set_header::SetResponseHeaderLayer;

/// What `npm run build` in `widget/` makes.
#[derive(RustEmbed)]
#[folder = "../../widget/dist/"]
struct Files;

/// The loader keeps its name, so it is asked for anew; the parts are named by their content.
const LOADER_CACHE: &str = "public, max-age=300, stale-while-revalidate=86400";
const PARTS_CACHE: &str = "public, max-age=31536000, immutable";

/// Anybody's page may load them: they hold nothing that is not public, and modules are fetched with CORS.
pub(super) fn routes() -> Router<AppState> {
    let header = |name, value| SetResponseHeaderLayer::overriding(name, HeaderValue::from_static(value));
    Router::new()
        .route("/widget.js", get(|| async { file("widget.js", LOADER_CACHE) }))
        .route(
            "/parts/{file}",
            get(|Path(name): Path<String>| async move { file(&format!("parts/{name}"), PARTS_CACHE) }),
        )
        .layer(header(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*"))
        .layer(header(
            header::HeaderName::from_static("cross-origin-resource-policy"),
            "cross-origin",
        ))
}

fn file(name: &str, cache: &'static str) -> Result<Response> {
    let file = Files::get(name).ok_or_else(|| {
        Problem::new(
            &kinds::ROUTE_UNKNOWN,
            "The widget has no such file. A page that was open during an update loads it again.",
        )
    })?;
    let headers = [
        (header::CONTENT_TYPE, "text/javascript; charset=utf-8"),
        (header::CACHE_CONTROL, cache),
    ];
    Ok((headers, file.data.into_owned()).into_response())
}

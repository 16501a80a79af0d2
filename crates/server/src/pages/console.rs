//! The console's files, compiled in: the page of the people's side, under `/console/`.

use crate::app::AppState;
use crate::problem::{Problem, Result, kinds};
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use tower_http::set_header::SetResponseHeaderLayer;

/// What `npm run build` in `console/` makes.
#[derive(RustEmbed)]
#[folder = "../../console/dist/"]
struct Files;

/// Nothing of another origin is loaded or called, nothing inline runs, and no page may frame it.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; \
                      base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/// The page keeps its name; all else is named by its content.
const PAGE_CACHE: &str = "no-cache";
const ASSETS_CACHE: &str = "public, max-age=31536000, immutable";

pub(super) fn routes() -> Router<AppState> {
    Router::new()
        .route("/console", get(|| async { Redirect::permanent("/console/") }))
        .route("/console/", get(|| async { file("index.html") }))
        .route(
            "/console/{*file}",
            get(|Path(name): Path<String>| async move { file(&name) }),
        )
        .layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(POLICY),
        ))
}

fn file(name: &str) -> Result<Response> {
    let file = Files::get(name).ok_or_else(|| {
        Problem::new(
            &kinds::ROUTE_UNKNOWN,
            "The console has no such file. A page that was open during an update loads it again.",
        )
    })?;
    let (media_type, cache) = match name.rsplit('.').next().unwrap_or_default() {
        "html" => ("text/html; charset=utf-8", PAGE_CACHE),
        "js" => ("text/javascript; charset=utf-8", ASSETS_CACHE),
        "css" => ("text/css; charset=utf-8", ASSETS_CACHE),
        "svg" => ("image/svg+xml", ASSETS_CACHE),
        _ => ("application/octet-stream", ASSETS_CACHE),
    };
    let headers = [(header::CONTENT_TYPE, media_type), (header::CACHE_CONTROL, cache)];
    Ok((headers, file.data.into_owned()).into_response())
}

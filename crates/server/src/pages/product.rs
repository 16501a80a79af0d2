//! Tallybook, the made-up product of the demo, with the widget in it: what a host product is to Usher.

use crate::app::AppState;
use axum::Router;
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use rust_embed::RustEmbed;
use tower_http::set_header::SetResponseHeaderLayer;

/// What `npm run build` in `widget/demo/` makes.
#[derive(RustEmbed)]
#[folder = "../../widget/demo/dist/"]
struct Files;

/// Nothing but its own files and the widget's: a host with as strict a policy as there is.
const PRODUCT_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; \
                           connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn routes() -> Router<AppState> {
    let policy = HeaderValue::from_static(PRODUCT_CSP);
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/tallybook/") }))
        .route("/tallybook", get(|| async { Redirect::permanent("/tallybook/") }))
        .route("/tallybook/", get(|| async { page_or_file("") }))
        .route(
            "/tallybook/{*path}",
            get(|Path(path): Path<String>| async move { page_or_file(&path) }),
        )
        .layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_SECURITY_POLICY,
            policy,
        ))
}

/// A file of the product; any other address is one of its pages, which its script draws.
fn page_or_file(path: &str) -> Response {
    let (name, kind) = match path {
        "app.js" => (path, "text/javascript; charset=utf-8"),
        "app.css" => (path, "text/css; charset=utf-8"),
        _ => ("index.html", "text/html; charset=utf-8"),
    };
    let bytes = Files::get(name).map(|file| file.data.into_owned()).unwrap_or_default();
    let headers = [(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, "no-cache")];
    (headers, bytes).into_response()
}

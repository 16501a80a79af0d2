//! What describes the API: the OpenAPI document, a page that shows it, and a word on each sort of problem.

use crate::app::AppState;
use crate::problem::{Problem, Result, kinds};
use axum::extract::Path;
use axum::http::{HeaderValue, header};
use axum::routing::get;
use axum::{Json, Router};
use std::sync::Arc;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::openapi::OpenApi;
use utoipa_swagger_ui::{Config, SwaggerUi};

/// Swagger UI sets styles from its own script and shows images of its own; nothing comes from elsewhere.
const DOCS_CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                        connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

pub(super) fn routes(document: OpenApi) -> Router<AppState> {
    let document = Arc::new(document);
    let config = Config::from("/openapi.json")
        .validator_url("none")
        .query_config_enabled(false)
        .display_operation_id(true)
        .default_models_expand_depth(0);
    let swagger: Router<AppState> = SwaggerUi::new("/docs").config(config).into();
    let policy = HeaderValue::from_static(DOCS_CSP);
    Router::new()
        .merge(swagger.layer(SetResponseHeaderLayer::overriding(
            header::CONTENT_SECURITY_POLICY,
            policy,
        )))
        .route(
            "/openapi.json",
            get(move || async move { Json(document.as_ref().clone()) }),
        )
        .route("/problems/{slug}", get(show_problem))
}

/// What the type of a problem points to.
async fn show_problem(Path(slug): Path<String>) -> Result<String> {
    let kind = kinds::ALL.iter().find(|k| k.slug == slug).ok_or_else(|| {
        Problem::new(
            &kinds::ROUTE_UNKNOWN,
            "No problem is called so. GET /openapi.json lists those of each operation.",
        )
    })?;
    Ok(format!(
        "{} (HTTP {})\n\nThe `detail` of the response says what to do about it.\n",
        kind.title, kind.status
    ))
}

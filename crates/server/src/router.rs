//! Which route leads where, and through what.

use crate::api::docs::ApiDoc;
use crate::api::{
    create_conversation, create_message, create_visitor, list_conversations, list_events, open_socket, report_step,
    show_conversation, show_inbox,
};
use crate::app::AppState;
use crate::observe::{limit_by_address, observe, panicked};
use crate::origin::cors;
use crate::pages;
use crate::problem::{Problem, kinds};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn_with_state;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The OpenAPI document of the public API.
pub fn openapi() -> Document {
    api().into_openapi()
}

/// Everything that this server answers.
pub(crate) fn router(app: &AppState) -> Router {
    let (api, document) = api().split_for_parts();
    let no_store = HeaderValue::from_static("no-store");
    let api = api
        // Before the layers, so that preflights pass through them.
        .method_not_allowed_fallback(method_refused)
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, no_store))
        .layer(from_fn_with_state(app.clone(), limit_by_address))
        .layer(from_fn_with_state(app.clone(), cors))
        .layer(DefaultBodyLimit::max(app.config.limits.body_bytes));
    let no_sniff = HeaderValue::from_static("nosniff");
    let no_referrer = HeaderValue::from_static("no-referrer");
    Router::new()
        .merge(api)
        .merge(pages::routes(app, document))
        .fallback(|| async {
            Problem::new(
                &kinds::ROUTE_UNKNOWN,
                "No such address. GET /openapi.json lists those there are; /docs shows it.",
            )
        })
        .method_not_allowed_fallback(method_refused)
        .layer(CatchPanicLayer::custom(panicked))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::X_CONTENT_TYPE_OPTIONS,
            no_sniff,
        ))
        .layer(SetResponseHeaderLayer::if_not_present(
            header::REFERRER_POLICY,
            no_referrer,
        ))
        .layer(from_fn_with_state(app.clone(), observe))
        .with_state(app.clone())
}

fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(ApiDoc::openapi())
        .routes(routes!(show_inbox::show_inbox))
        .routes(routes!(create_visitor::create_visitor))
        .routes(routes!(
            create_conversation::create_conversation,
            list_conversations::list_conversations
        ))
        .routes(routes!(show_conversation::show_conversation))
        .routes(routes!(create_message::post_message))
        .routes(routes!(report_step::post_step))
        .routes(routes!(list_events::list_events))
        .routes(routes!(open_socket::open_socket))
}

async fn method_refused() -> Problem {
    Problem::new(
        &kinds::METHOD_REFUSED,
        "The address is right, the method is not. GET /openapi.json tells which is.",
    )
}

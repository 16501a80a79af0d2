//! Which route leads where, and through what.

use crate::api::docs::ApiDoc;
use crate::api::{
    create_conversation, create_message, create_visitor, judge_turn, list_conversations, list_events, mark_read,
    open_socket, rate_conversation, report_step, show_conversation, show_file, show_guide, show_inbox, show_picture,
    show_waiting, upload_file,
};
use crate::app::AppState;
use crate::observe::{limit_by_address, observe, panicked};
use crate::origin::cors;
use crate::pages;
use crate::people;
use crate::problem::{Problem, kinds};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderValue, header};
use axum::middleware::from_fn_with_state;
use axum::routing::any;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use utoipa::OpenApi;
use utoipa::openapi::OpenApi as Document;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

/// The OpenAPI document of the public API.
pub fn openapi() -> Document {
    api().merge(people::api()).into_openapi()
}

/// Everything that this server answers.
pub(crate) fn router(app: &AppState) -> Router {
    let (api, _) = api().split_for_parts();
    let no_store = HeaderValue::from_static("no-store");
    let api = api
        // A page may read this refusal, too.
        .route("/v1/{*rest}", any(route_unknown))
        // Before the layers, so that preflights pass through them.
        .method_not_allowed_fallback(method_refused)
        .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, no_store))
        .layer(from_fn_with_state(app.clone(), limit_by_address))
        .layer(from_fn_with_state(app.clone(), cors))
        .layer(DefaultBodyLimit::max(app.config.limits.body_bytes));
    let people = people(app);
    let no_sniff = HeaderValue::from_static("nosniff");
    let no_referrer = HeaderValue::from_static("no-referrer");
    Router::new()
        .merge(api)
        .merge(people)
        .merge(pages::routes(app, openapi()))
        .fallback(route_unknown)
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

/// The people's side: no page of another origin, no cache, nobody who may not.
fn people(app: &AppState) -> Router<AppState> {
    let (people, _) = people::api().split_for_parts();
    people
        .method_not_allowed_fallback(method_refused)
        .layer(from_fn_with_state(app.clone(), people::guard))
        .layer(SetResponseHeaderLayer::overriding(
            header::CACHE_CONTROL,
            HeaderValue::from_static("no-store"),
        ))
        .layer(from_fn_with_state(app.clone(), limit_by_address))
        .layer(DefaultBodyLimit::max(app.config.limits.body_bytes))
}

fn api() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(ApiDoc::openapi())
        .routes(routes!(show_inbox::show_inbox))
        .routes(routes!(show_picture::show_picture))
        .routes(routes!(create_visitor::create_visitor))
        .routes(routes!(
            create_conversation::create_conversation,
            list_conversations::list_conversations
        ))
        .routes(routes!(show_conversation::show_conversation))
        .routes(routes!(create_message::post_message))
        .routes(routes!(report_step::post_step))
        .routes(routes!(judge_turn::post_judgement))
        .routes(routes!(rate_conversation::post_rating))
        .routes(routes!(mark_read::mark_read))
        .routes(routes!(upload_file::upload_file))
        .routes(routes!(show_file::show_file))
        .routes(routes!(show_guide::show_guide))
        .routes(routes!(list_events::list_events))
        .routes(routes!(open_socket::open_socket))
        .routes(routes!(show_waiting::show_waiting))
}

async fn route_unknown() -> Problem {
    Problem::new(
        &kinds::ROUTE_UNKNOWN,
        "No such address. GET /openapi.json lists those there are; /docs shows it.",
    )
}

async fn method_refused() -> Problem {
    Problem::new(
        &kinds::METHOD_REFUSED,
        "The address is right, the method is not. GET /openapi.json tells which is.",
    )
}

//! `GET /v1/inboxes/{key}`: what a widget shows before anybody said anything.

use super::docs::AnyProblem;
use crate::app::AppState;
use crate::origin::check_origin;
use crate::problem::Result;
use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use serde::Serialize;
use utoipa::ToSchema;

/// An inbox, as everybody may know it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Inbox)]
pub(crate) struct InboxView {
    /// Its key.
    key: String,
    /// Its name.
    name: String,
    /// The product's name.
    product: String,
    /// The agent's name.
    agent_name: String,
    /// First words.
    greeting: String,
    /// Says that an AI answers. Show it before the first message.
    disclosure: String,
    /// Whether visitors without a token of the host may ask.
    anonymous: bool,
}

/// Name, greeting and disclosure of an inbox.
#[utoipa::path(
    get, path = "/v1/inboxes/{key}", tag = "inboxes", operation_id = "show_inbox",
    params(("key" = String, Path, description = "The inbox's key")),
    responses(
        (status = 200, body = InboxView),
        (status = 404, body = crate::problem::ProblemBody, content_type = "application/problem+json",
         description = "`inbox-unknown`"),
        AnyProblem,
    ),
)]
pub(crate) async fn show_inbox(
    State(app): State<AppState>,
    Path(key): Path<String>,
    headers: HeaderMap,
) -> Result<Json<InboxView>> {
    let inbox = app.inbox(&key)?;
    check_origin(&headers, &inbox.origins)?;
    let config = &inbox.config;
    let agent = &config.policy.agent_name;
    Ok(Json(InboxView {
        key: config.key.clone(),
        name: config.name.clone(),
        product: config.product_name().to_owned(),
        agent_name: agent.clone(),
        greeting: config.greeting.clone(),
        disclosure: format!(
            "{agent} is an AI. It answers from the documentation, and asks a person where it is not sure."
        ),
        anonymous: config.anonymous,
    }))
}

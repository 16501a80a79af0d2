//! `POST /v1/visitors`: an anonymous visitor comes in.

use super::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::identity::visitor_token;
use crate::origin::check_origin;
use crate::peer::client_ip;
use crate::problem::{Problem, Result, kinds};
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, StatusCode};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use usher_engine::ContactId;
use utoipa::ToSchema;

/// Where the visitor comes in.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NewVisitor {
    /// The inbox's key.
    inbox: String,
}

/// A visitor's way in. Keep the token on the visitor's device: with it they find their conversations again.
#[derive(Debug, Serialize, ToSchema)]
pub(crate) struct Visitor {
    /// Goes wherever a contact's token goes.
    token: String,
    /// Until when it works.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// Makes a token for an anonymous visitor, where the inbox allows it. Nothing is stored until the visitor writes.
#[utoipa::path(
    post, path = "/v1/visitors", tag = "inboxes", operation_id = "create_visitor",
    request_body = NewVisitor,
    responses(
        (status = 201, body = Visitor),
        (status = 404, body = crate::problem::ProblemBody, content_type = "application/problem+json",
         description = "`inbox-unknown`"),
        AnyProblem, BodyProblem,
    ),
)]
pub(crate) async fn create_visitor(
    State(app): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    Json(body): Json<NewVisitor>,
) -> Result<(StatusCode, axum::Json<Visitor>)> {
    let inbox = app.inbox(&body.inbox)?;
    check_origin(&headers, &inbox.origins)?;
    if !inbox.config.anonymous {
        let cure = "Come with a token that the host signed; the owner can set anonymous = true to allow visitors.";
        return Err(Problem::new(
            &kinds::VISITORS_REFUSED,
            format!("The inbox `{}` takes none. {cure}", body.inbox),
        ));
    }
    app.limits
        .visitor(client_ip(&headers, &extensions, &app.trusted_proxies))?;
    let secret = app
        .config
        .secret
        .as_ref()
        .ok_or_else(|| Problem::internal("the server has no secret"))?;
    let now = app.clock.now();
    let lifetime = SignedDuration::from_hours(24 * i64::from(app.config.visitor_token_days));
    let visitor = ContactId::from(usher_store::new_id(now));
    let token = visitor_token(&inbox.config.id(), &visitor, secret, lifetime, now).map_err(Problem::internal)?;
    let expires_at = now.saturating_add(lifetime).unwrap_or(Timestamp::MAX);
    Ok((StatusCode::CREATED, axum::Json(Visitor { token, expires_at })))
}

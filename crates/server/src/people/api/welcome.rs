//! `/v1/people/welcome`: an invited person comes in.

use super::session::{Begun, begun};
use super::{fields, invitation_unknown};
use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::peer::client_ip;
use crate::people::{password, secret};
use crate::problem::{ProblemBody, Result};
use axum::extract::State;
use axum::http::{Extensions, HeaderMap};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use usher_engine::Role;
use utoipa::ToSchema;

/// The link's token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Token {
    /// What stands behind `#welcome=` in the link.
    token: String,
}

/// Who is invited.
#[derive(Serialize, ToSchema)]
#[schema(as = InvitationShown)]
pub(super) struct Invited {
    /// Their address.
    email: String,
    /// Their name, as the inviting person wrote it.
    name: String,
    /// What they will be.
    role: Role,
    /// Until when the link works.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// How they come in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Acceptance {
    /// What stands behind `#welcome=` in the link.
    token: String,
    /// The name that contacts will see.
    name: String,
    /// A password of 12 to 200 characters.
    password: String,
}

/// What an invitation says, without using it up.
#[utoipa::path(
    post, path = "/v1/people/welcome", tag = "people", operation_id = "show_invitation",
    request_body = Token,
    responses(
        (status = 200, body = Invited),
        (status = 404, body = ProblemBody, content_type = "application/problem+json",
         description = "`invitation-unknown`"),
        AnyProblem, BodyProblem,
    ),
)]
pub(super) async fn show_invitation(
    State(app): State<AppState>,
    Json(body): Json<Token>,
) -> Result<axum::Json<Invited>> {
    let invitation = app
        .store
        .invitation(&secret::hash(&body.token), app.clock.now())
        .await?;
    let invitation = invitation.ok_or_else(invitation_unknown)?;
    Ok(axum::Json(Invited {
        email: invitation.email,
        name: invitation.name,
        role: invitation.role,
        expires_at: invitation.expires_at,
    }))
}

/// Makes an account of an invitation and signs in. The link works once.
#[utoipa::path(
    post, path = "/v1/people/welcome/accept", tag = "people", operation_id = "accept_invitation",
    request_body = Acceptance,
    responses(
        (status = 200, body = super::session::SignedView, description = "Sets the session's cookie"),
        (status = 404, body = ProblemBody, content_type = "application/problem+json",
         description = "`invitation-unknown`"),
        AnyProblem, BodyProblem,
    ),
)]
pub(super) async fn accept_invitation(
    State(app): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    Json(body): Json<Acceptance>,
) -> Result<Begun> {
    let (token, now) = (secret::hash(&body.token), app.clock.now());
    let name = fields::name(&body.name)?;
    app.limits
        .sign_in(&token, client_ip(&headers, &extensions, &app.trusted_proxies))?;
    if app.store.invitation(&token, now).await?.is_none() {
        return Err(invitation_unknown());
    }
    let hash = password::hash(body.password).await?;
    let session = secret::new_secret();
    let joined = app
        .store
        .accept_invitation(&token, &name, &hash, &session.hash, now)
        .await?;
    let person = joined.ok_or_else(invitation_unknown)?;
    Ok(begun(&headers, &session.token, person, now))
}

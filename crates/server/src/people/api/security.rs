//! `/v1/people/session/…`: one's own password and codes.

use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::people::guard::Signed;
use crate::people::{password, totp};
use crate::problem::{Problem, Result, kinds};
use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Serialize};
use usher_store::Credentials;
use utoipa::ToSchema;

/// The old one and the new one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    /// The one so far.
    current: String,
    /// The new one, 12 to 200 characters.
    password: String,
}

/// The proof that it is you who sits there.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    /// Your password.
    password: String,
}

/// A code of the authenticator.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Code {
    /// Six digits.
    code: String,
}

/// What an authenticator takes in.
#[derive(Serialize, ToSchema)]
pub(super) struct TotpSecret {
    /// In base32, for typing.
    secret: String,
    /// The same as an address, for a QR code.
    url: String,
}

/// Changes one's password. Every other session of yours is over.
#[utoipa::path(
    put, path = "/v1/people/session/password", tag = "people", operation_id = "change_password",
    request_body = NewPassword,
    responses((status = 204), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn change_password(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<NewPassword>,
) -> Result<StatusCode> {
    check_password(&app, &signed, body.current).await?;
    let hash = password::hash(body.password).await?;
    let id = &signed.person.id;
    app.store
        .set_password(id, &hash, &signed.session.id, app.clock.now())
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a secret for an authenticator. It counts once a code of it is sent.
#[utoipa::path(
    post, path = "/v1/people/session/totp", tag = "people", operation_id = "begin_totp",
    request_body = Proof,
    responses((status = 200, body = TotpSecret), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn begin_totp(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<Proof>,
) -> Result<axum::Json<TotpSecret>> {
    let known = check_password(&app, &signed, body.password).await?;
    if known.totp_secret.is_some() {
        let detail = "Turn them off first: DELETE /v1/people/session/totp.";
        return Err(Problem::new(&kinds::TOTP_ON, detail));
    }
    let secret = totp::new_secret();
    app.store.begin_totp(&signed.person.id, &secret).await?;
    let url = totp::url(&secret, &signed.person.email)?;
    Ok(axum::Json(TotpSecret { secret, url }))
}

/// Confirms the secret: from now on signing in needs a code.
#[utoipa::path(
    put, path = "/v1/people/session/totp", tag = "people", operation_id = "confirm_totp",
    request_body = Code,
    responses((status = 204), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn confirm_totp(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<Code>,
) -> Result<StatusCode> {
    let refused = || {
        let detail = "Begin with POST /v1/people/session/totp and send the code that your authenticator shows now.";
        Problem::new(&kinds::CODE_REFUSED, detail)
    };
    app.limits.code(&signed.person.id)?;
    let known = app.store.credentials(&signed.person.email).await?;
    let secret = known.and_then(|c| c.totp_pending).ok_or_else(refused)?;
    let now = app.clock.now();
    let step = totp::step_of(&secret, &body.code, now)?.ok_or_else(refused)?;
    if app.store.confirm_totp(&signed.person.id, &secret, step, now).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(refused())
    }
}

/// Turns codes off.
#[utoipa::path(
    delete, path = "/v1/people/session/totp", tag = "people", operation_id = "end_totp",
    request_body = Proof,
    responses((status = 204), AnyProblem, BodyProblem),
    security(("session" = [])),
)]
pub(super) async fn end_totp(
    State(app): State<AppState>,
    signed: Signed,
    Json(body): Json<Proof>,
) -> Result<StatusCode> {
    check_password(&app, &signed, body.password).await?;
    app.store.end_totp(&signed.person.id, app.clock.now()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// One's own credentials, where the password is right. Attempts count as those to sign in do.
async fn check_password(app: &AppState, signed: &Signed, password: String) -> Result<Credentials> {
    let refused = || Problem::new(&kinds::SIGN_IN_REFUSED, "Your current password is another one.");
    app.limits.code(&signed.person.id)?;
    let known = app.store.credentials(&signed.person.email).await?.ok_or_else(refused)?;
    if password::is_right(password, known.password_hash.clone()).await? {
        Ok(known)
    } else {
        Err(refused())
    }
}

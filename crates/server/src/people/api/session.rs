//! `/v1/people/session`: signing in and out.

use crate::api::docs::{AnyProblem, BodyProblem};
use crate::app::AppState;
use crate::body::Json;
use crate::peer::client_ip;
use crate::people::guard::Signed;
use crate::people::views::PersonView;
use crate::people::{cookie, password, secret, totp};
use crate::problem::{Problem, ProblemBody, Result, kinds};
use axum::extract::State;
use axum::http::{Extensions, HeaderMap, HeaderValue, StatusCode, header};
use axum::response::AppendHeaders;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::json;
use usher_engine::PersonId;
use usher_store::{Act, Credentials, Person, SESSION_IDLE, Session, Status};
use utoipa::ToSchema;

/// Who, and the proof.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct SignIn {
    /// Address.
    email: String,
    /// Password.
    password: String,
    /// The authenticator's six digits, where they are on.
    #[serde(default)]
    code: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Signed)]
pub(super) struct SignedView {
    /// Who.
    person: PersonView,
    /// Goes into the header `x-csrf-token` of everything that changes something.
    csrf: String,
    /// When the session ends unless something is called.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// A new session's answer: it sets the cookie.
pub(super) type Begun = (
    AppendHeaders<[(header::HeaderName, HeaderValue); 1]>,
    axum::Json<SignedView>,
);

/// Signs in. A wrong password, an unknown address and a revoked person get the same answer after the same time.
#[utoipa::path(
    post, path = "/v1/people/session", tag = "people", operation_id = "sign_in",
    request_body = SignIn,
    responses(
        (status = 200, body = SignedView, description = "Sets the session's cookie"),
        (status = 401, body = ProblemBody, content_type = "application/problem+json",
         description = "`sign-in-refused`, `code-needed`, `code-refused`"),
        AnyProblem, BodyProblem,
    ),
)]
pub(super) async fn sign_in(
    State(app): State<AppState>,
    headers: HeaderMap,
    extensions: Extensions,
    Json(body): Json<SignIn>,
) -> Result<Begun> {
    app.limits
        .sign_in(&body.email, client_ip(&headers, &extensions, &app.trusted_proxies))?;
    let person = prove(&app, &body).await?;
    let session = secret::new_secret();
    app.store
        .begin_session(&session.hash, &person.id, app.clock.now())
        .await?;
    Ok(begun(&headers, &session.token, person, app.clock.now()))
}

async fn prove(app: &AppState, body: &SignIn) -> Result<Person> {
    let refused = || {
        Problem::new(
            &kinds::SIGN_IN_REFUSED,
            "Check both. An admin can invite you or restore your account.",
        )
    };
    let found = app.store.credentials(&body.email).await?;
    let hash = found.as_ref().and_then(|c| c.password_hash.clone());
    let right = password::is_right(body.password.clone(), hash).await?;
    let Some(Credentials {
        person, totp_secret, ..
    }) = found
    else {
        return Err(refused());
    };
    if !right || person.status != Status::Active {
        note_refusal(app, &person.id, "password").await?;
        return Err(refused());
    }
    let Some(secret) = totp_secret else { return Ok(person) };
    let Some(code) = &body.code else {
        let detail = "Send it as `code`, beside e-mail and password.";
        return Err(Problem::new(&kinds::CODE_NEEDED, detail));
    };
    let step = totp::step_of(&secret, code, app.clock.now())?;
    let fresh = match step {
        Some(step) => app.store.use_totp_step(&person.id, step).await?,
        None => false,
    };
    if !fresh {
        note_refusal(app, &person.id, "code").await?;
        let detail = "Wait for the next code and send that. Codes work once and depend on the clock of your device.";
        return Err(Problem::new(&kinds::CODE_REFUSED, detail));
    }
    Ok(person)
}

async fn note_refusal(app: &AppState, person: &PersonId, wrong: &str) -> Result<()> {
    let act = Act {
        by: None,
        act: "session.refused",
        on: person.as_str(),
        detail: json!({ "wrong": wrong }),
    };
    Ok(app.store.note_act(act, app.clock.now()).await?)
}

/// The answer to whoever just proved who they are.
pub(super) fn begun(headers: &HeaderMap, token: &str, person: Person, now: Timestamp) -> Begun {
    let view = SignedView {
        person: person.into(),
        csrf: secret::csrf(token),
        expires_at: now.saturating_add(SESSION_IDLE).unwrap_or(Timestamp::MAX),
    };
    (
        AppendHeaders([(header::SET_COOKIE, cookie::set(headers, token))]),
        axum::Json(view),
    )
}

/// Who is signed in: for a page that was loaded again.
#[utoipa::path(
    get, path = "/v1/people/session", tag = "people", operation_id = "show_session",
    responses((status = 200, body = SignedView), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn show_session(signed: Signed) -> axum::Json<SignedView> {
    let Signed { person, session, csrf } = signed;
    let Session { expires_at, .. } = session;
    axum::Json(SignedView {
        person: person.into(),
        csrf,
        expires_at,
    })
}

/// Signs out: this session and its sockets end.
#[utoipa::path(
    delete, path = "/v1/people/session", tag = "people", operation_id = "sign_out",
    responses((status = 204), AnyProblem),
    security(("session" = [])),
)]
pub(super) async fn sign_out(
    State(app): State<AppState>,
    headers: HeaderMap,
    signed: Signed,
) -> Result<(StatusCode, AppendHeaders<[(header::HeaderName, HeaderValue); 1]>)> {
    app.store
        .end_session(&signed.session.id, &signed.person.id, app.clock.now())
        .await?;
    let cleared = AppendHeaders([(header::SET_COOKIE, cookie::clear(&headers))]);
    Ok((StatusCode::NO_CONTENT, cleared))
}

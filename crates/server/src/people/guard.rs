//! Before every call of people: is somebody signed in, from our own page, and may they do this?

use super::access::{Access, access};
use super::{cookie, secret};
use crate::app::AppState;
use crate::origin::check_origin;
use crate::problem::{Problem, Result, kinds};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use usher_store::{Person, Session};

/// The header of what changes something.
const CSRF_HEADER: &str = "x-csrf-token";

/// Who is signed in: what a handler names to know them.
#[derive(Debug, Clone)]
pub(crate) struct Signed {
    /// Who.
    pub(crate) person: Person,
    /// Their session.
    pub(crate) session: Session,
    /// What their pages send with every change.
    pub(crate) csrf: String,
}

/// Lets through who may, with [`Signed`] in the request.
pub(crate) async fn guard(State(app): State<AppState>, mut request: Request, next: Next) -> Response {
    // A request's body may not be looked at by two at once, and so neither may the request: what is needed is copied.
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(String::new, |p| p.as_str().to_owned());
    let (method, headers) = (request.method().clone(), request.headers().clone());
    match admit(&app, method.as_str(), &route, &headers).await {
        Ok(Some(signed)) => {
            request.extensions_mut().insert(signed);
        }
        Ok(None) => {}
        Err(problem) => return problem.into_response(),
    }
    next.run(request).await
}

async fn admit(app: &AppState, method: &str, route: &str, headers: &HeaderMap) -> Result<Option<Signed>> {
    let method = match method {
        "HEAD" => "GET",
        method => method,
    };
    let Some(access) = access(method, route) else {
        return Err(Problem::new(
            &kinds::METHOD_REFUSED,
            "Nothing is declared for this method here. GET /openapi.json tells which methods there are.",
        ));
    };
    check_origin(headers, &[])?;
    let Access::Roles(roles) = access else {
        return Ok(None);
    };
    let signed = signed_in(app, headers).await?;
    if method != "GET" {
        check_csrf(headers, &signed)?;
    }
    if !roles.contains(&signed.person.role) {
        return Err(role_refused());
    }
    Ok(Some(signed))
}

/// Who is signed in, by the cookie.
async fn signed_in(app: &AppState, headers: &HeaderMap) -> Result<Signed> {
    let missing = || Problem::new(&kinds::SESSION_MISSING, "Sign in: POST /v1/people/session.");
    let token = cookie::token(headers).ok_or_else(missing)?;
    let session = app.store.session(&secret::hash(token), app.clock.now()).await?;
    let session = session.ok_or_else(missing)?;
    Ok(Signed {
        person: session.person.clone(),
        session,
        csrf: secret::csrf(token),
    })
}

fn check_csrf(headers: &HeaderMap, signed: &Signed) -> Result<()> {
    let sent = headers.get(CSRF_HEADER).and_then(|v| v.to_str().ok()).unwrap_or("");
    if secret::same(sent, &signed.csrf) {
        return Ok(());
    }
    Err(Problem::new(
        &kinds::CSRF_REFUSED,
        "Send the header `x-csrf-token` with the `csrf` that GET /v1/people/session gives.",
    ))
}

/// Signed in, but not for this.
pub(crate) fn role_refused() -> Problem {
    Problem::new(
        &kinds::ROLE_REFUSED,
        "An admin can give you another role; docs/people.md says which role may what.",
    )
}

impl FromRequestParts<AppState> for Signed {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &AppState) -> Result<Self> {
        let signed = parts.extensions.get::<Self>().cloned();
        signed.ok_or_else(|| Problem::internal("a route that anybody may call asks who is signed in"))
    }
}

//! Which web pages may call: the origin allowlist, and CORS for those that may.
//!
//! A preflight carries no token, so that the inbox is not known yet: it is answered for any origin that some inbox
//! allows. The call itself is then checked against the inbox that it is for.

use crate::app::AppState;
use crate::problem::{Problem, Result, kinds};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// An origin as browsers write it: scheme, host and, where it is not the scheme's own, port.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) struct Origin(String);

impl Origin {
    /// Reads one of the allowlist.
    pub(crate) fn parse(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is not an origin; write it as https://app.example.com, without path or `*`");
        let lower = text.to_ascii_lowercase();
        let host = lower
            .strip_prefix("https://")
            .or(lower.strip_prefix("http://"))
            .ok_or_else(wrong)?;
        let is_host = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']' | '_');
        if host.is_empty() || !host.chars().all(is_host) {
            return Err(wrong());
        }
        Ok(Self(lower))
    }
}

/// Refuses a page that `allowed` does not name. No `Origin` (curl, a native app) and the server's own origin pass.
pub(crate) fn check_origin(headers: &HeaderMap, allowed: &[Origin]) -> Result<()> {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return Ok(());
    };
    let origin = origin.to_str().unwrap_or_default().to_ascii_lowercase();
    if is_own(&origin, headers) || allowed.iter().any(|a| a.0 == origin) {
        return Ok(());
    }
    let shown: String = origin.chars().take(100).collect();
    Err(Problem::new(
        &kinds::ORIGIN_REFUSED,
        format!("Pages of `{shown}` may not call. The inbox's owner can add exactly that to allowed_origins."),
    ))
}

/// Answers preflights, refuses pages that no inbox allows, and marks responses for the pages that may read them.
pub(crate) async fn cors(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let Some(origin) = request.headers().get(header::ORIGIN).cloned() else {
        return next.run(request).await;
    };
    if let Err(problem) = check_origin(request.headers(), &app.front().any_origin) {
        return problem.into_response();
    }
    let preflight =
        request.method() == Method::OPTIONS && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response = if preflight {
        StatusCode::NO_CONTENT.into_response()
    } else {
        next.run(request).await
    };
    let headers = response.headers_mut();
    headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, origin);
    headers.append(header::VARY, HeaderValue::from_static("origin"));
    if preflight {
        let set = |h: &mut HeaderMap, name, value| h.insert(name, HeaderValue::from_static(value));
        set(headers, header::ACCESS_CONTROL_ALLOW_METHODS, "GET, POST");
        set(
            headers,
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type",
        );
        set(headers, header::ACCESS_CONTROL_MAX_AGE, "7200");
    } else {
        headers.insert(
            header::ACCESS_CONTROL_EXPOSE_HEADERS,
            HeaderValue::from_static("location, retry-after, x-request-id"),
        );
    }
    response
}

/// A page that the server itself served: same host and port. The scheme is not compared, a proxy may end TLS.
fn is_own(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST).and_then(|h| h.to_str().ok());
    let authority = origin.split_once("://").map(|(_, authority)| authority);
    matches!((authority, host), (Some(a), Some(h)) if a.eq_ignore_ascii_case(h))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn passes(origin: &str, allowed: &[&str]) -> bool {
        let allowed: Vec<Origin> = allowed.iter().map(|a| Origin::parse(a).unwrap()).collect();
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, "help.example.com:8484".parse().unwrap());
        headers.insert(header::ORIGIN, origin.parse().unwrap());
        check_origin(&headers, &allowed).is_ok()
    }

    #[test]
    fn exactly_the_named_origins_and_our_own_may_call() {
        let allowed = ["https://app.example.com"];
        assert!(passes("https://app.example.com", &allowed));
        assert!(passes("https://help.example.com:8484", &allowed), "our own");
        assert!(!passes("http://app.example.com", &allowed), "another scheme");
        assert!(!passes("https://app.example.com.evil.test", &allowed));
        assert!(
            !passes("https://help.example.com", &allowed),
            "another port of our host"
        );
        assert!(!passes("null", &allowed));
    }

    #[test]
    fn an_origin_with_a_path_or_a_star_is_refused_in_the_configuration() {
        for wrong in [
            "https://app.example.com/",
            "*",
            "app.example.com",
            "https://*.example.com",
            "https://",
        ] {
            assert!(Origin::parse(wrong).is_err(), "{wrong}");
        }
    }
}

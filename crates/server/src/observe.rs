//! What is recorded of each request: an id, a span, counters, and a panic's end. Never text, tokens or addresses.

use crate::app::AppState;
use crate::peer::client_ip;
use crate::problem::Problem;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{HeaderName, HeaderValue};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::any::Any;
use std::time::Instant;
use tracing::Instrument;

/// Names a request in the log and in the response.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Gives the request an id, runs it in a span, counts it.
pub(crate) async fn observe(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let id = usher_store::new_id(app.clock.now());
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or("none", |p| p.as_str())
        .to_owned();
    let method = request.method().as_str().to_owned();
    let span = tracing::info_span!("server.http.request", request.id = %id, http.method = %method, http.route = %route);
    let began = Instant::now();
    let mut response = next.run(request).instrument(span.clone()).await;
    let took = began.elapsed();
    let status = response.status().as_u16();
    app.metrics.request(&method, &route, status, took);
    let _entered = span.enter();
    tracing::debug!(
        http.status = status,
        duration_ms = took.as_secs_f64() * 1000.0,
        "answered"
    );
    if let Ok(value) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// Counts a request against its address.
pub(crate) async fn limit_by_address(State(app): State<AppState>, request: Request, next: Next) -> Response {
    let ip = client_ip(request.headers(), request.extensions(), &app.trusted_proxies);
    match app.limits.request(ip) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// A handler panicked: logged once, answered like any internal error.
pub(crate) fn panicked(cause: Box<dyn Any + Send + 'static>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or(cause.downcast_ref::<&str>().copied());
    Problem::internal(format_args!("panic: {}", text.unwrap_or("without a message"))).into_response()
}

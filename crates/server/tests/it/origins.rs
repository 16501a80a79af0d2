//! Which pages may call.

use super::app::{Answer, ORIGIN, TestApp};
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn pages_of_allowed_origins_may_call_and_others_are_refused() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let from = |origin: &str| Answer::of(priya.request(Method::GET, "/v1/conversations").header("origin", origin));
    let allowed = from(ORIGIN).await;
    assert_eq!(allowed.status, 200, "{allowed:?}");
    assert_eq!(allowed.header("access-control-allow-origin"), ORIGIN);
    assert_eq!(allowed.header("vary"), "origin");
    let own = format!("http://{}", app.address);
    assert_eq!(from(&own).await.status, 200, "the server's own page");
    for origin in [
        "https://evil.example",
        "null",
        "http://app.example.com",
        "https://app.example.com.evil.example",
    ] {
        let refused = from(origin).await;
        let detail = refused.problem(403, "origin-refused");
        assert!(detail.contains(origin), "{detail}");
        assert_eq!(refused.header("access-control-allow-origin"), "");
    }
    let of_another_inbox = from("https://other.example.com").await;
    of_another_inbox.problem(403, "origin-refused");
    assert_eq!(
        priya.get("/v1/conversations").await.status,
        200,
        "no origin: curl or a native app"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_needs_no_token_is_guarded_as_well() {
    let app = TestApp::start().await;
    let visit = app
        .request(Method::POST, "/v1/visitors")
        .header("origin", "https://other.example.com");
    Answer::of(visit.json(&json!({"inbox": "main"})))
        .await
        .problem(403, "origin-refused");
    let look = app
        .request(Method::GET, "/v1/inboxes/main")
        .header("origin", "https://other.example.com");
    Answer::of(look).await.problem(403, "origin-refused");
    let look = app
        .request(Method::GET, "/v1/inboxes/other")
        .header("origin", "https://other.example.com");
    assert_eq!(Answer::of(look).await.status, 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_preflight_says_what_a_page_may_send() {
    let app = TestApp::start().await;
    let preflight = |origin: &str| {
        let request = app.request(Method::OPTIONS, "/v1/conversations/x/messages");
        Answer::of(
            request
                .header("origin", origin)
                .header("access-control-request-method", "POST"),
        )
    };
    let allowed = preflight(ORIGIN).await;
    assert_eq!(allowed.status, 204);
    assert_eq!(allowed.header("access-control-allow-origin"), ORIGIN);
    assert_eq!(allowed.header("access-control-allow-methods"), "GET, POST");
    assert!(allowed.header("access-control-allow-headers").contains("authorization"));
    preflight("https://evil.example").await.problem(403, "origin-refused");
}

//! How much is taken from one contact and one address.

use super::app::{Answer, TestApp};
use super::ws::Socket;
use reqwest::Method;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_who_writes_too_much_is_told_when_to_go_on() {
    let app = TestApp::start_with(|c| c.limits.contact_per_minute = 4).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    for n in 0..3 {
        assert_eq!(priya.say(&id, &format!("m{n}"), "hello").await.status, 202);
    }
    let refused = priya.say(&id, "m9", "hello").await;
    refused.problem(429, "rate-limited");
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=16).contains(&wait), "{wait}");
    assert_eq!(refused.json()["retry_after"], wait);
    assert_eq!(
        priya.get(&format!("/v1/conversations/{id}")).await.status,
        200,
        "reading goes on"
    );
    let sam = app.contact("sam");
    assert_eq!(
        sam.post("/v1/conversations", &json!({})).await.status,
        201,
        "others are not affected"
    );

    let mut socket = Socket::open(&priya, &id, 0).await;
    socket.say("m9", "hello").await;
    let problem = socket.next_of("problem").await;
    assert_eq!(problem["client_id"], "m9");
    assert!(problem["problem"]["retry_after"].as_u64().unwrap() > 0, "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_address_is_limited_and_a_trusted_proxy_speaks_for_others() {
    let app = TestApp::start_with(|c| {
        c.limits.ip_per_minute = 3;
        c.trusted_proxies = vec!["127.0.0.1".into()];
    })
    .await;
    let from = |client: &str| {
        let request = app.request(Method::GET, "/v1/inboxes/main");
        Answer::of(request.header("x-forwarded-for", client))
    };
    for _ in 0..3 {
        assert_eq!(from("203.0.113.7").await.status, 200);
    }
    let refused = from("203.0.113.7").await;
    refused.problem(429, "rate-limited");
    from("198.51.100.1, 203.0.113.7").await.problem(429, "rate-limited");
    assert_eq!(
        from("203.0.113.8").await.status,
        200,
        "another client behind the same proxy"
    );
    assert_eq!(app.get("/healthz").await.status, 200, "health is not limited");
}

#[tokio::test(flavor = "multi_thread")]
async fn visitors_are_not_made_without_end() {
    let app = TestApp::start_with(|c| c.limits.visitors_per_hour = 2).await;
    let visit = || {
        Answer::of(
            app.request(Method::POST, "/v1/visitors")
                .json(&json!({"inbox": "main"})),
        )
    };
    assert_eq!(
        (visit().await.status, visit().await.status),
        (201.try_into().unwrap(), 201.try_into().unwrap())
    );
    visit().await.problem(429, "rate-limited");
}

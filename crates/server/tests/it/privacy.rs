//! What is stored of a turn besides the conversation holds nobody's data.

use super::app::TestApp;
use jiff::Timestamp;
use serde_json::json;

const TEXT: &str = "My card 4111 1111 1111 1111 was refused. Write to jane.roe@example.org or call +44 20 7946 0018.";
const PRIVATE: [&str; 5] = ["4111 1111", "jane.roe", "7946 0018", "tom@example.org", "Priya"];

#[tokio::test(flavor = "multi_thread")]
async fn the_stored_trace_holds_no_personal_data_and_the_conversation_keeps_its_words() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let page = json!({
        "route": "/customers/tom@example.org",
        "title": "Customers",
        "errors": [{"code": "MAIL-7", "text": "Mail to tom@example.org bounced"}],
    });
    let body = json!({"client_id": "m1", "text": TEXT, "page": page});
    let accepted = priya.post(&format!("/v1/conversations/{id}/messages"), &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    let reply = priya.events(&id, 2, 1).await.remove(0);
    assert!(
        reply["body"]["text"].as_str().unwrap().contains(TEXT),
        "the engine read the words as they are"
    );

    let trace = app
        .store
        .traces_since(Timestamp::UNIX_EPOCH, 10)
        .await
        .unwrap()
        .remove(0);
    let stored = format!("{:?} {:?}", trace.input, trace.trace);
    for private in PRIVATE {
        assert!(!stored.contains(private), "{private} in {stored}");
    }
    let expect = "My card [card 1] was refused. Write to [email 1] or call [phone 1].";
    assert_eq!(
        (trace.input.question(), trace.trace.understanding.query.as_str()),
        (expect, expect)
    );
    let page = trace.input.page.unwrap();
    assert_eq!(
        (page.route.as_str(), page.title.as_str()),
        ("/customers/[email 2]", "Customers")
    );
    assert_eq!(
        trace.input.contact.plan.as_deref(),
        Some("plus"),
        "what filters go by stays"
    );

    let transcript = priya.get(&format!("/v1/conversations/{id}")).await.json();
    assert_eq!(transcript["messages"][0]["text"], TEXT);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_person_who_takes_over_still_sees_who_asks() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya.ask(&id, "m1", "person").await;
    let handoff = app.store.handoff_of(&id.into()).await.unwrap().unwrap();
    assert_eq!(handoff.contact.name.as_deref(), Some("Priya"));
}

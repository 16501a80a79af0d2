//! The whole way of a message over REST.

use super::app::TestApp;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_message_is_accepted_and_the_reply_comes_as_an_event() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let page = json!({"route": "/import", "title": "Import", "errors": [{"code": "IMP-104", "text": "Row 14"}]});
    let body = json!({"client_id": "m1", "text": "  Why did it stop?\u{0} ", "page": page});
    let accepted = priya.post(&format!("/v1/conversations/{id}/messages"), &body).await;
    assert_eq!(accepted.status, 202, "{accepted:?}");
    assert_eq!(accepted.json()["duplicate"], false);
    assert_eq!(accepted.json()["seq"], 2);

    let events = priya.events(&id, 0, 3).await;
    let kinds: Vec<&str> = events.iter().map(|e| e["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["conversation.created", "message.created", "message.created"]);
    assert_eq!(events[1]["body"]["text"], "Why did it stop?", "cleaned and trimmed");
    let reply = &events[2]["body"];
    assert_eq!(reply["author"], "ai_agent");
    assert_eq!(
        reply["text"], "Tallybook: “Why did it stop?” from Priya (plus) on /import, 1 messages, 0 steps",
        "the mind gets contact, page and the inbox's policy"
    );
    assert_eq!(reply["turn"]["outcome"], "answer");
    assert_eq!(reply["turn"]["citations"][0]["quote"], "Pick the right date format.");

    let transcript = priya.get(&format!("/v1/conversations/{id}")).await.json();
    assert_eq!(transcript["state"], "pending");
    assert_eq!(transcript["messages"].as_array().unwrap().len(), 2);
    let list = priya.get("/v1/conversations").await.json();
    assert_eq!(list["conversations"][0]["id"], id);
}

#[tokio::test(flavor = "multi_thread")]
async fn sending_a_message_again_does_no_harm() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let first = priya.say(&id, "m1", "hello").await.json();
    priya.events(&id, 2, 1).await;
    let again = priya.say(&id, "m1", "hello").await.json();
    assert_eq!(again["duplicate"], true);
    assert_eq!(
        (&again["message_id"], &again["seq"]),
        (&first["message_id"], &first["seq"])
    );
    let other = priya.say(&id, "m1", "something else").await;
    other.problem(409, "client-id-reused");
    // A later turn shows that nothing of the resend was stored or answered.
    let reply = priya.ask(&id, "m2", "and now?").await;
    assert_eq!(reply["seq"], 5);
    assert_eq!(app.script.begun(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_message_may_begin_a_conversation_and_may_be_sent_again() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let body = json!({"message": {"client_id": "m1", "text": "hello"}});
    let first = priya.post("/v1/conversations", &body).await;
    assert_eq!(first.status, 201, "{first:?}");
    let id = first.json()["conversation"]["id"].as_str().unwrap().to_owned();
    assert_eq!(first.header("location"), format!("/v1/conversations/{id}"));
    assert_eq!(first.json()["conversation"]["last_seq"], 2);
    let again = priya.post("/v1/conversations", &body).await;
    assert_eq!(again.status, 200, "{again:?}");
    assert_eq!(again.json()["conversation"]["id"], id);
    assert_eq!(again.json()["accepted"]["duplicate"], true);
    assert_eq!(
        priya.get("/v1/conversations").await.json()["conversations"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    let refused = priya
        .post(
            "/v1/conversations",
            &json!({"message": {"client_id": "m2", "text": " "}}),
        )
        .await;
    refused.problem(422, "text-empty");
    assert_eq!(
        priya.get("/v1/conversations").await.json()["conversations"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_conversation_is_as_unknown_as_one_that_never_was() {
    let app = TestApp::start().await;
    let (priya, sam, visitor) = (app.contact("priya"), app.contact("sam"), app.visitor().await);
    let id = priya.begin().await;
    let never = "00000000-0000-7000-8000-000000000000";
    for path in ["", "/events", "/socket"] {
        let unknown = sam.get(&format!("/v1/conversations/{never}{path}")).await;
        for (who, id) in [
            (&sam, id.as_str()),
            (&visitor, id.as_str()),
            (&sam, "%00"),
            (&sam, "..%2f"),
        ] {
            let other = who.get(&format!("/v1/conversations/{id}{path}")).await;
            if path != "/socket" {
                other.problem(404, "conversation-unknown");
            }
            assert_eq!((other.status, &other.text), (unknown.status, &unknown.text), "{path}");
        }
    }
    let (theirs, never) = (sam.say(&id, "m", "hi").await, sam.say(never, "m", "hi").await);
    theirs.problem(404, "conversation-unknown");
    assert_eq!(theirs.text, never.text);
    assert_eq!(sam.get("/v1/conversations").await.json()["conversations"], json!([]));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_a_person_gets_one_and_no_more_automatic_replies() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let reply = priya.ask(&id, "m1", "person").await;
    assert_eq!(reply["body"]["turn"]["outcome"], "escalate");
    let escalated = priya.events(&id, 3, 1).await.remove(0);
    assert_eq!(escalated["kind"], "conversation.escalated");
    assert_eq!(escalated["body"]["reason"], "asks_for_person");
    assert_eq!(
        priya.get(&format!("/v1/conversations/{id}")).await.json()["state"],
        "open"
    );
    assert_eq!(priya.say(&id, "m2", "are you there?").await.status, 202);
    assert_eq!(app.store.queue_depth().await.unwrap(), 0, "people have it: no job");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_step_report_is_stored_once_and_known_in_the_next_turn() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let path = format!("/v1/conversations/{id}/steps");
    let report =
        json!({"client_id": "s1", "guide": "send-invoice", "step": "open", "outcome": "failed", "reason": "gone"});
    let first = priya.post(&path, &report).await;
    assert_eq!(first.status, 202, "{first:?}");
    assert_eq!(priya.post(&path, &report).await.json()["seq"], first.json()["seq"]);
    let event = priya.events(&id, 1, 1).await.remove(0);
    assert_eq!(event["kind"], "guide.step_failed");
    assert_eq!(event["body"]["reason"], "gone");
    let reply = priya.ask(&id, "m1", "it is not there").await;
    assert!(reply["body"]["text"].as_str().unwrap().ends_with("1 steps"), "{reply}");
}

#[tokio::test(flavor = "multi_thread")]
async fn messages_are_answered_in_order_each_with_what_was_said_before_it() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    assert_eq!(priya.say(&id, "m1", "hold this").await.status, 202);
    app.script.wait_holding(1).await;
    assert_eq!(priya.say(&id, "m2", "second").await.status, 202);
    assert_eq!(app.script.begun(), 1, "one turn at a time in a conversation");
    app.script.gate.add_permits(1);
    let events = priya.events(&id, 3, 2).await;
    let texts: Vec<&str> = events.iter().map(|e| e["body"]["text"].as_str().unwrap()).collect();
    assert!(
        texts[0].contains("“hold this”") && texts[0].contains("1 messages"),
        "{texts:?}"
    );
    assert!(texts[1].contains("“second”"), "{texts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_fails_is_tried_again() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let reply = priya.ask(&id, "m1", "fail once").await;
    assert_eq!(reply["body"]["author"], "ai_agent");
    assert_eq!(app.script.begun(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_never_works_is_handed_to_people_after_three_attempts() {
    for text in ["always fail", "panic"] {
        let app = TestApp::start().await;
        let priya = app.contact("priya");
        let id = priya.begin().await;
        let event = priya.ask(&id, "m1", text).await;
        assert_eq!(event["kind"], "turn.failed", "{text}");
        assert!(!event.to_string().contains("fire"), "the cause is not shown");
        assert_eq!(app.script.begun(), 3);
        assert_eq!(
            priya.get(&format!("/v1/conversations/{id}")).await.json()["state"],
            "open"
        );
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_longer_than_its_lease_keeps_the_lease() {
    let app = TestApp::start_with(|c| c.lease_ms = 150).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    assert_eq!(priya.say(&id, "m1", "hold").await.status, 202);
    app.script.wait_holding(1).await;
    // Several leases long; the other worker polls meanwhile and must not get the job.
    tokio::time::sleep(std::time::Duration::from_millis(1500)).await;
    app.script.gate.add_permits(1);
    priya.events(&id, 2, 1).await;
    assert_eq!(app.script.begun(), 1);
}

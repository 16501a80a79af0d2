//! A turn's language model: who gets one, what it may spend, and the log of what left.

use super::app::{Answer, TestApp, soon};
use super::desk::TestPerson;
use super::voice::{COST, Endpoint};
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use usher_engine::Role;

/// A node whose turns have a model.
async fn with(endpoint: &Endpoint) -> TestApp {
    let app = TestApp::start().await;
    app.mind.speak_with(Some(endpoint.voice()));
    app
}

/// The log, as soon as its newest call has this outcome.
async fn log(admin: &TestPerson<'_>, query: &str, newest: &str) -> Vec<Value> {
    soon("the call is in the log", async {
        loop {
            let answer = admin.get(&format!("/model-calls{query}")).await;
            assert_eq!(answer.status, 200, "{answer:?}");
            let calls = answer.json()["calls"].as_array().unwrap().clone();
            if calls.first().is_some_and(|call| call["outcome"] == newest) {
                return calls;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_call_is_in_the_log_before_it_leaves_and_says_afterwards_what_it_took() {
    let endpoint = Endpoint {
        gate: Some(Arc::new(Semaphore::new(0))),
        ..Endpoint::default()
    };
    let app = with(&endpoint).await;
    let ada = app.person("Ada", Role::Admin).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let text = "ask the model about jane.roe@example.org";
    let accepted = priya.say(&id, "m1", text).await.json();
    let call = log(&ada, "", "started").await.remove(0);
    assert_eq!(
        (&call["conversation_id"], &call["message_id"], &call["person_id"]),
        (&json!(id), &accepted["message_id"], &Value::Null)
    );
    assert_eq!(
        (
            &call["inbox"],
            &call["number"],
            &call["prompt"],
            &call["prompt_hash"],
            &call["endpoint"]
        ),
        (&json!("main"), &json!(0), &json!("answer"), &json!("h1"), &json!("one"))
    );
    assert_eq!(
        (&call["system"], &call["user"]),
        (&json!("You answer."), &json!("ask the model about [email 1]"))
    );
    endpoint.gate.as_ref().unwrap().add_permits(1);
    let reply = priya.events(&id, 2, 1).await.remove(0);
    assert_eq!(reply["body"]["text"], "The model read: ask the model about [email 1]");
    let call = log(&ada, "", "written").await.remove(0);
    assert_eq!(
        (
            &call["model"],
            &call["tokens_in"],
            &call["tokens_out"],
            &call["cost_micros"],
            &call["duration_ms"]
        ),
        (&json!("m-1"), &json!(30), &json!(7), &json!(COST), &json!(12))
    );

    assert!(app.store.erase_conversation(&id.as_str().into()).await.unwrap());
    let calls = ada.get("/model-calls").await.json();
    assert_eq!(
        calls,
        json!({"calls": [], "before": null}),
        "erased with its conversation"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_knows_its_time_and_what_was_spent_today() {
    let endpoint = Endpoint::default();
    let app = with(&endpoint).await;
    let ada = app.person("Ada", Role::Admin).await;
    let (priya, sam) = (app.contact("priya"), app.contact("sam"));
    let id = priya.begin().await;
    priya.ask(&id, "m1", "ask the model").await;
    assert_eq!(endpoint.last().spent, usher_llm::Spent::default());
    assert_eq!(endpoint.last().time_left, Duration::from_secs(15));
    log(&ada, "", "written").await;
    priya.ask(&id, "m2", "ask the model").await;
    let spent = endpoint.last().spent;
    assert_eq!((spent.contact_micros, spent.all_micros), (COST, COST));
    soon("both ends are written", async {
        while ada.get("/model").await.json()["today"]["cost_micros"] != 2 * COST {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
    let other = sam.begin().await;
    sam.ask(&other, "m1", "ask the model").await;
    let spent = endpoint.last().spent;
    assert_eq!((spent.contact_micros, spent.all_micros), (0, 2 * COST));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_has_little_time_lends_its_model_less() {
    let endpoint = Endpoint::default();
    let app = TestApp::start_with(|c| c.turn_timeout_ms = 10_000).await;
    app.mind.speak_with(Some(endpoint.voice()));
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya.ask(&id, "m1", "ask the model").await;
    assert_eq!(endpoint.last().time_left, Duration::from_secs(9));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_written_down_does_not_leave() {
    let endpoint = Endpoint::default();
    let app = with(&endpoint).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya.say(&id, "m1", "hold, then ask the model").await;
    app.script.wait_holding(1).await;
    // Nothing is written of a conversation that is gone.
    assert!(app.store.erase_conversation(&id.as_str().into()).await.unwrap());
    app.script.gate.add_permits(1);
    let other = priya.begin().await;
    priya.ask(&other, "m1", "ask the model").await;
    assert_eq!(endpoint.turns.lock().unwrap().len(), 2);
    assert_eq!(endpoint.left(), 1, "that of the other conversation");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_inbox_may_go_without_a_model_by_its_file_and_by_the_console() {
    let endpoint = Endpoint::default();
    let app = TestApp::start_with(|c| c.inboxes[0].model = false).await;
    app.mind.speak_with(Some(endpoint.voice()));
    let ada = app.person("Ada", Role::Admin).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let reply = priya.ask(&id, "m1", "ask the model").await;
    assert_eq!(reply["body"]["text"], "There is no model.");
    let set = json!({"version": 0, "settings": {"model": true}});
    let changed = ada.put("/inboxes/main/settings", &set).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    assert_eq!(changed.json()["defaults"]["model"], false);
    let reply = priya.ask(&id, "m2", "ask the model").await;
    assert_eq!(reply["body"]["text"], "The model read: ask the model");
    assert_eq!(endpoint.left(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suggested_reply_has_the_model_and_the_log_names_who_wanted_it() {
    let endpoint = Endpoint::default();
    let app = with(&endpoint).await;
    let (ada, tom) = (
        app.person("Ada", Role::Admin).await,
        app.person("Tom", Role::Agent).await,
    );
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya.ask(&id, "m1", "person").await;
    priya.say(&id, "m2", "ask the model").await;
    let suggestion = tom.post(&format!("/conversations/{id}/suggestion"), &json!({})).await;
    assert_eq!(suggestion.status, 200, "{suggestion:?}");
    assert_eq!(suggestion.json()["text"], "The model read: ask the model");
    let call = log(&ada, &format!("?conversation={id}"), "written").await.remove(0);
    assert_eq!(
        (&call["person_id"], &call["conversation_id"]),
        (&json!(tom.id), &json!(id))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_model_did_today_is_told_and_counted() {
    let endpoint = Endpoint::default();
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Admin).await;
    let before = ada.get("/model").await.json();
    let nothing = json!({
        "calls": 0, "failed": 0, "tokens_in": 0, "tokens_out": 0, "cost_micros": 0, "by_prompt": [],
    });
    assert_eq!(before, json!({"configured": false, "identity": "", "today": nothing}));
    app.mind.speak_with(Some(endpoint.voice()));
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya.ask(&id, "m1", "ask the model").await;
    log(&ada, "?prompt=answer", "written").await;
    let after = ada.get("/model").await.json();
    let sums = json!({
        "prompt": "answer", "model": "m-1", "calls": 1, "failed": 0, "tokens_in": 30, "tokens_out": 7, "cost_micros": COST,
    });
    assert_eq!(
        (&after["configured"], &after["identity"], &after["today"]["by_prompt"]),
        (&json!(true), &json!("m-1 at one"), &json!([sums]))
    );
    let metrics = app.get("/metrics").await.text;
    for line in [
        r#"usher_model_calls_total{prompt="answer",model="m-1",outcome="written"}"#,
        r#"usher_model_tokens_total{prompt="answer",model="m-1",way="in"}"#,
        r#"usher_model_cost_micros_total{prompt="answer",model="m-1"}"#,
        r#"usher_model_call_duration_seconds_count{prompt="answer",model="m-1"}"#,
        r#"usher_model_circuit_open{endpoint="one"} 1"#,
    ] {
        assert!(metrics.contains(line), "{line} is not in {metrics}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_log_is_read_a_page_at_a_time() {
    let endpoint = Endpoint::default();
    let app = with(&endpoint).await;
    let ada = app.person("Ada", Role::Admin).await;
    let inbox = usher_engine::InboxId::from("main");
    let mut ids = Vec::new();
    for number in 0..51 {
        let call = usher_store::NewCall {
            inbox: &inbox,
            conversation: None,
            contact: None,
            message: None,
            person: None,
            number,
            prompt: "answer",
            hash: "h1",
            endpoint: "one",
            system: "s",
            user: "u",
        };
        let at = jiff::Timestamp::from_second(1_800_000_000 + i64::from(number)).unwrap();
        ids.push(app.store.begin_call(call, at).await.unwrap());
    }
    let first = ada.get("/model-calls").await.json();
    assert_eq!(first["calls"].as_array().unwrap().len(), 50);
    assert_eq!(
        (&first["calls"][0]["id"], &first["before"]),
        (&json!(ids[50]), &json!(ids[1]))
    );
    let rest = ada.get(&format!("/model-calls?before={}", ids[1])).await.json();
    assert_eq!(
        (&rest["calls"][0]["id"], &rest["before"]),
        (&json!(ids[0]), &Value::Null)
    );
    let wrong: Answer = ada.get("/model-calls?colour=red").await;
    wrong.problem(400, "query-wrong");
}

//! What an admin sets of an inbox while it runs.

use super::app::{TestApp, soon};
use super::desk::TestPerson;
use super::script::Script;
use super::two_nodes::Database;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use usher_engine::{Contact, Role};
use usher_server::{Clock, SystemClock, TokenKey, contact_token};

async fn settings(ada: &TestPerson<'_>) -> Value {
    let answer = ada.get("/inboxes/main/settings").await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.json()
}

async fn change(ada: &TestPerson<'_>, version: i64, settings: Value) -> super::app::Answer {
    let body = json!({"version": version, "settings": settings});
    ada.put("/inboxes/main/settings", &body).await
}

/// A token of the host, signed with this key alone.
fn token(app: &TestApp, kid: &str, secret: &str) -> String {
    let mut inbox = app.config.inboxes[0].clone();
    inbox.token_keys = vec![TokenKey {
        kid: kid.into(),
        secret: secret.into(),
    }];
    let contact = Contact {
        subject: Some("maria".into()),
        ..Contact::default()
    };
    contact_token(&inbox, &contact, SignedDuration::from_hours(1), SystemClock.now()).unwrap()
}

async fn status(app: &TestApp, token: &str) -> u16 {
    let request = app.request(Method::GET, "/v1/conversations").bearer_auth(token);
    super::app::Answer::of(request).await.status.as_u16()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_set_counts_from_the_next_call_on_and_what_is_not_stays_as_the_file_has_it() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Admin).await;
    let before = settings(&ada).await;
    assert_eq!((&before["version"], &before["settings"]), (&json!(0), &json!({})));
    assert_eq!(before["defaults"]["name"], "Tallybook help");
    assert_eq!(
        before["keys"],
        json!([{"kid": "k1", "created_at": null}, {"kid": "k2", "created_at": null}])
    );

    let new = json!({"greeting": " What can I do?\u{0}", "color": "#145c4a", "always_human": ["refunds", "taxes"]});
    let changed = change(&ada, 0, new).await;
    assert_eq!(changed.status, 200, "{changed:?}");
    assert_eq!(changed.json()["version"], 1);
    assert_eq!(changed.json()["settings"]["greeting"], "What can I do?");
    let inbox = app.get("/v1/inboxes/main").await.json();
    assert_eq!(
        (&inbox["greeting"], &inbox["theme"]["color"]),
        (&json!("What can I do?"), &json!("#145c4a"))
    );
    assert_eq!(inbox["name"], "Tallybook help");

    change(&ada, 0, json!({"name": "Late"}))
        .await
        .problem(409, "settings-changed");
    let back = change(&ada, 1, json!({})).await.json();
    assert_eq!((&back["version"], &back["settings"]), (&json!(2), &json!({})));
    assert_eq!(app.get("/v1/inboxes/main").await.json()["greeting"], "Hi!");
    let log = ada.get("/audit").await.json();
    let detail = &log["entries"][0]["detail"];
    assert_eq!(
        detail["greeting"],
        json!({"from": "What can I do?", "to": null}),
        "{detail}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn origins_and_the_topics_for_people_are_obeyed_at_once() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Admin).await;
    let from = async |origin: &'static str| {
        let request = app.request(Method::GET, "/v1/inboxes/main").header("origin", origin);
        super::app::Answer::of(request).await.status.as_u16()
    };
    assert_eq!(from("https://new.example.com").await, 403);
    let new = json!({"allowed_origins": ["https://new.example.com"], "always_human": ["taxes"], "agent_name": "Ash"});
    assert_eq!(change(&ada, 0, new).await.status, 200);
    assert_eq!(from("https://new.example.com").await, 200);
    assert_eq!(from(super::app::ORIGIN).await, 403, "it is not named any more");
    let contact = app.contact("priya");
    let id = contact.begin().await;
    contact.ask(&id, "m1", "hello").await;
    let policy = app.script.last_policy();
    assert_eq!(
        (policy.always_human, policy.agent_name.as_str()),
        (vec!["taxes".to_owned()], "Ash")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn what_cannot_be_is_refused_by_name_and_nothing_changes() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Admin).await;
    for (wrong, named) in [
        (json!({"color": "red"}), "color"),
        (json!({"allowed_origins": ["https://*.example.com"]}), "allowed_origins"),
        (json!({"answer_threshold": 1.5}), "answer_threshold"),
        (json!({"failures_before_escalation": 0}), "failures_before_escalation"),
        (json!({"suggestions": ["a", "b", "c", "d", "e"]}), "suggestions"),
        (json!({"greeting": "  "}), "greeting"),
        (json!({"name": "x".repeat(201)}), "name"),
        (json!({"always_human": vec!["x"; 51]}), "always_human"),
        (json!({"colour": "#145c4a"}), "colour"),
    ] {
        let answer = change(&ada, 0, wrong).await;
        assert!(answer.text.contains(named), "{named}: {answer:?}");
        answer.problem(422, "field-wrong");
    }
    assert_eq!(settings(&ada).await["version"], 0);
    ada.get("/inboxes/nonesuch/settings")
        .await
        .problem(404, "inbox-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_host_changes_from_one_key_to_the_next_without_a_gap() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Admin).await;
    let made = ada.post("/inboxes/main/keys", &json!({})).await;
    assert_eq!(made.status, 201, "{made:?}");
    let (kid, secret) = (made.json()["kid"].clone(), made.json()["secret"].clone());
    let (kid, secret) = (kid.as_str().unwrap(), secret.as_str().unwrap());
    let new = token(&app, kid, secret);
    assert_eq!(status(&app, &new).await, 200);
    assert_eq!(
        status(&app, &app.contact("priya").token).await,
        200,
        "the old one goes on"
    );
    let listed = ada.get("/inboxes/main/settings").await;
    assert!(listed.text.contains(kid) && !listed.text.contains(secret), "shown once");

    ada.delete("/inboxes/main/keys/k1").await.problem(409, "key-of-file");
    ada.delete("/inboxes/main/keys/nonesuch")
        .await
        .problem(404, "key-unknown");
    assert_eq!(ada.delete(&format!("/inboxes/main/keys/{kid}")).await.status, 204);
    assert_eq!(status(&app, &new).await, 401);
    for _ in 0..6 {
        assert_eq!(ada.post("/inboxes/main/keys", &json!({})).await.status, 201);
    }
    ada.post("/inboxes/main/keys", &json!({}))
        .await
        .problem(409, "too-many-keys");
    let acts = ada.acts().await;
    assert_eq!(acts[6..8], ["key.ended", "key.added"], "{acts:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn another_node_hears_of_it() {
    let Some(database) = Database::create() else {
        return;
    };
    let node = async || TestApp::start_on(&database.url(), |_| {}, Script::new(), Arc::new(SystemClock)).await;
    let (one, two) = (node().await, node().await);
    let ada = one.person("Ada", Role::Admin).await;
    assert_eq!(change(&ada, 0, json!({"name": "Support"})).await.status, 200);
    soon("the other node knows it", async {
        while two.get("/v1/inboxes/main").await.json()["name"] != "Support" {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    let later = node().await;
    assert_eq!(
        later.get("/v1/inboxes/main").await.json()["name"],
        "Support",
        "and one that starts later"
    );
}

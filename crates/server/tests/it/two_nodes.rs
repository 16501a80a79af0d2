//! Two nodes on one PostgreSQL behave as one.

use super::app::TestApp;
use super::console::Console;
use super::script::Script;
use super::ws::{Socket, seqs};
use serde_json::json;
use std::process::Command;
use std::sync::Arc;
use usher_engine::Role;
use usher_server::SystemClock;

/// A database of the test's own, dropped at its end.
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// `None`, said loudly, where there is no PostgreSQL; on CI that is a failure.
    pub fn create() -> Option<Self> {
        let default = "postgres://postgres@127.0.0.1:5432/postgres";
        let server = std::env::var("USHER_TEST_POSTGRES").unwrap_or_else(|_| default.into());
        let name = format!("usher_server_{}", uuid::Uuid::now_v7().simple());
        let it = Self { server, name };
        match it.sql(&format!("CREATE DATABASE {}", it.name)) {
            Ok(()) => Some(it),
            Err(cause) if std::env::var_os("CI").is_some() => panic!("PostgreSQL is needed here: {cause}"),
            Err(cause) => {
                println!("SKIPPED: no PostgreSQL at USHER_TEST_POSTGRES ({cause})");
                None
            }
        }
    }

    pub fn url(&self) -> String {
        let (server, _) = self.server.rsplit_once('/').unwrap();
        format!("{server}/{}", self.name)
    }

    fn sql(&self, statement: &str) -> Result<(), String> {
        let run = Command::new("psql")
            .args([&self.server, "-qc", statement])
            .output()
            .map_err(|e| format!("psql: {e}"))?;
        if run.status.success() {
            Ok(())
        } else {
            Err(String::from_utf8_lossy(&run.stderr).into_owned())
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = self.sql(&format!("DROP DATABASE {} WITH (FORCE)", self.name));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_on_one_node_gets_what_happens_on_the_other() {
    let Some(database) = Database::create() else { return };
    let script = Script::new();
    let url = database.url();
    let node = || TestApp::start_on(&url, |_| {}, script.clone(), Arc::new(SystemClock));
    let (one, two) = (node().await, node().await);
    let (here, there) = (one.contact("priya"), two.contact("priya"));
    let id = here.begin().await;
    let mut socket = Socket::open(&there, &id, 0).await;
    assert_eq!(seqs(&socket.events(1).await), [1]);
    for n in 0..10 {
        assert_eq!(here.say(&id, &format!("m{n}"), "hello").await.status, 202);
    }
    let events = socket.events(20).await;
    assert_eq!(seqs(&events), (2..=21).collect::<Vec<_>>());
    let replies = events.iter().filter(|e| e["body"]["author"] == "ai_agent").count();
    assert_eq!(replies, 10, "each message is answered once, whichever node does it");
    assert_eq!(script.begun(), 10);
    let again = there.say(&id, "m3", "hello").await.json();
    assert_eq!(again["duplicate"], true, "a resend to the other node does no harm");
    let transcript = there.get(&format!("/v1/conversations/{id}")).await.json();
    assert_eq!(transcript["messages"].as_array().unwrap().len(), 20);
}

#[tokio::test(flavor = "multi_thread")]
async fn one_turn_at_a_time_in_a_conversation_over_all_nodes() {
    let Some(database) = Database::create() else { return };
    let script = Script::new();
    let url = database.url();
    let node = || TestApp::start_on(&url, |_| {}, script.clone(), Arc::new(SystemClock));
    let (one, two) = (node().await, node().await);
    let (here, there) = (one.contact("priya"), two.contact("priya"));
    let id = here.begin().await;
    here.say(&id, "m1", "hold this").await;
    script.wait_holding(1).await;
    there.say(&id, "m2", "second").await;
    let other = there.begin().await;
    there.ask(&other, "m1", "another conversation goes on").await;
    assert_eq!(script.begun(), 2);
    script.gate.add_permits(1);
    let events = there.events(&id, 3, 2).await;
    assert!(
        events[1]["body"]["text"].as_str().unwrap().contains("“second”"),
        "{events:?}"
    );
    assert_eq!(script.begun(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_one_node_leaves_the_other_takes_over() {
    let Some(database) = Database::create() else { return };
    let (first, second) = (Script::new(), Script::new());
    let on = |script: &Script| {
        let (url, script) = (database.url(), script.clone());
        async move { TestApp::start_on(&url, |c| c.drain_ms = 200, script, Arc::new(SystemClock)).await }
    };
    let mut one = on(&first).await;
    let id = {
        let priya = one.contact("priya");
        let id = priya.begin().await;
        priya.say(&id, "m1", "hold").await;
        id
    };
    first.wait_holding(1).await;
    let two = on(&second).await;
    let priya = two.contact("priya");
    let mut socket = Socket::open(&priya, &id, 2).await;
    second.gate.add_permits(1);
    one.begin_shutdown();
    one.ended().await;
    let reply = socket.next_of("event").await;
    assert_eq!(
        (&reply["seq"], &reply["body"]["author"]),
        (&3.into(), &"ai_agent".into())
    );
    first.gate.add_permits(1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contact_on_one_node_and_an_agent_on_the_other_speak() {
    let Some(database) = Database::create() else { return };
    let script = Script::new();
    let url = database.url();
    let node = || TestApp::start_on(&url, |_| {}, script.clone(), Arc::new(SystemClock));
    let (one, two) = (node().await, node().await);
    let tom = two.person("Tom", Role::Agent).await;
    let mut desk = Console::open(&tom).await;
    let priya = one.contact("priya");
    let id = priya.begin().await;
    let mut widget = Socket::open(&priya, &id, 1).await;
    widget.say("m1", "person").await;
    let offer = desk.next_of("offer").await;
    assert_eq!(offer["conversation"]["id"], id);
    desk.follow(&id, 0).await;
    desk.send(json!({"type": "view", "conversation": id})).await;
    desk.send(json!({"type": "typing", "conversation": id})).await;
    while widget.next_of("typing").await["author"] != "human_agent" {}
    desk.send(json!({"type": "message", "conversation": id, "client_id": "t1", "text": "Hello"}))
        .await;
    while widget.next_of("event").await["body"]["text"] != "Hello" {}
    widget.say("m2", "Hello Tom").await;
    desk.until("the contact's words came", |f| f["body"]["text"] == "Hello Tom")
        .await;
    widget.send(json!({"type": "typing"})).await;
    desk.next_of("typing").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_dead_node_was_about_to_offer_the_other_one_offers() {
    let Some(database) = Database::create() else { return };
    let script = Script::new();
    let url = database.url();
    let node = || TestApp::start_on(&url, |c| c.drain_ms = 200, script.clone(), Arc::new(SystemClock));
    let (mut one, two) = (node().await, node().await);
    let id = {
        let priya = one.contact("priya");
        let id = priya.begin().await;
        priya.ask(&id, "m1", "person").await;
        id
    };
    one.begin_shutdown();
    one.ended().await;
    let tom = two.person("Tom", Role::Agent).await;
    let mut desk = Console::open(&tom).await;
    assert_eq!(desk.next_of("offer").await["conversation"]["id"], id);
}

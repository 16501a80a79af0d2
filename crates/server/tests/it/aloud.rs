//! A reply is heard while it is being written, and only where it may be.

use super::app::TestApp;
use super::console::Console;
use super::script::Script;
use super::two_nodes::Database;
use super::ws::Socket;
use serde_json::{Value, json};
use std::sync::Arc;
use usher_engine::Role;
use usher_server::SystemClock;

/// Place and words of the next pieces.
async fn pieces(socket: &mut Socket, count: usize) -> Vec<(i64, String)> {
    let mut pieces = Vec::new();
    for _ in 0..count {
        let frame = socket.next_of("provisional").await;
        let text = frame["text"].as_str().unwrap().to_owned();
        pieces.push((frame["at"].as_i64().unwrap(), text));
    }
    pieces
}

fn both() -> Vec<(i64, String)> {
    vec![(0, "One. ".into()), (1, "Two.".into())]
}

/// All frames up to the AI agent's next message.
async fn until_reply(socket: &mut Socket) -> Vec<Value> {
    let mut frames = Vec::new();
    loop {
        let frame = socket.next().await;
        let is_reply = frame["body"]["author"] == "ai_agent";
        frames.push(frame);
        if is_reply {
            return frames;
        }
    }
}

fn is_piece(frame: &&Value) -> bool {
    frame["type"] == "provisional"
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_come_before_the_reply_to_sockets_of_its_conversation_alone() {
    let app = TestApp::start().await;
    let (priya, sam) = (app.contact("priya"), app.contact("sam"));
    let (id, other) = (priya.begin().await, sam.begin().await);
    let mut laptop = Socket::open(&priya, &id, 1).await;
    let mut phone = Socket::open(&priya, &id, 1).await;
    let mut sams = Socket::open(&sam, &other, 1).await;
    laptop.say("m1", "aloud hold").await;
    let accepted = laptop.next_of("accepted").await;
    let first = laptop.next_of("provisional").await;
    assert_eq!(
        first,
        json!({"type": "provisional", "message_id": accepted["message_id"], "at": 0, "text": "One. "})
    );
    assert_eq!(pieces(&mut laptop, 1).await, both()[1..]);
    assert_eq!(pieces(&mut phone, 2).await, both());
    app.script.gate.add_permits(1);
    let rest = until_reply(&mut laptop).await;
    assert_eq!(rest.iter().filter(is_piece).count(), 0, "{rest:?}");
    sam.ask(&other, "m1", "hi").await;
    let frames = until_reply(&mut sams).await;
    assert_eq!(frames.iter().filter(is_piece).count(), 0, "{frames:?}");
    let log = priya.get(&format!("/v1/conversations/{id}/events")).await.text;
    assert!(!log.contains("One. "), "no piece is stored: {log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_hears_what_is_written_in_a_conversation_that_they_follow() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Supervisor).await;
    let (priya, sam) = (app.contact("priya"), app.contact("sam"));
    let (id, other) = (priya.begin().await, sam.begin().await);
    let mut desk = Console::open(&ada).await;
    desk.follow(&id, 0).await;
    desk.event("conversation.created").await;
    sam.say(&other, "m1", "aloud hold").await;
    app.script.wait_holding(1).await;
    let accepted = priya.say(&id, "m1", "aloud hold").await.json();
    let first = desk.next_of("provisional").await;
    assert_eq!(
        first,
        json!({"type": "provisional", "conversation": id, "message_id": accepted["message_id"], "at": 0, "text": "One. "})
    );
    let second = desk.next_of("provisional").await;
    assert_eq!((&second["conversation"], &second["at"]), (&json!(id), &json!(1)));
    app.script.gate.add_permits(2);
    desk.until("the reply came", |f| {
        f["type"] == "event" && f["body"]["author"] == "ai_agent"
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_dies_after_its_first_words_begins_anew_and_ends_with_one_reply() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let mut socket = Socket::open(&priya, &id, 1).await;
    socket.say("m1", "aloud hold fail once").await;
    assert_eq!(pieces(&mut socket, 2).await, both());
    app.script.gate.add_permits(1);
    assert_eq!(pieces(&mut socket, 2).await, both(), "from its beginning");
    app.script.gate.add_permits(1);
    let reply = until_reply(&mut socket).await.pop().unwrap();
    assert_eq!(reply["seq"], 3);
    assert_eq!(app.script.begun(), 2);
    let all = priya.get(&format!("/v1/conversations/{id}")).await.json();
    let texts: Vec<&str> = all["messages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|m| m["text"].as_str().unwrap())
        .collect();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(
        !texts[1].contains("One. Two."),
        "what was heard is not what is stored: {texts:?}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_a_socket_while_a_reply_is_half_said_gets_the_whole_one_and_no_half() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let mut early = Socket::open(&priya, &id, 1).await;
    early.say("m1", "aloud hold").await;
    assert_eq!(pieces(&mut early, 2).await, both());
    let mut late = Socket::open(&priya, &id, 1).await;
    late.events(1).await;
    app.script.gate.add_permits(1);
    let frames = until_reply(&mut late).await;
    assert_eq!(frames.iter().filter(is_piece).count(), 0, "{frames:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn pieces_reach_sockets_on_every_node_and_a_long_one_in_parts() {
    let Some(database) = Database::create() else { return };
    let script = Script::new();
    let url = database.url();
    let node = || TestApp::start_on(&url, |_| {}, script.clone(), Arc::new(SystemClock));
    let (one, two) = (node().await, node().await);
    let (here, there) = (one.contact("priya"), two.contact("priya"));
    let id = here.begin().await;
    let mut sockets = [Socket::open(&here, &id, 1).await, Socket::open(&there, &id, 1).await];
    here.say(&id, "m1", "aloud hold").await;
    for socket in &mut sockets {
        assert_eq!(pieces(socket, 2).await, both());
    }
    script.gate.add_permits(1);
    for socket in &mut sockets {
        until_reply(socket).await;
    }
    here.say(&id, "m2", "aloud at length hold").await;
    for socket in &mut sockets {
        let parts = pieces(socket, 3).await;
        let places: Vec<i64> = parts.iter().map(|(at, _)| *at).collect();
        let text: String = parts.into_iter().map(|(_, text)| text).collect();
        assert_eq!((places, text), (vec![0, 1, 2], "é".repeat(3_000)));
    }
    script.gate.add_permits(1);
    for socket in &mut sockets {
        until_reply(socket).await;
    }
}

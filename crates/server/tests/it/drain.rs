//! A node goes without losing anything.

use super::app::{TestApp, http, soon};
use super::script::Script;
use super::ws::{Socket, seqs};
use std::sync::Arc;
use usher_server::{Clock, ManualClock, SystemClock};

fn url(folder: &tempfile::TempDir) -> String {
    format!("sqlite:{}", folder.path().join("usher.db").display())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_that_shuts_down_ends_its_turns_and_says_goodbye() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = TestApp::start_on(&url(&folder), |_| {}, Script::new(), Arc::new(SystemClock)).await;
    let (id, token) = {
        let priya = app.contact("priya");
        (priya.begin().await, priya.token)
    };
    let priya = app.contact("priya");
    let mut socket = Socket::open(&priya, &id, 1).await;
    socket.say("m1", "hold").await;
    app.script.wait_holding(1).await;
    socket.say("m2", "and this waits").await;
    assert_eq!(seqs(&socket.events(2).await), [2, 3]);
    let path = format!("/v1/conversations/{id}/events?after=9&wait=30");
    let poll = tokio::spawn(priya.request(reqwest::Method::GET, &path).send());
    let began = std::time::Instant::now();
    app.begin_shutdown();
    let (_, code) = socket.drain().await;
    assert_eq!(code, Some(1001));
    app.script.gate.add_permits(1);
    app.ended().await;
    // Answered, or turned away where it had not arrived yet; either way at once.
    if let Ok(answer) = soon("the poll ended", poll).await.unwrap() {
        assert_eq!(answer.text().await.unwrap(), r#"{"events":[]}"#);
    }
    assert!(
        began.elapsed().as_secs() < 8,
        "neither poll nor socket kept the node from ending"
    );
    assert_eq!(app.script.begun(), 1, "nothing new was begun");

    let next = TestApp::start_on(&url(&folder), |_| {}, Script::new(), Arc::new(SystemClock)).await;
    let priya = super::app::TestContact { app: &next, token };
    let events = priya.events(&id, 3, 2).await;
    assert!(
        events[0]["body"]["text"].as_str().unwrap().contains("“hold”"),
        "the running turn was stored: {events:?}"
    );
    assert!(
        events[1]["body"]["text"].as_str().unwrap().contains("“and this waits”"),
        "the next node answered the other"
    );
    assert_eq!(next.script.begun(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_turn_that_does_not_end_in_time_is_the_next_nodes() {
    let folder = tempfile::tempdir().unwrap();
    let mut app = TestApp::start_on(
        &url(&folder),
        |c| c.drain_ms = 200,
        Script::new(),
        Arc::new(SystemClock),
    )
    .await;
    let (id, token) = {
        let priya = app.contact("priya");
        let id = priya.begin().await;
        priya.say(&id, "m1", "hold").await;
        (id, priya.token)
    };
    app.script.wait_holding(1).await;
    app.begin_shutdown();
    app.ended().await;
    let second = Script::new();
    second.gate.add_permits(1);
    let next = TestApp::start_on(&url(&folder), |_| {}, second, Arc::new(SystemClock)).await;
    let priya = super::app::TestContact { app: &next, token };
    let events = priya.events(&id, 2, 1).await;
    assert_eq!(events[0]["body"]["author"], "ai_agent");
    // The first node's turn ends now, too late; its result must change nothing.
    app.script.gate.add_permits(1);
    let reply = priya.ask(&id, "m2", "still one reply each?").await;
    assert_eq!(reply["seq"], 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_result_of_a_worker_that_lost_its_lease_is_dropped() {
    let folder = tempfile::tempdir().unwrap();
    let (slow, quick) = (Script::new(), Script::new());
    let one = TestApp::start_on(&url(&folder), |_| {}, slow.clone(), Arc::new(SystemClock)).await;
    let priya = one.contact("priya");
    let id = priya.begin().await;
    priya.say(&id, "m1", "hold").await;
    slow.wait_holding(1).await;
    // To a node whose clock is ten minutes ahead the lease has run out.
    let ahead = ManualClock::at(SystemClock.now());
    ahead.advance(jiff::SignedDuration::from_mins(10));
    quick.gate.add_permits(1);
    let two = TestApp::start_on(&url(&folder), |_| {}, quick.clone(), Arc::new(ahead)).await;
    let there = two.contact("priya");
    assert_eq!(seqs(&there.events(&id, 2, 1).await), [3], "the other node answered");
    slow.gate.add_permits(1);
    soon("the late result came", async {
        while !one
            .get("/metrics")
            .await
            .text
            .lines()
            .any(|l| l.starts_with("usher_turns_stale_total "))
        {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let events = there.events(&id, 0, 3).await;
    assert_eq!(seqs(&events), [1, 2, 3], "and the late result changed nothing");
    assert_eq!((slow.begun(), quick.begun()), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_node_without_an_index_takes_messages_and_is_not_ready() {
    let folder = tempfile::tempdir().unwrap();
    let store = usher_store::Store::connect(&url(&folder)).await.unwrap();
    let mind = usher_server::Mind::absent();
    let clock = Arc::new(SystemClock);
    let server = usher_server::Server::new(super::app::config(), store.clone(), mind.clone(), clock, None).unwrap();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let ready = format!("http://{}/readyz", listener.local_addr().unwrap());
    tokio::spawn(server.run(listener, std::future::pending()));
    let state = || async {
        http()
            .get(&ready)
            .send()
            .await
            .unwrap()
            .json::<serde_json::Value>()
            .await
            .unwrap()
    };
    let first = state().await;
    assert_eq!(
        (&first["ready"], &first["database"], &first["index"]),
        (&false.into(), &false.into(), &false.into())
    );
    store.migrate().await.unwrap();
    assert_eq!(state().await["database"], true);
    mind.swap(Script::new().respond());
    let status = soon("it is ready", http().get(&ready).send()).await.unwrap().status();
    assert_eq!(status, 200);
}

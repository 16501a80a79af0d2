//! The conversation live.

use super::app::{TestApp, soon};
use super::ws::{Socket, seqs};
use futures_util::SinkExt;
use serde_json::json;
use std::sync::Arc;
use tokio_tungstenite::tungstenite::Message;
use usher_engine::ConversationId;
use usher_server::{Clock, ManualClock, SystemClock};
use usher_store::{NewMessage, Said};

#[tokio::test(flavor = "multi_thread")]
async fn a_message_over_the_socket_is_accepted_and_answered() {
    let app = TestApp::start().await;
    let visitor = app.visitor().await;
    let id = visitor.begin().await;
    let mut socket = Socket::open(&visitor, &id, 0).await;
    assert_eq!(socket.next().await["kind"], "conversation.created");
    socket.send(json!({"type": "typing"})).await;
    socket.say("m1", "hold on").await;
    let frames = [socket.next().await, socket.next().await];
    let accepted = frames.iter().find(|f| f["type"] == "accepted").unwrap();
    assert_eq!(accepted["client_id"], "m1");
    assert_eq!((&accepted["seq"], &accepted["duplicate"]), (&json!(2), &json!(false)));
    let own = frames.iter().find(|f| f["type"] == "event").unwrap();
    assert_eq!(own["body"]["client_id"], "m1");
    let typing = socket.next().await;
    assert_eq!(
        (&typing["type"], &typing["author"]),
        (&json!("typing"), &json!("ai_agent"))
    );
    app.script.gate.add_permits(1);
    let reply = socket.next().await;
    assert_eq!(
        (&reply["seq"], &reply["body"]["author"]),
        (&json!(3), &json!("ai_agent"))
    );

    socket.say("m1", "hold on").await;
    let again = socket.next().await;
    assert_eq!(
        (&again["type"], &again["duplicate"]),
        (&json!("accepted"), &json!(true))
    );
    assert_eq!(again["message_id"], accepted["message_id"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_comes_back_gets_the_rest_once_and_in_order() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let mut socket = Socket::open(&priya, &id, 0).await;
    socket.say("m1", "one").await;
    assert_eq!(seqs(&socket.events(3).await), [1, 2, 3]);
    drop(socket);
    priya.ask(&id, "m2", "two").await;
    let mut back = Socket::open(&priya, &id, 3).await;
    assert_eq!(seqs(&back.events(2).await), [4, 5]);
    priya.ask(&id, "m3", "three").await;
    assert_eq!(seqs(&back.events(2).await), [6, 7]);
}

#[tokio::test(flavor = "multi_thread")]
async fn every_socket_of_a_conversation_gets_every_event_and_no_other() {
    let app = TestApp::start().await;
    let (priya, sam) = (app.contact("priya"), app.contact("sam"));
    let (id, other) = (priya.begin().await, sam.begin().await);
    let mut laptop = Socket::open(&priya, &id, 1).await;
    let mut phone = Socket::open(&priya, &id, 1).await;
    let mut sams = Socket::open(&sam, &other, 1).await;
    priya.ask(&id, "m1", "hello").await;
    sam.ask(&other, "m1", "hi").await;
    assert_eq!(laptop.events(2).await, phone.events(2).await);
    let texts = sams.events(2).await;
    assert_eq!(texts[0]["body"]["text"], "hi");
}

#[tokio::test(flavor = "multi_thread")]
async fn events_stored_while_a_socket_opens_are_neither_lost_nor_doubled() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let (count, conversation) = (40_i64, ConversationId::from(id.as_str()));
    let writing = async {
        for n in 0..count {
            let body = json!({"client_id": format!("s{n}"), "guide": "g", "step": "s", "outcome": "completed"});
            assert_eq!(
                priya
                    .post(&format!("/v1/conversations/{conversation}/steps"), &body)
                    .await
                    .status,
                202
            );
        }
    };
    let reading = async {
        for _ in 0..10 {
            let mut socket = Socket::open(&priya, &id, 0).await;
            let last = usize::try_from(count).unwrap() + 1;
            let all = socket.events(last).await;
            assert_eq!(seqs(&all), (1..=count + 1).collect::<Vec<_>>());
        }
    };
    tokio::join!(writing, reading);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_socket_refuses_it_explains_and_goes_on() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let mut socket = Socket::open(&priya, &id, 1).await;
    let refusals = [
        (
            json!({"type": "message", "client_id": "a", "text": " "}),
            "text-empty",
            Some("a"),
        ),
        (
            json!({"type": "message", "client_id": "b", "text": "x".repeat(8001)}),
            "text-too-long",
            Some("b"),
        ),
        (
            json!({"type": "message", "client_id": "c", "text": "x", "colour": "red"}),
            "field-wrong",
            None,
        ),
        (json!({"type": "dance"}), "field-wrong", None),
        (
            json!({"type": "step", "client_id": "d", "guide": "g", "step": "", "outcome": "failed"}),
            "field-wrong",
            Some("d"),
        ),
    ];
    for (frame, slug, client_id) in refusals {
        socket.send(frame).await;
        let answer = socket.next_of("problem").await;
        assert_eq!(answer["problem"]["type"], format!("/problems/{slug}"), "{answer}");
        assert_eq!(answer["client_id"].as_str(), client_id);
    }
    let deep = format!("{}{}", "[".repeat(1000), "]".repeat(1000));
    for text in [deep.as_str(), "{", "nonsense"] {
        socket.0.send(Message::text(text)).await.unwrap();
        let answer = socket.next_of("problem").await;
        assert!(answer["problem"]["status"].as_u64().unwrap() < 500, "{answer}");
    }
    socket.say("e", "still here").await;
    assert_eq!(socket.next_of("accepted").await["client_id"], "e");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frame_too_large_or_binary_ends_the_socket_with_a_code() {
    let app = TestApp::start_with(|c| c.limits.frame_bytes = 20_000).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let mut large = Socket::open(&priya, &id, 1).await;
    large.0.send(Message::text("x".repeat(30_000))).await.unwrap();
    assert_eq!(large.drain().await.1, Some(1009));
    let mut binary = Socket::open(&priya, &id, 1).await;
    binary.0.send(Message::binary(vec![1, 2, 3])).await.unwrap();
    assert_eq!(binary.drain().await.1, Some(1003));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_does_not_read_is_disconnected_and_gets_everything_when_it_comes_back() {
    let app = TestApp::start_with(|c| c.socket.send_timeout_ms = 300).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let contact = {
        let conversation = app
            .store
            .conversation(&ConversationId::from(id.as_str()))
            .await
            .unwrap()
            .unwrap();
        conversation.contact
    };
    let slow = Socket::open_buffered(&priya, &id, 0, Some(4096)).await.unwrap();
    // 200 KB a reply: far more than the kernel buffers between the two.
    let count = 40;
    for n in 0..count {
        let (conversation, client_id) = (ConversationId::from(id.as_str()), format!("m{n}"));
        let new = NewMessage {
            conversation: &conversation,
            contact: &contact,
            said: Said {
                client_id: &client_id,
                text: "long",
                ..Said::default()
            },
        };
        app.store.accept_message(new, SystemClock.now()).await.unwrap();
    }
    let last = 1 + 2 * count;
    soon("all turns are stored", async {
        let id = ConversationId::from(id.as_str());
        let mut notices = app.store.notices();
        while app.store.events_after(&id, last - 1, 1).await.unwrap().is_empty() {
            let _ = notices.recv().await;
        }
    })
    .await;
    soon("the server gave up on the socket", async {
        while !app
            .get("/metrics")
            .await
            .text
            .lines()
            .any(|l| l.starts_with("usher_sockets_slow_total "))
        {
            tokio::task::yield_now().await;
        }
    })
    .await;
    let (seen, code) = slow.drain().await;
    assert_eq!(code, Some(1013));
    let after = seqs(&seen).last().copied().unwrap_or(0);
    assert_eq!(seqs(&seen), (1..=after).collect::<Vec<_>>());
    assert!(after < last, "it did not get everything");
    let mut back = Socket::open(&priya, &id, after).await;
    let rest = back.events(usize::try_from(last - after).unwrap()).await;
    assert_eq!(seqs(&rest), (after + 1..=last).collect::<Vec<_>>());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_ends_when_its_token_does() {
    let clock = Arc::new(ManualClock::at(SystemClock.now()));
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("usher.db").display());
    let app = TestApp::start_on(&url, |_| {}, super::script::Script::new(), clock.clone()).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    // The last seconds of the minute by which clocks may differ.
    clock.advance(jiff::SignedDuration::from_secs(3_658));
    let mut socket = Socket::open(&priya, &id, 0).await;
    socket.events(1).await;
    clock.advance(jiff::SignedDuration::from_secs(3));
    assert_eq!(socket.drain().await.1, Some(4401));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_that_says_nothing_is_closed_and_one_that_answers_pings_is_not() {
    let app = TestApp::start_with(|c| {
        c.socket.ping_ms = 50;
        c.socket.idle_ms = 300;
    })
    .await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let mute = Socket::open(&priya, &id, 1).await;
    let mut lively = Socket::open(&priya, &id, 1).await;
    let reader = tokio::spawn(async move {
        // Reading is what answers pings.
        let events = lively.events(2).await;
        seqs(&events)
    });
    tokio::time::sleep(std::time::Duration::from_millis(900)).await;
    assert_eq!(mute.drain().await.1, Some(4408));
    priya.ask(&id, "m1", "hello").await;
    assert_eq!(reader.await.unwrap(), [2, 3]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_socket_without_upgrade_or_room_says_so() {
    let app = TestApp::start_with(|c| c.limits.sockets = 1).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya
        .get(&format!("/v1/conversations/{id}/socket"))
        .await
        .problem(426, "upgrade-needed");
    let one = Socket::open(&priya, &id, 0).await;
    assert_eq!(Socket::try_open(&priya, &id, 0).await.err(), Some(503));
    drop(one);
}

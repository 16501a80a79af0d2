//! What a contact says of the help, asks of people, and has read.

use super::app::TestApp;
use super::ws::Socket;
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_reply_that_solved_it_resolves_the_conversation_and_may_be_said_again() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let reply = priya.ask(&id, "m1", "hello").await;
    let path = format!("/v1/conversations/{id}/judgements");
    let body = json!({"client_id": "j1", "turn": reply["body"]["turn"]["id"], "solved": true});
    let first = priya.post(&path, &body).await;
    assert_eq!((first.status.as_u16(), &first.json()["seq"]), (202, &json!(4)));
    assert_eq!(priya.post(&path, &body).await.json()["seq"], 4);
    let events = priya.events(&id, 3, 2).await;
    assert_eq!(
        events[0]["body"],
        json!({"turn": reply["body"]["turn"]["id"], "solved": true})
    );
    assert_eq!(events[1]["body"]["resolution"], "confirmed");
    assert_eq!(
        priya.get(&format!("/v1/conversations/{id}")).await.json()["state"],
        "resolved"
    );

    let unknown = json!({"client_id": "j2", "turn": "no such", "solved": true});
    priya.post(&path, &unknown).await.problem(422, "field-wrong");
    app.contact("tom")
        .post(&path, &body)
        .await
        .problem(404, "conversation-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_turn_knows_what_did_not_solve_it_and_that_a_person_is_asked_for() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let reply = priya.ask(&id, "m1", "hello").await;
    let turn = &reply["body"]["turn"]["id"];
    let mut socket = Socket::open(&priya, &id, 3).await;
    let judgement = json!({"type": "judgement", "client_id": "j1", "turn": turn, "solved": false});
    socket.send(judgement).await;
    assert_eq!(socket.next_of("accepted").await["client_id"], "j1");
    socket
        .send(json!({"type": "message", "client_id": "m2", "text": "bitte", "person": true}))
        .await;
    socket.next_of("accepted").await;
    priya.events(&id, 5, 1).await;
    let traces = app.store.traces_since(jiff::Timestamp::UNIX_EPOCH, 9).await.unwrap();
    let input = &traces.last().unwrap().input;
    assert_eq!(input.unsolved, 1);
    assert!(input.messages.last().unwrap().asks_for_person);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_stands_in_the_conversation_unless_it_is_to_be_nobodys() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let path = format!("/v1/conversations/{id}/ratings");
    let rated = priya
        .post(&path, &json!({"client_id": "r1", "stars": 5, "comment": " Quick! "}))
        .await;
    assert_eq!((rated.status.as_u16(), &rated.json()["seq"]), (202, &json!(2)));
    let event = priya.events(&id, 1, 1).await.remove(0);
    assert_eq!(
        (&event["kind"], &event["body"]),
        (&json!("conversation.rated"), &json!({"stars": 5, "comment": "Quick!"}))
    );

    let mut socket = Socket::open(&priya, &id, 2).await;
    socket
        .send(json!({"type": "rating", "client_id": "r2", "stars": 1, "anonymous": true}))
        .await;
    assert_eq!(socket.next_of("accepted").await["seq"], 0);
    let body = json!({"client_id": "r3", "stars": 2, "anonymous": true});
    assert_eq!(priya.post(&path, &body).await.json(), json!({"seq": null}));
    assert_eq!(
        priya.get(&format!("/v1/conversations/{id}")).await.json()["last_seq"],
        2
    );
    for stars in [0, 6] {
        let body = json!({"client_id": "r4", "stars": stars});
        priya.post(&path, &body).await.problem(422, "field-wrong");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_read_on_one_device_is_read_on_the_others() {
    let app = TestApp::start().await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    priya.ask(&id, "m1", "hello").await;
    let listed = async || priya.get("/v1/conversations").await.json()["conversations"][0].clone();
    let before = listed().await;
    assert_eq!((&before["title"], &before["unread"]), (&json!("hello"), &json!(1)));
    assert_eq!(before["preview"]["author"], "ai_agent");

    let (mut phone, mut laptop) = (Socket::open(&priya, &id, 0).await, Socket::open(&priya, &id, 0).await);
    phone.send(json!({"type": "read", "seq": 3})).await;
    let mark = laptop.next_of("read").await;
    assert_eq!(mark, json!({"type": "read", "reader": "contact", "seq": 3}));
    assert_eq!(listed().await["unread"], 0);
    let mark = priya
        .post(&format!("/v1/conversations/{id}/reads"), &json!({"seq": 1}))
        .await;
    assert_eq!(mark.json(), json!({"seq": 3}), "it never goes back");
    let mut later = Socket::open(&priya, &id, 3).await;
    assert_eq!(
        later.next_of("read").await["seq"],
        3,
        "whoever comes later is told, too"
    );
}

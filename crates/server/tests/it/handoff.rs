//! The whole way of a handoff: from the contact to a person and back.

use super::app::{Answer, TestApp, soon};
use super::console::Console;
use super::desk::TestPerson;
use super::ws::Socket;
use reqwest::Method;
use serde_json::{Value, json};
use usher_engine::Role;

/// A contact asks for a person; returns the conversation's id.
async fn handed_over(app: &TestApp, subject: &str) -> String {
    let contact = app.contact(subject);
    let id = contact.begin().await;
    let reply = contact.ask(&id, "m1", "person").await;
    assert_eq!(reply["body"]["turn"]["outcome"], "escalate");
    id
}

fn path(id: &str, act: &str) -> String {
    format!("/conversations/{id}/{act}")
}

async fn act(person: &TestPerson<'_>, id: &str, act: &str, body: Value) -> Value {
    let answer = person.post(&path(id, act), &body).await;
    assert!(answer.status.is_success(), "{act}: {answer:?}");
    answer.json_or_null()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_handoff_is_offered_taken_answered_and_settled_live_at_both_ends() {
    let app = TestApp::start().await;
    let tom = app.person("Tom", Role::Agent).await;
    let mut desk = Console::open(&tom).await;
    let priya = app.contact("priya");
    let id = priya.begin().await;
    let mut widget = Socket::open(&priya, &id, 1).await;
    priya.say(&id, "m1", "person").await;
    let offer = desk.next_of("offer").await["conversation"].clone();
    assert_eq!((&offer["id"], &offer["stage"]), (&json!(id), &json!("assigned")));
    assert_eq!(offer["assignee"]["id"], tom.id);
    assert_eq!(offer["contact"]["name"], "Priya");
    let wait = priya.get(&format!("/v1/conversations/{id}/waiting")).await.json();
    assert_eq!(
        (&wait["people"], &wait["open"]),
        (&json!("waiting"), &json!(true)),
        "{wait}"
    );

    let whole = tom.get(&format!("/conversations/{id}")).await.json();
    assert_eq!(whole["packet"]["summary"], "person");
    assert_eq!(whole["contact"]["contact"]["plan"], "plus");
    let last = whole["conversation"]["last_seq"].as_i64().unwrap();
    desk.follow(&id, last).await;
    let taken = act(&tom, &id, "take", json!({})).await;
    assert_eq!(taken["conversation"]["stage"], "active");
    desk.event("conversation.assigned").await;

    desk.send(json!({"type": "view", "conversation": id})).await;
    desk.send(json!({"type": "typing", "conversation": id})).await;
    loop {
        let frame = widget.next_of("typing").await;
        if frame["author"] == "human_agent" {
            break;
        }
    }
    desk.send(json!({"type": "message", "conversation": id, "client_id": "t1", "text": "Hello Priya"}))
        .await;
    let accepted = desk.next_of("accepted").await;
    assert_eq!(
        (&accepted["client_id"], &accepted["duplicate"]),
        (&json!("t1"), &json!(false))
    );
    let seen = soon("the message came", async {
        loop {
            let event = widget.next_of("event").await;
            assert!(!event["kind"].as_str().unwrap().starts_with("people."), "{event}");
            if event["body"]["author"] == "human_agent" {
                return event;
            }
        }
    })
    .await;
    assert_eq!(
        (&seen["body"]["text"], &seen["body"]["by"]["name"]),
        (&json!("Hello Priya"), &json!("Tom"))
    );

    widget.send(json!({"type": "typing"})).await;
    desk.next_of("typing").await;
    widget.say("m2", "Thank you!").await;
    let heard = desk
        .until("the contact's words came", |f| f["body"]["client_id"] == "m2")
        .await;
    assert_eq!(heard["conversation"], id);

    act(
        &tom,
        &id,
        "notes",
        json!({"client_id": "n1", "text": "Nice person", "mentions": [tom.id]}),
    )
    .await;
    let mention = desk.next_of("mention").await;
    assert_eq!(mention["by"]["name"], "Tom");
    act(&tom, &id, "resolve", json!({"outcome": "solved", "topic": "greetings"})).await;
    let row = desk
        .until("it is resolved", |f| {
            f["type"] == "row" && f["conversation"]["state"] == "resolved"
        })
        .await;
    assert_eq!(row["conversation"]["outcome"], "solved");
    let all = priya.events(&id, 0, 8).await;
    assert_eq!(all.last().unwrap()["kind"], "conversation.resolved");
    assert!(!json!(all).to_string().contains("Nice person"), "notes are for people");
    let again = priya.get(&format!("/v1/conversations/{id}/waiting")).await.json();
    assert_eq!(again["people"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn of_two_agents_one_gets_it_and_supervisors_take_over() {
    let app = TestApp::start().await;
    let (tom, ada) = (
        app.person("Tom", Role::Agent).await,
        app.person("Ada", Role::Agent).await,
    );
    let boss = app.person("Boss", Role::Supervisor).await;
    let id = handed_over(&app, "priya").await;
    let (one, two) = tokio::join!(take(&tom, &id), take(&ada, &id));
    let statuses = [one.status.as_u16(), two.status.as_u16()];
    assert!(statuses == [200, 409] || statuses == [409, 200], "{one:?} {two:?}");
    let (winner, loser) = if one.status == 200 { (&tom, &ada) } else { (&ada, &tom) };
    let refused = loser
        .post(&path(&id, "messages"), &json!({"client_id": "1", "text": "Hi"}))
        .await;
    refused.problem(409, "taken");
    loser
        .post(&path(&id, "take"), &json!({"over": true}))
        .await
        .problem(403, "role-refused");
    loser
        .post(&path(&id, "resolve"), &json!({"outcome": "spam"}))
        .await
        .problem(409, "not-yours");
    let over = act(&boss, &id, "take", json!({"over": true})).await;
    assert_eq!(over["conversation"]["assignee"]["name"], "Boss");
    winner
        .post(&path(&id, "messages"), &json!({"client_id": "1", "text": "Hi"}))
        .await
        .problem(409, "taken");
}

async fn take(who: &TestPerson<'_>, id: &str) -> Answer {
    who.post(&path(id, "take"), &json!({})).await
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_for_ones_eyes_is_as_unknown_as_what_never_was() {
    let app = TestApp::start().await;
    let boss = app.person("Boss", Role::Admin).await;
    let tom = app.person("Tom", Role::Agent).await;
    let id = handed_over(&app, "priya").await;
    let contact = tom.get(&format!("/conversations/{id}")).await.json()["contact"]["id"].clone();
    let contact = contact.as_str().unwrap().to_owned();
    assert_eq!(tom.get(&format!("/contacts/{contact}")).await.status, 200);
    let mut desk = Console::open(&tom).await;
    desk.follow(&id, 0).await;
    desk.next_of("event").await;
    boss.patch(&format!("/members/{}", tom.id), &json!({"inboxes": ["other"]}))
        .await;
    assert_eq!(desk.next_of("account").await["person"]["inboxes"], json!(["other"]));
    assert_eq!(desk.next_of("gone").await["conversation"], id);

    let never = "00000000-0000-7000-8000-000000000000";
    for (method, act, body) in [
        (Method::GET, "", json!({})),
        (Method::GET, "/events", json!({})),
        (Method::GET, "/export", json!({})),
        (Method::POST, "/take", json!({})),
        (Method::POST, "/decline", json!({})),
        (Method::POST, "/assign", json!({"queue": null})),
        (Method::POST, "/messages", json!({"client_id": "1", "text": "Hi"})),
        (Method::POST, "/notes", json!({"client_id": "1", "text": "Hi"})),
        (Method::POST, "/guides", json!({"client_id": "1", "guide": "x"})),
        (Method::POST, "/hand-back", json!({})),
        (Method::POST, "/resolve", json!({"outcome": "spam"})),
        (Method::POST, "/reopen", json!({})),
        (Method::POST, "/snooze", json!({"until": "2100-01-01T00:00:00Z"})),
        (Method::POST, "/check", json!({"text": "x"})),
        (Method::POST, "/suggestion", json!({})),
        (Method::POST, "/mentions/seen", json!({})),
    ] {
        let unknown = tom
            .send(method.clone(), &format!("/conversations/{never}{act}"), &body)
            .await;
        let foreign = tom
            .send(method.clone(), &format!("/conversations/{id}{act}"), &body)
            .await;
        if act != "/snooze" {
            foreign.problem(404, "conversation-unknown");
        }
        assert_eq!(
            (unknown.status, &unknown.text),
            (foreign.status, &foreign.text),
            "{act}"
        );
    }
    let foreign = tom.get(&format!("/contacts/{contact}")).await;
    foreign.problem(404, "contact-unknown");
    assert_eq!(tom.get("/contacts/nobody").await.text, foreign.text);
    assert_eq!(tom.get("/conversations").await.json()["conversations"], json!([]));
    assert_eq!(tom.get("/search?q=person").await.json()["hits"], json!([]));
    assert_eq!(tom.get("/conversations/counts").await.json()["open"], 0);
    assert!(!tom.get("/export?format=json").await.text.contains(&id));
    desk.follow(&id, 0).await;
    assert_eq!(desk.next_of("problem").await["problem"]["status"], 404);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_persons_socket_closes_and_a_lowered_role_counts_on_it() {
    let app = TestApp::start().await;
    let boss = app.person("Boss", Role::Admin).await;
    let tom = app.person("Tom", Role::Agent).await;
    let id = handed_over(&app, "priya").await;
    let mut desk = Console::open(&tom).await;
    boss.patch(&format!("/members/{}", tom.id), &json!({"role": "analyst"}))
        .await;
    assert_eq!(desk.next_of("account").await["person"]["role"], "analyst");
    desk.send(json!({"type": "message", "conversation": id, "client_id": "1", "text": "Hi"}))
        .await;
    let refused = desk.next_of("problem").await;
    assert_eq!(refused["problem"]["type"], "/problems/role-refused", "{refused}");
    boss.post(&format!("/members/{}/revoke", tom.id), &json!({})).await;
    assert_eq!(desk.closed().await, Some(4403));

    let elsewhere = app.session_of(&boss.id, &boss.email).await;
    let desk = Console::open(&elsewhere).await;
    elsewhere.delete("/session").await;
    assert_eq!(desk.closed().await, Some(4401), "a session that is over");
    let own = format!("http://{}", app.address);
    assert_eq!(Console::try_open(&elsewhere, Some(&own)).await.err(), Some(401));
    assert_eq!(
        Console::try_open(&boss, Some("https://evil.example.com")).await.err(),
        Some(403)
    );
    assert_eq!(Console::try_open(&boss, None).await.err(), Some(403));
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_again_is_noticed_before_sending_and_counted_after() {
    let app = TestApp::start().await;
    let tom = app.person("Tom", Role::Agent).await;
    let id = handed_over(&app, "priya").await;
    let draft = "Hi! Which plan are you on?";
    let checked = act(&tom, &id, "check", json!({"text": draft})).await;
    assert_eq!(
        checked["asks"],
        json!([{"field": "plan", "known": "plus", "words": "Which plan are you on?"}])
    );
    act(&tom, &id, "messages", json!({"client_id": "1", "text": draft})).await;
    act(
        &tom,
        &id,
        "messages",
        json!({"client_id": "2", "text": "I look into it."}),
    )
    .await;
    let events = tom.get(&path(&id, "events")).await.json();
    let events = events["events"].as_array().unwrap();
    let reasked: Vec<&Value> = events.iter().filter(|e| e["kind"] == "people.reasked").collect();
    assert_eq!((reasked.len(), &reasked[0]["body"]["fields"]), (1, &json!(["plan"])));
    let analyst = app.person("Ana", Role::Analyst).await;
    let figures = analyst.get("/figures?by=agent").await.json();
    assert_eq!(
        figures["total"]["reasked"],
        json!({"share": 0.5, "of": 2, "hits": 1}),
        "{figures}"
    );
    assert_eq!(figures["groups"][0]["name"], "Tom");
    assert_eq!(figures["definitions"].as_object().unwrap().len(), 14);
    assert_eq!(figures["now"]["active"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suggested_reply_comes_from_the_engine_and_what_became_of_it_is_counted() {
    let app = TestApp::start().await;
    let tom = app.person("Tom", Role::Agent).await;
    let id = handed_over(&app, "priya").await;
    app.contact("priya").say(&id, "m2", "How do I import?").await;
    let first = act(&tom, &id, "suggestion", json!({})).await;
    assert_eq!(first["outcome"], "answer");
    assert!(first["text"].as_str().unwrap().contains("How do I import?"), "{first}");
    assert_eq!(first["citations"][0]["title"], "Import errors");
    let (second, third) = (
        act(&tom, &id, "suggestion", json!({})).await,
        act(&tom, &id, "suggestion", json!({})).await,
    );
    let say = |client_id: &str, suggestion: &Value, text: &str| json!({"client_id": client_id, "text": text, "suggestion": suggestion["id"], "citations": suggestion["citations"]});
    act(&tom, &id, "messages", say("1", &first, first["text"].as_str().unwrap())).await;
    act(&tom, &id, "messages", say("2", &second, "Something of my own")).await;
    act(&tom, &id, "suggestion/discard", json!({"suggestion": third["id"]})).await;
    let unknown = tom
        .post(&path(&id, "suggestion/discard"), &json!({"suggestion": "x"}))
        .await;
    unknown.problem(404, "suggestion-unknown");
    let ada = app.person("Ada", Role::Supervisor).await;
    let figures = ada.get("/figures").await.json();
    assert_eq!(
        figures["total"]["suggestions"],
        json!({"accepted": 1, "edited": 1, "discarded": 1})
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn canned_replies_fill_in_what_is_known() {
    let app = TestApp::start().await;
    let (boss, tom) = (
        app.person("Boss", Role::Supervisor).await,
        app.person("Tom Becker", Role::Agent).await,
    );
    let id = handed_over(&app, "priya").await;
    let text = "Hi {{contact.first_name|there}}, {{agent.first_name}} here. {{page.route|That page}}? {{error}}";
    let body = json!({"shortcut": "hi", "title": "Greeting", "text": text, "tags": ["start"]});
    let made = boss.post("/canned", &body).await;
    assert_eq!(made.status, 201, "{made:?}");
    boss.post("/canned", &body).await.problem(409, "shortcut-taken");
    tom.post("/canned", &body).await.problem(403, "role-refused");
    let canned = made.json()["id"].as_str().unwrap().to_owned();
    let rendered = tom
        .post(&format!("/canned/{canned}/render"), &json!({"conversation": id}))
        .await
        .json();
    assert_eq!(rendered["text"], "Hi Priya, Tom here. That page? {{error}}");
    assert_eq!(rendered["missing"], json!(["error"]));
    assert_eq!(
        tom.get("/canned?q=GREET%20start").await.json()["canned"]
            .as_array()
            .unwrap()
            .len(),
        1
    );
    assert_eq!(tom.get("/canned?q=nothing").await.json()["canned"], json!([]));
    assert_eq!(boss.delete(&format!("/canned/{canned}")).await.status, 204);
    boss.delete(&format!("/canned/{canned}"))
        .await
        .problem(404, "canned-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn queues_and_hours_are_kept_and_the_contact_is_told_when_people_are_back() {
    let app = TestApp::start().await;
    let boss = app.person("Boss", Role::Supervisor).await;
    let queue = json!({"name": "Refunds", "topics": ["refunds"], "skills": ["billing"]});
    let made = boss.post("/queues", &queue).await;
    assert_eq!(made.status, 201, "{made:?}");
    let id = made.json()["id"].as_str().unwrap().to_owned();
    assert_eq!(boss.get("/queues").await.json()["queues"][0]["waiting"], 0);
    let changed = boss
        .put(&format!("/queues/{id}"), &json!({"name": "Money", "inbox": "main"}))
        .await;
    assert_eq!(changed.json()["topics"], json!([]), "{changed:?}");
    boss.put("/queues/nonesuch", &queue).await.problem(404, "queue-unknown");

    let closed = json!({"time_zone": "Europe/Berlin", "week": {}});
    let set = boss.put("/inboxes/main/hours", &closed).await.json();
    assert_eq!((&set["open"], &set["back_at"]), (&json!(false), &Value::Null), "{set}");
    let wrong = json!({"time_zone": "Europe/Nowhere", "week": {}});
    boss.put("/inboxes/main/hours", &wrong)
        .await
        .problem(422, "field-wrong");
    boss.put("/inboxes/nonesuch/hours", &closed)
        .await
        .problem(404, "inbox-unknown");
    let id = handed_over(&app, "priya").await;
    let wait = app
        .contact("priya")
        .get(&format!("/v1/conversations/{id}/waiting"))
        .await
        .json();
    assert_eq!(
        (&wait["open"], &wait["people"]),
        (&json!(false), &json!("waiting")),
        "{wait}"
    );
    assert_eq!(
        app.contact("sam")
            .get(&format!("/v1/conversations/{id}/waiting"))
            .await
            .status,
        404
    );
    let always = boss.put("/inboxes/main/hours", &Value::Null).await.json();
    assert_eq!((&always["open"], &always["hours"]), (&json!(true), &Value::Null));
}

#[tokio::test(flavor = "multi_thread")]
async fn others_are_seen_looking_and_writing() {
    let app = TestApp::start().await;
    let (tom, ada) = (
        app.person("Tom", Role::Agent).await,
        app.person("Ada", Role::Agent).await,
    );
    let id = handed_over(&app, "priya").await;
    let (mut toms, mut adas) = (Console::open(&tom).await, Console::open(&ada).await);
    toms.send(json!({"type": "view", "conversation": id})).await;
    assert_eq!(toms.next_of("viewers").await["viewers"], json!([]));
    adas.send(json!({"type": "view", "conversation": id})).await;
    let seen = toms
        .until("ada came", |f| f["type"] == "viewers" && f["viewers"] != json!([]))
        .await;
    assert_eq!(seen["viewers"], json!([{"id": ada.id, "name": "Ada", "typing": false}]));
    adas.send(json!({"type": "typing", "conversation": id})).await;
    toms.until("ada writes", |f| {
        f["type"] == "viewers" && f["viewers"][0]["typing"] == true
    })
    .await;
    drop(adas);
    toms.until("ada went", |f| f["type"] == "viewers" && f["viewers"] == json!([]))
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn conversations_are_exported_and_it_is_written_down() {
    let app = TestApp::start().await;
    let boss = app.person("Boss", Role::Admin).await;
    let id = handed_over(&app, "priya").await;
    act(
        &boss,
        &id,
        "messages",
        json!({"client_id": "1", "text": "Hello, \"friend\""}),
    )
    .await;
    let text = boss.get(&path(&id, "export?format=text")).await;
    assert!(text.text.contains("] Boss: Hello, \"friend\""), "{}", text.text);
    assert!(
        text.header("content-disposition")
            .starts_with("attachment; filename=\"conversation-")
    );
    let csv = boss.get("/export?format=csv&view=open").await;
    assert_eq!(csv.text.lines().count(), 2, "{}", csv.text);
    let json = boss.get("/export").await.json();
    assert_eq!(json["conversations"][0]["conversation"]["id"], id);
    boss.get("/export?format=pdf").await.problem(400, "query-wrong");
    assert!(
        boss.acts()
            .await
            .iter()
            .filter(|a| *a == "conversations.exported")
            .count()
            == 3
    );
    let hits = boss.get("/search?q=friend").await.json();
    assert_eq!(hits["hits"][0]["by"], "message");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_put_off_given_back_and_opened_again() {
    let app = TestApp::start().await;
    let tom = app.person("Tom", Role::Agent).await;
    let id = handed_over(&app, "priya").await;
    act(&tom, &id, "take", json!({})).await;
    let past = tom
        .post(&path(&id, "snooze"), &json!({"until": "2020-01-01T00:00:00Z"}))
        .await;
    past.problem(422, "field-wrong");
    let until = (jiff::Timestamp::from_second(4_000_000_000).unwrap()).to_string();
    tom.post(&path(&id, "snooze"), &json!({"until": until}))
        .await
        .problem(422, "field-wrong");
    let soon = usher_server::Clock::now(&usher_server::SystemClock) + jiff::SignedDuration::from_hours(1);
    let snoozed = act(&tom, &id, "snooze", json!({"until": soon.to_string()})).await;
    assert_eq!(snoozed["conversation"]["state"], "snoozed");
    let opened = act(&tom, &id, "reopen", json!({})).await;
    assert_eq!(opened["conversation"]["stage"], "active");
    let back = act(&tom, &id, "hand-back", json!({"note": "A question for the manual"})).await;
    assert_eq!(back["conversation"]["state"], "pending");
    let priya = app.contact("priya");
    let seq = tom.get(&path(&id, "events")).await.json()["events"]
        .as_array()
        .unwrap()
        .len() as i64;
    priya.say(&id, "m2", "And how do I import?").await;
    let reply = priya.events(&id, seq + 1, 1).await.remove(0);
    assert_eq!(reply["body"]["author"], "ai_agent", "{reply}");
    tom.post(&path(&id, "assign"), &json!({}))
        .await
        .problem(422, "field-wrong");
}

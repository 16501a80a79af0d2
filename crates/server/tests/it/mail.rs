//! Transcripts, reminders and invitations by e-mail, before a mail server of our own.

use super::app::{TestApp, TestContact, soon};
use super::catcher::{Catcher, Mood};
use super::desk::TestPerson;
use super::script::Script;
use jiff::SignedDuration;
use serde_json::{Value, json};
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use usher_engine::{Contact, Role};
use usher_server::{Clock, ManualClock, ServerConfig, SystemClock};

/// Longer than a round of the post.
const ROUND: Duration = Duration::from_millis(2_500);

struct Office {
    app: TestApp,
    mail: Catcher,
    clock: Arc<ManualClock>,
    _folder: TempDir,
}

impl Office {
    async fn open() -> Self {
        let (mail, folder) = (Catcher::start().await, tempfile::tempdir().unwrap());
        let clock = Arc::new(ManualClock::at(SystemClock.now()));
        let url = format!("sqlite:{}", folder.path().join("usher.db").display());
        let app = TestApp::start_on(&url, with_mail(&mail), Script::new(), clock.clone()).await;
        Self {
            app,
            mail,
            clock,
            _folder: folder,
        }
    }

    fn later(&self, minutes: i64) {
        self.clock.advance(SignedDuration::from_mins(minutes));
    }
}

fn with_mail(mail: &Catcher) -> impl FnOnce(&mut ServerConfig) {
    let url = mail.url();
    move |config| {
        config.mail.url = Some(url.into());
        config.mail.from = Some("Tallybook Help <help@example.com>".into());
        config.public_url = Some("https://help.example.com".into());
    }
}

fn maria(app: &TestApp) -> TestContact<'_> {
    known(app, "Maria López", Some("maria@example.org"))
}

fn known<'a>(app: &'a TestApp, name: &str, email: Option<&str>) -> TestContact<'a> {
    app.vouched(Contact {
        subject: Some("maria".into()),
        name: Some(name.into()),
        email: email.map(Into::into),
        ..Contact::default()
    })
}

async fn act(person: &TestPerson<'_>, id: &str, act: &str, body: Value) -> Value {
    let answer = person.post(&format!("/conversations/{id}/{act}"), &body).await;
    assert!(answer.status.is_success(), "{act}: {answer:?}");
    answer.json_or_null()
}

/// A conversation that a person has answered.
async fn answered(contact: &TestContact<'_>, tom: &TestPerson<'_>) -> String {
    let id = contact.begin().await;
    contact.ask(&id, "m1", "person").await;
    let words = json!({"client_id": "t1", "text": "Hello Maria, try it <b>again</b>."});
    act(tom, &id, "messages", words).await;
    id
}

async fn kinds(tom: &TestPerson<'_>, id: &str) -> Vec<String> {
    let events = tom.get(&format!("/conversations/{id}/events?after=0")).await.json();
    let events = events["events"].as_array().unwrap();
    events.iter().map(|e| e["kind"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_people_settled_arrives_as_a_transcript_once_and_without_notes() {
    let office = Office::open().await;
    let tom = office.app.person("Tom", Role::Agent).await;
    let contact = maria(&office.app);
    let id = answered(&contact, &tom).await;
    act(
        &tom,
        &id,
        "notes",
        json!({"client_id": "n1", "text": "a difficult one"}),
    )
    .await;
    act(&tom, &id, "resolve", json!({"outcome": "solved"})).await;
    office.later(1);
    act(&tom, &id, "reopen", json!({})).await;
    office.later(5);
    tokio::time::sleep(ROUND).await;
    assert!(office.mail.letters().is_empty(), "it was undone in time");

    act(&tom, &id, "resolve", json!({"outcome": "solved"})).await;
    office.later(3);
    let letters = office.mail.wait_for(1).await;
    assert_eq!(letters[0].to, "maria@example.org");
    assert_eq!(letters[0].header("From"), "\"Tallybook Help\" <help@example.com>");
    assert_eq!(letters[0].header("Auto-Submitted"), "auto-generated");
    assert!(
        letters[0]
            .header("Subject")
            .starts_with("Your conversation with Tallybook")
    );
    let words = letters[0].words();
    assert!(
        words.contains("try it <b>again</b>") && words.contains("try it &lt;b&gt;again"),
        "{words}"
    );
    assert!(words.contains("https://app.example.com"), "the way back: {words}");
    assert!(!words.contains("difficult"), "notes are for people: {words}");
    tokio::time::sleep(ROUND).await;
    assert_eq!(office.mail.letters().len(), 1);
    assert_eq!(kinds(&tom, &id).await.last().unwrap(), "people.mailed");
    let seen = contact.get(&format!("/v1/conversations/{id}/events?after=0")).await;
    assert!(!seen.text.contains("people.mailed"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_has_not_seen_an_answer_is_reminded_once_after_a_quarter_of_an_hour() {
    let office = Office::open().await;
    let tom = office.app.person("Tom", Role::Agent).await;
    let contact = maria(&office.app);
    let id = answered(&contact, &tom).await;
    office.later(14);
    tokio::time::sleep(ROUND).await;
    assert!(office.mail.letters().is_empty(), "not yet");
    office.later(2);
    let letters = office.mail.wait_for(1).await;
    assert_eq!(letters[0].header("Subject"), "Tom answered you in Tallybook");
    assert!(letters[0].words().contains("try it <b>again</b>"));
    act(
        &tom,
        &id,
        "messages",
        json!({"client_id": "t2", "text": "Are you there?"}),
    )
    .await;
    office.later(20);
    tokio::time::sleep(ROUND).await;
    assert_eq!(office.mail.letters().len(), 1, "one until they look");

    contact
        .post(&format!("/v1/conversations/{id}/reads"), &json!({"seq": 100}))
        .await;
    act(
        &tom,
        &id,
        "messages",
        json!({"client_id": "t3", "text": "One more thing."}),
    )
    .await;
    office.later(16);
    let letters = office.mail.wait_for(2).await;
    let words = letters[1].words();
    assert!(
        words.contains("One more thing.") && !words.contains("Are you there?"),
        "{words}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mail_server_that_is_down_for_an_hour_gets_everything_afterwards_and_once() {
    let office = Office::open().await;
    let tom = office.app.person("Tom", Role::Agent).await;
    let contact = maria(&office.app);
    let id = answered(&contact, &tom).await;
    office.mail.set(Mood::Down);
    act(&tom, &id, "resolve", json!({"outcome": "solved"})).await;
    let second = contact.begin().await;
    contact.ask(&second, "m1", "person").await;
    act(
        &tom,
        &second,
        "messages",
        json!({"client_id": "t9", "text": "Still there?"}),
    )
    .await;
    office.later(3);
    for _ in 0..3 {
        office.mail.wait_for_visit().await;
        office.later(20);
    }
    assert!(office.app.store.letters_waiting().await.unwrap().count >= 2);
    let visits = office.mail.visits();
    tokio::time::sleep(ROUND).await;
    assert!(office.mail.visits() <= visits + 2, "it is not hammered");

    office.mail.set(Mood::Fine);
    office.later(6);
    let letters = office.mail.wait_for(2).await;
    let mut ids: Vec<String> = letters.iter().map(|l| l.header("Message-ID")).collect();
    ids.dedup();
    assert_eq!(ids.len(), 2, "{ids:?}");
    office.later(30);
    tokio::time::sleep(ROUND).await;
    assert_eq!(office.mail.letters().len(), 2, "each once");
    assert_eq!(office.app.store.letters_waiting().await.unwrap().count, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_reminder_that_waited_is_dropped_where_the_contact_has_looked_meanwhile() {
    let office = Office::open().await;
    let tom = office.app.person("Tom", Role::Agent).await;
    let contact = maria(&office.app);
    office.mail.set(Mood::Down);
    let id = answered(&contact, &tom).await;
    office.later(16);
    office.mail.wait_for_visit().await;
    contact
        .post(&format!("/v1/conversations/{id}/reads"), &json!({"seq": 100}))
        .await;
    office.mail.set(Mood::Fine);
    office.later(10);
    soon("nothing waits", async {
        while office.app.store.letters_waiting().await.unwrap().count > 0 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    assert!(office.mail.letters().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_refused_is_not_tried_again_and_the_thread_says_why() {
    let office = Office::open().await;
    let tom = office.app.person("Tom", Role::Agent).await;
    let contact = maria(&office.app);
    office.mail.set(Mood::Refuses);
    let id = answered(&contact, &tom).await;
    act(&tom, &id, "resolve", json!({"outcome": "solved"})).await;
    office.later(3);
    let mailed = soon("the refusal is known", async {
        loop {
            let events = tom.get(&format!("/conversations/{id}/events?after=0")).await.json();
            let last = events["events"].as_array().unwrap().last().unwrap().clone();
            if last["kind"] == "people.mailed" {
                return last["body"].clone();
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await;
    assert_eq!(
        (&mailed["sent"], &mailed["letter"]),
        (&json!(false), &json!("transcript"))
    );
    assert!(
        mailed["problem"].as_str().unwrap().contains("no such person"),
        "{mailed}"
    );
    office.mail.set(Mood::Fine);
    office.later(60);
    tokio::time::sleep(ROUND).await;
    assert!(office.mail.letters().is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_room_and_a_wrong_password_are_tried_again() {
    for mood in [Mood::Full, Mood::Locked] {
        let office = Office::open().await;
        let tom = office.app.person("Tom", Role::Agent).await;
        let contact = maria(&office.app);
        office.mail.set(mood);
        let id = answered(&contact, &tom).await;
        act(&tom, &id, "resolve", json!({"outcome": "solved"})).await;
        office.later(3);
        office.mail.wait_for_visit().await;
        office.mail.set(Mood::Fine);
        office.later(2);
        assert_eq!(office.mail.wait_for(1).await.len(), 1, "{mood:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn spam_visitors_and_names_with_line_ends() {
    let office = Office::open().await;
    let tom = office.app.person("Tom", Role::Agent).await;
    let spam = answered(&maria(&office.app), &tom).await;
    act(&tom, &spam, "resolve", json!({"outcome": "spam"})).await;
    let visitor = office.app.visitor().await;
    let unknown = answered(&visitor, &tom).await;
    act(&tom, &unknown, "resolve", json!({"outcome": "solved"})).await;
    office.later(3);
    tokio::time::sleep(ROUND).await;
    assert!(office.mail.letters().is_empty());
    assert_eq!(office.app.store.letters_waiting().await.unwrap().count, 0);

    let nasty = known(&office.app, "Maria\r\nBcc: all@example.net", Some("maria@example.org"));
    let id = nasty.begin().await;
    nasty.ask(&id, "m1", "Import\nSubject: other").await;
    nasty.ask(&id, "m2", "person").await;
    act(&tom, &id, "resolve", json!({"outcome": "solved"})).await;
    office.later(3);
    let letters = office.mail.wait_for(1).await;
    assert_eq!((letters[0].header("Bcc"), letters.len()), (String::new(), 1));
    assert!(
        letters[0].header("Subject").contains("Import Subject: other"),
        "{}",
        letters[0].raw
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_sends_a_transcript_by_hand() {
    let office = Office::open().await;
    let tom = office.app.person("Tom", Role::Agent).await;
    let ada = office.app.person("Ada", Role::Admin).await;
    let id = answered(&maria(&office.app), &tom).await;
    let sent = act(&tom, &id, "transcript", json!({})).await;
    assert_eq!(
        (&sent["address"], &sent["duplicate"]),
        (&json!("maria@example.org"), &json!(false))
    );
    assert_eq!(act(&tom, &id, "transcript", json!({})).await["duplicate"], true);
    let other = json!({"address": "Accounting@Example.org"});
    assert_eq!(
        act(&tom, &id, "transcript", other).await["address"],
        "accounting@example.org"
    );
    let mut to: Vec<String> = office.mail.wait_for(2).await.into_iter().map(|l| l.to).collect();
    to.sort();
    assert_eq!(to, ["accounting@example.org", "maria@example.org"]);
    assert_eq!(
        ada.acts().await.iter().filter(|act| *act == "transcript.sent").count(),
        2
    );

    let path = format!("/conversations/{id}/transcript");
    tom.post(&path, &json!({"address": "nobody"}))
        .await
        .problem(422, "field-wrong");
    let visitor = answered(&office.app.visitor().await, &tom).await;
    let path = format!("/conversations/{visitor}/transcript");
    tom.post(&path, &json!({})).await.problem(409, "address-missing");
    let without = TestApp::start().await;
    let eva = without.person("Eva", Role::Agent).await;
    let id = answered(&without.contact("priya"), &eva).await;
    let path = format!("/conversations/{id}/transcript");
    eva.post(&path, &json!({})).await.problem(409, "mail-off");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_invitation_arrives_and_its_link_works() {
    let office = Office::open().await;
    let ada = office.app.person("Ada", Role::Admin).await;
    let body = json!({"email": "tom@example.org", "role": "agent"});
    let invited = ada.post("/invitations", &body).await.json();
    assert_eq!(invited["mailed"], true);
    let letters = office.mail.wait_for(1).await;
    let words = letters[0].words();
    let link = words
        .split_once("https://help.example.com/console/#welcome=")
        .unwrap()
        .1;
    let token = link.split_whitespace().next().unwrap();
    assert!(invited["link"].as_str().unwrap().ends_with(token));
    let welcome = office.app.request(reqwest::Method::POST, "/v1/people/welcome");
    let answer = super::app::Answer::of(welcome.json(&json!({"token": token}))).await;
    assert_eq!(answer.json()["email"], "tom@example.org");
}

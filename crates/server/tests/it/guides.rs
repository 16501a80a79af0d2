//! Guides as the content team writes them.

use super::app::{Answer, TestApp};
use super::desk::TestPerson;
use super::taught::with_intents;
use serde_json::{Value, json};
use usher_engine::Role;
use usher_server::{Clock, SystemClock};
use usher_store::{GuideFile, IngestChanges};

const GUIDE: &str = "id: pair-scanner
title: Pair the scanner
summary: Pairs a scanner with the till.
questions: [how do I pair the scanner]
article: articles/scanner.md
steps:
  - id: open
    instruction: Open Devices.
    action: click
    target: {role: link, name: Devices}
    postconditions:
      - route: /devices
";

impl TestPerson<'_> {
    async fn save_guide(&self, base: u64, text: &str) -> Answer {
        let body = json!({"id": "pair-scanner", "base": base, "text": text});
        self.put("/knowledge/guide/draft", &body).await
    }

    async fn publish_guide(&self, version: u64) -> Answer {
        let body = json!({"id": "pair-scanner", "version": version});
        self.post("/knowledge/guide/publish", &body).await
    }

    async fn guide_states(&self) -> Vec<(u64, String)> {
        let whole = self.get("/knowledge/guide?id=pair-scanner").await.json();
        let versions = whole["versions"].as_array().unwrap().iter();
        let state = |v: &Value| (v["version"].as_u64().unwrap(), v["state"].as_str().unwrap().to_owned());
        versions.map(state).collect()
    }
}

async fn bring(app: &TestApp, guides: &[&str]) {
    let parse = |yaml: &&str| GuideFile {
        guide: usher_engine::Guide::parse("guides/pair-scanner.yaml", yaml).unwrap(),
        text: (*yaml).to_owned(),
    };
    let changes = IngestChanges {
        guides: Some(guides.iter().map(parse).collect()),
        ..IngestChanges::default()
    };
    app.store
        .apply_ingest("folder", changes, SystemClock.now())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_is_written_published_rolled_back_and_archived() {
    let app = TestApp::start().await;
    with_intents(&app).await;
    let mara = app.person("Mara", Role::ContentEditor).await;
    let tom = app.person("Tom", Role::Agent).await;
    let check = async |id: &str, text: &str| {
        let body = json!({"id": id, "text": text});
        tom.post("/knowledge/guide/check", &body).await
    };
    assert_eq!(
        check("pair-scanner", GUIDE).await.json()["guide"]["steps"][0]["id"],
        "open"
    );
    let broken = GUIDE.replace("    target: {role: link, name: Devices}\n", "");
    let wrong = check("pair-scanner", &broken).await.json();
    assert!(wrong["problem"].as_str().unwrap().contains("has no target"), "{wrong}");
    assert_eq!(wrong["guide"], Value::Null);
    check("Pair Scanner", GUIDE).await.problem(422, "field-wrong");
    tom.put("/knowledge/guide/draft", &json!({"id": "x", "base": 0, "text": ""}))
        .await
        .problem(403, "role-refused");

    let draft = mara.save_guide(0, &broken).await;
    assert_eq!(draft.status, 200, "it need not be whole to be saved: {draft:?}");
    assert!(
        mara.publish_guide(1)
            .await
            .problem(422, "guide-unreadable")
            .contains("has no target")
    );
    let listed = mara.get("/knowledge/guides?q=scanner").await.json();
    assert_eq!(
        (&listed["guides"][0]["state"], &listed["guides"][0]["draft"]),
        (&json!("draft"), &json!(1))
    );
    mara.save_guide(0, GUIDE).await.problem(409, "guide-exists");
    assert_eq!(mara.save_guide(1, GUIDE).await.json()["version"], 2);
    mara.save_guide(1, GUIDE).await.problem(409, "guide-changed");
    assert_eq!(app.store.guides().await.unwrap(), []);
    let published = mara.publish_guide(2).await.json();
    assert_eq!(
        (&published["guide"]["version"], &published["guide"]["source"]),
        (&json!(2), &json!("console"))
    );
    assert_eq!(app.store.guides().await.unwrap()[0].title, "Pair the scanner");

    mara.save_guide(2, &GUIDE.replace("Pair the scanner", "Pair it anew"))
        .await;
    mara.publish_guide(3).await;
    let back = mara.publish_guide(2).await.json();
    assert_eq!(
        (&back["guide"]["version"], &back["guide"]["title"]),
        (&json!(4), &json!("Pair the scanner"))
    );
    let states = [(4, "published"), (3, "past"), (2, "past")].map(|(n, s)| (n, s.to_owned()));
    assert_eq!(mara.guide_states().await, states);
    let fourth = mara
        .get("/knowledge/guide/version?id=pair-scanner&version=4")
        .await
        .json();
    assert_eq!(
        (&fourth["of"], &fourth["origin"], &fourth["newest"]),
        (&json!(2), &json!("rollback"), &json!(4))
    );

    let archived = mara
        .post("/knowledge/guide/archive", &json!({"id": "pair-scanner"}))
        .await
        .json();
    assert_eq!(
        (&archived["guide"]["state"], &archived["guide"]["version"]),
        (&json!("archived"), &Value::Null)
    );
    assert_eq!(app.store.guides().await.unwrap(), []);
    assert_eq!(
        mara.publish_guide(4).await.json()["guide"]["version"],
        5,
        "and comes back"
    );
    mara.post("/knowledge/guide/archive", &json!({"id": "none"}))
        .await
        .problem(404, "guide-unknown");
    mara.get("/knowledge/guide/version?id=pair-scanner&version=99")
        .await
        .problem(404, "version-unknown");
    mara.delete("/knowledge/guide/draft?id=pair-scanner")
        .await
        .problem(404, "version-unknown");
    let root = app.person("Root", Role::Admin).await;
    let acts = root.acts().await.into_iter().filter(|a| a.starts_with("guide")).count();
    assert_eq!(acts, 5);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_guide_of_a_folder_stays_as_people_made_it_until_its_file_changes() {
    let app = TestApp::start().await;
    let mara = app.person("Mara", Role::ContentEditor).await;
    bring(&app, &[GUIDE]).await;
    let first = mara
        .get("/knowledge/guide/version?id=pair-scanner&version=1")
        .await
        .json();
    assert_eq!(
        (&first["origin"], &first["problem"]),
        (&json!("folder"), &Value::Null),
        "{first}"
    );
    assert_eq!(first["text"], GUIDE, "as its author wrote it");
    let title = async || app.store.guides().await.unwrap().first().map(|g| g.title.clone());
    let edited = first["text"]
        .as_str()
        .unwrap()
        .replace("Pair the scanner", "Pair your scanner");
    mara.save_guide(1, &edited).await;
    mara.publish_guide(2).await;
    bring(&app, &[GUIDE]).await;
    assert_eq!(title().await.as_deref(), Some("Pair your scanner"));
    mara.post("/knowledge/guide/archive", &json!({"id": "pair-scanner"}))
        .await;
    bring(&app, &[GUIDE]).await;
    assert_eq!(title().await, None, "archived, and its file is as it was");
    bring(&app, &[&GUIDE.replace("Pair the scanner", "Pair a scanner")]).await;
    assert_eq!(title().await.as_deref(), Some("Pair a scanner"));
    bring(&app, &[]).await;
    assert_eq!(title().await, None);
    assert_eq!(mara.get("/knowledge/guides").await.json()["guides"], json!([]));
    bring(&app, &[GUIDE]).await;
    let states = [(4, "published"), (3, "past"), (2, "past"), (1, "past")].map(|(n, s)| (n, s.to_owned()));
    assert_eq!(mara.guide_states().await, states, "its history goes on");
}

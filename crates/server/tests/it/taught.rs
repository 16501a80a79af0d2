//! Intents that people teach, and sites that are read.

use super::app::{TestApp, soon};
use super::console::Console;
use super::desk::TestPerson;
use axum::Router;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;
use serde_json::{Value, json};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use usher_engine::Role;
use usher_server::{Clock, SystemClock, taught_intents};
use usher_store::IngestChanges;

const INTENTS: &str = "
intents:
  - id: send
    title: Send an invoice
    topic: invoices
    guide: send-invoice
    examples: [send invoice, mail the finished bill, email the invoice to a client, get the invoice out]
  - id: import
    title: Import customers
    topic: customers
    examples: [import customers, upload my customer list, bring in customers from a spreadsheet, customer csv]
out_of_scope: [what is the weather]
";

pub async fn with_intents(app: &TestApp) {
    let changes = IngestChanges {
        intents: Some(INTENTS.into()),
        ..IngestChanges::default()
    };
    app.store
        .apply_ingest("folder", changes, SystemClock.now())
        .await
        .unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn an_intent_is_taught_by_what_contacts_write_and_stays_so() {
    let app = TestApp::start().await;
    with_intents(&app).await;
    let (mara, tom) = (
        app.person("Mara", Role::ContentEditor).await,
        app.person("Tom", Role::Agent).await,
    );
    let listed = tom.get("/knowledge/intents").await.json();
    let ids: Vec<&str> = listed["intents"]
        .as_array()
        .unwrap()
        .iter()
        .map(|i| i["id"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["import", "send"], "by topic");
    assert_eq!(
        (&listed["intents"][1]["examples"], &listed["intents"][1]["guide"]),
        (&json!(4), &json!("send-invoice"))
    );

    let check = async |body: Value| mara.post("/knowledge/intents/check", &body).await;
    let text = "  please mail  the bill to jane.roe@example.org ";
    let read = check(json!({ "text": text })).await.json();
    assert_eq!(read["text"], "please mail the bill to [email 1]");
    assert_eq!(
        (&read["likeliest"][0]["intent"], &read["known"]),
        (&json!("send"), &Value::Null)
    );
    assert_eq!(read["harder"], Value::Null);
    let fitting = check(json!({"text": text, "intent": "send"})).await.json();
    assert_eq!(fitting["harder"], json!([]), "{fitting}");
    check(json!({"text": text, "intent": "nonesuch"}))
        .await
        .problem(404, "intent-unknown");
    check(json!({"text": " "})).await.problem(422, "field-wrong");

    let body = json!({"intent": "send", "text": text});
    tom.post("/knowledge/intents/examples", &body)
        .await
        .problem(403, "role-refused");
    let taught = mara.post("/knowledge/intents/examples", &body).await;
    assert_eq!(taught.status, 201, "{taught:?}");
    let taught = taught.json();
    assert_eq!(
        (&taught["examples"], &taught["added"][0]["by"]["name"]),
        (&json!(4), &json!("Mara"))
    );
    let known = mara
        .post(
            "/knowledge/intents/examples",
            &json!({"intent": "import", "text": text}),
        )
        .await;
    assert!(known.problem(409, "example-known").contains("`send`"));
    let known = mara
        .post(
            "/knowledge/intents/examples",
            &json!({"intent": "import", "text": "send invoice"}),
        )
        .await;
    assert!(
        known.problem(409, "example-known").contains("`send`"),
        "the folder's count, too"
    );
    assert_eq!(check(json!({ "text": text })).await.json()["known"], "send");

    // An ingest of the same folder leaves it, and engines learn from it.
    let changed = IngestChanges {
        intents: Some(INTENTS.replace("customer csv", "customer file")),
        ..IngestChanges::default()
    };
    app.store
        .apply_ingest("folder", changed, SystemClock.now())
        .await
        .unwrap();
    let sets = taught_intents(&app.store).await.unwrap();
    let examples = sets[0].1.as_ref().unwrap().examples();
    assert!(
        examples
            .iter()
            .any(|e| e.text.contains("[email 1]") && e.intent.as_deref() == Some("send"))
    );

    let confusions = tom.get("/knowledge/intents/confusions").await.json();
    assert_eq!(
        confusions["of"], 11,
        "titles count, what is out of scope does not: {confusions}"
    );
    let path = format!(
        "/knowledge/intents/examples/{}",
        taught["added"][0]["id"].as_str().unwrap()
    );
    assert_eq!(mara.delete(&path).await.status, 204);
    mara.delete(&path).await.problem(404, "example-unknown");
    let root = app.person("Root", Role::Admin).await;
    let acts: Vec<String> = root
        .acts()
        .await
        .into_iter()
        .filter(|a| a.starts_with("intent"))
        .collect();
    assert_eq!(acts, ["intent.example_taken_back", "intent.taught"]);
}

type Pages = Arc<Mutex<Vec<(&'static str, String)>>>;

/// Serves these pages until the test ends.
async fn site(pages: &Pages) -> String {
    let held = Arc::clone(pages);
    let serve = move |uri: axum::http::Uri| async move {
        let found = held
            .lock()
            .unwrap()
            .iter()
            .find(|(path, _)| *path == uri.path())
            .map(|(_, html)| html.clone());
        match found {
            Some(html) => (axum::http::StatusCode::OK, [(CONTENT_TYPE, "text/html")], html),
            None => (
                axum::http::StatusCode::NOT_FOUND,
                [(CONTENT_TYPE, "text/plain")],
                String::new(),
            ),
        }
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(get(serve))).await });
    format!("http://{address}/")
}

fn page(title: &str, text: &str) -> String {
    format!("<title>{title}</title><main><h1>{title}</h1><p>{text}</p></main>")
}

impl TestPerson<'_> {
    async fn read(&self, id: &str) -> Value {
        soon("the site was read", async {
            loop {
                let all = self.get("/knowledge/sites").await.json();
                let all = all["sites"].as_array().unwrap().clone();
                let one = all.into_iter().find(|site| site["id"] == id).unwrap();
                if one["state"] == "idle" && (one["last"].is_object() || one["problem"].is_string()) {
                    return one;
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        })
        .await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_is_read_again_and_says_what_changed() {
    let app = TestApp::start_with(|c| {
        c.crawl.allow_loopback = true;
        c.crawl.pause_ms = 0;
    })
    .await;
    let mara = app.person("Mara", Role::ContentEditor).await;
    let mut console = Console::open(&mara).await;
    let pages: Pages = Arc::new(Mutex::new(vec![
        (
            "/",
            page(
                "Help",
                r#"See <a href="/a.html">receipts</a> and <a href="/b.html">drawers</a>."#,
            ),
        ),
        ("/a.html", page("Receipts", "A receipt is printed after 3 seconds.")),
        ("/b.html", page("Drawers", "The drawer opens with key F9.")),
    ]));
    let start = site(&pages).await;
    let added = mara
        .post(
            "/knowledge/sites",
            &json!({"start": start, "source": "till", "every_hours": 24}),
        )
        .await;
    assert_eq!(added.status, 201, "{added:?}");
    let id = added.json()["id"].as_str().unwrap().to_owned();
    let first = mara.read(&id).await;
    assert_eq!(
        (&first["last"]["changed"], &first["problem"]),
        (&json!(3), &Value::Null),
        "{first}"
    );
    assert!(
        first["next_at"].is_string() && first["last"]["changes"][0]["was"].is_null(),
        "{first}"
    );
    console
        .until("consoles are told", |f| {
            f["type"] == "site" && f["site"]["last"].is_object()
        })
        .await;
    let articles = mara.get("/knowledge/articles?source=till").await.json();
    assert_eq!(articles["total"], 3);

    pages.lock().unwrap()[1].1 = page("Receipts", "A receipt is printed after 9 seconds.");
    let asked = mara.post(&format!("/knowledge/sites/{id}/read"), &json!({})).await;
    assert_eq!(asked.status, 202);
    let second = soon("it was read again", async {
        loop {
            let one = mara.read(&id).await;
            if one["last"]["at"] != first["last"]["at"] {
                return one;
            }
        }
    })
    .await;
    assert_eq!(
        (&second["last"]["changed"], &second["last"]["unchanged"]),
        (&json!(1), &json!(2)),
        "{second}"
    );
    let change = &second["last"]["changes"][0];
    assert_eq!(
        (&change["was"], &change["version"], &change["title"]),
        (&json!(1), &json!(2), &json!("Receipts"))
    );

    let body = json!({"start": start, "grace_days": 0});
    let changed = mara.put(&format!("/knowledge/sites/{id}"), &body).await.json();
    assert_eq!(
        (&changed["every_hours"], &changed["next_at"], &changed["source"]),
        (&Value::Null, &Value::Null, &json!("till"))
    );
    mara.post("/knowledge/sites", &json!({"start": start, "source": "till"}))
        .await
        .problem(409, "site-exists");
    assert_eq!(mara.delete(&format!("/knowledge/sites/{id}")).await.status, 204);
    mara.put(&format!("/knowledge/sites/{id}"), &body)
        .await
        .problem(404, "site-unknown");
    mara.post(&format!("/knowledge/sites/{id}/read"), &json!({}))
        .await
        .problem(404, "site-unknown");
    assert_eq!(
        mara.get("/knowledge/articles?source=till").await.json()["total"],
        3,
        "its articles stay"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_site_that_may_not_be_read_is_refused_with_why() {
    let app = TestApp::start().await;
    let mara = app.person("Mara", Role::ContentEditor).await;
    for start in [
        "no address",
        "ftp://help.example.com/",
        "http://127.0.0.1:8484/",
        "http://169.254.169.254/",
        "http://[::1]/",
    ] {
        let why = mara
            .post("/knowledge/sites", &json!({ "start": start }))
            .await
            .problem(422, "field-wrong");
        assert!(why.contains("`start`"), "{why}");
    }
    for body in [
        json!({"start": "https://help.example.com/", "every_hours": 0}),
        json!({"start": "https://help.example.com/", "grace_days": 9_999}),
    ] {
        mara.post("/knowledge/sites", &body).await.problem(422, "field-wrong");
    }
    let tom = app.person("Tom", Role::Agent).await;
    tom.post("/knowledge/sites", &json!({"start": "https://help.example.com/"}))
        .await
        .problem(403, "role-refused");
    assert_eq!(tom.get("/knowledge/sites").await.json()["sites"], json!([]));
    // A name that leads nowhere public is found out when it is read.
    let added = mara
        .post("/knowledge/sites", &json!({"start": "http://localhost/"}))
        .await;
    let read = mara.read(added.json()["id"].as_str().unwrap()).await;
    assert!(read["problem"].is_string() && read["last"].is_null(), "{read}");
}

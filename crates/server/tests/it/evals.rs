//! What analysts do: suites and their cases, runs, the error budget. Turns are taken by a real engine that knows nothing.

use super::app::{Answer, TestApp, soon};
use super::console::Console;
use super::desk::TestPerson;
use super::library::Words;
use reqwest::Method;
use serde_json::{Value, json};
use std::io::{Cursor, Read as _, Write as _};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use usher_engine::{Engine, Hit, KnownQuestion, PortError, Retriever, Role, SearchQuery, Teaching};
use usher_evals::Bench;
use usher_server::{Calibrate, Clock as _, Conditions, SystemClock, Workbench};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

/// Nothing is published.
struct Nothing;

#[async_trait::async_trait]
impl Retriever for Nothing {
    fn identity(&self) -> String {
        "nothing".into()
    }

    fn document_frequency(&self, _: &str) -> (u32, u32) {
        (0, 0)
    }

    fn known_questions(&self) -> Result<Vec<KnownQuestion>, PortError> {
        Ok(vec![])
    }

    async fn search(&self, _: &SearchQuery<'_>) -> Result<Vec<Hit>, PortError> {
        Ok(vec![])
    }
}

/// Whoever holds it holds up every run before its first case.
type Gate = Arc<Mutex<()>>;

/// Lends a node what suites are measured with.
fn lend(app: &TestApp) -> Gate {
    let gate = Gate::default();
    let held = Arc::clone(&gate);
    app.mind.measure_with(Workbench {
        embedder: "words".into(),
        bench: Arc::new(move |conditions| {
            let gate = Arc::clone(&held);
            Box::pin(async move { Ok(bench(conditions, gate)) })
        }),
    });
    gate
}

fn bench(conditions: Conditions, gate: Gate) -> Bench {
    let engine = move || {
        drop(gate.blocking_lock());
        let engine = Engine::new(Arc::new(Words), Arc::new(Nothing), Teaching::default());
        engine.map(Arc::new).map_err(|e| e.to_string())
    };
    Bench {
        aids: Default::default(),
        embedder: Arc::new(Words),
        over_folder: Box::new(|_| Err("no index here".into())),
        over_published: Box::new(engine),
        over_articles: Box::new(|_| Err("no index here".into())),
        policy: conditions.policy,
        calibration: match conditions.calibration {
            Calibrate::With(artefact) => Some(*artefact),
            Calibrate::Now | Calibrate::Not => None,
        },
    }
}

/// A case that an engine that knows nothing gets right where `outcome` is `escalate`.
fn case(id: &str, outcome: &str) -> Value {
    let text = format!("Where is the {id} report?");
    let mut expect = json!({ "outcome": outcome });
    if outcome == "answer" {
        expect["cites"] = json!(["reports.md"]);
    }
    json!({"id": id, "turns": [{"author": "contact", "text": text}], "expect": expect})
}

impl TestPerson<'_> {
    /// Makes a suite and returns its id.
    async fn suite(&self, name: &str, cases: &[Value]) -> String {
        let made = self
            .post("/evals/suites", &json!({"name": name, "kind": "resolve"}))
            .await;
        assert_eq!(made.status, 201, "{made:?}");
        let id = made.json()["id"].as_str().unwrap().to_owned();
        for case in cases {
            let added = self.add(&id, case).await;
            assert_eq!(added.status, 201, "{added:?}");
        }
        id
    }

    async fn add(&self, suite: &str, case: &Value) -> Answer {
        self.post(&format!("/evals/suites/{suite}/cases"), &json!({ "case": case }))
            .await
    }

    async fn cases(&self, suite: &str, query: &str) -> Value {
        self.get(&format!("/evals/suites/{suite}/cases?{query}")).await.json()
    }

    /// Asks for a run and waits until it has ended.
    async fn run(&self, body: &Value) -> Value {
        let asked = self.post("/evals/runs", body).await;
        assert_eq!(asked.status, 202, "{asked:?}");
        self.ended(asked.json()["id"].as_str().unwrap()).await
    }

    async fn ended(&self, run: &str) -> Value {
        soon("the run ended", async {
            loop {
                let run = self.get(&format!("/evals/runs/{run}")).await.json();
                if !run["ended_at"].is_null() {
                    return run;
                }
                tokio::time::sleep(Duration::from_millis(20)).await;
            }
        })
        .await
    }

    async fn import(&self, zip: Vec<u8>, query: &str) -> Answer {
        Answer::of(
            self.request(Method::POST, &format!("/evals/suites/import{query}"))
                .body(zip),
        )
        .await
    }
}

fn zipped(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, text) in files {
        zip.start_file(*path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[tokio::test(flavor = "multi_thread")]
async fn cases_are_added_changed_and_taken_out_and_what_is_none_is_refused() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Analyst).await;
    for (body, word) in [
        (json!({"name": " ", "kind": "resolve"}), "`name`"),
        (json!({"name": "x", "kind": "classify"}), "resolve or retrieve"),
    ] {
        let refused = ada.post("/evals/suites", &body).await.problem(422, "field-wrong");
        assert!(refused.contains(word), "{refused}");
    }
    let id = ada.suite("reports", &[]).await;
    let empty = ada.get(&format!("/evals/suites/{id}")).await.json();
    assert_eq!((&empty["cases"], &empty["version"]), (&json!(0), &json!(1)));
    assert!(empty["runnable"].as_str().unwrap().contains("no cases yet"), "{empty}");
    let measured = ada.post("/evals/runs", &json!({"kind": "measure", "suite": id})).await;
    assert_eq!(measured.status, 503, "this node measures nothing: {measured:?}");
    ada.post("/evals/suites", &json!({"name": "reports", "kind": "resolve"}))
        .await
        .problem(409, "suite-exists");

    let added = ada.add(&id, &case("sales", "answer")).await.json();
    assert_eq!((&added["place"], &added["id"]), (&json!(1), &json!("sales")));
    assert_eq!(
        (&added["title"], &added["expects"]),
        (&json!("Where is the sales report?"), &json!("answer, cites reports.md"))
    );
    ada.add(&id, &case("tax", "escalate")).await;
    let why = ada
        .add(&id, &case("sales", "escalate"))
        .await
        .problem(409, "case-exists");
    assert!(why.contains("sales"), "{why}");
    for wrong in [json!({"id": "x"}), case("x", "shrug"), json!({})] {
        ada.add(&id, &wrong).await.problem(422, "case-unreadable");
    }
    let found = ada.cases(&id, "q=report%20TAX").await;
    assert_eq!((&found["total"], &found["cases"][0]["place"]), (&json!(1), &json!(2)));
    let page = ada.cases(&id, "limit=1").await;
    assert_eq!((&page["next"], &page["total"]), (&json!(1), &json!(2)));
    let rest = ada.cases(&id, "limit=1&after=1").await;
    assert_eq!((&rest["next"], &rest["cases"][0]["id"]), (&Value::Null, &json!("tax")));

    let put = async |place: usize, version: u64, case: Value| {
        let body = json!({"version": version, "case": case});
        ada.put(&format!("/evals/suites/{id}/cases/{place}"), &body).await
    };
    put(2, 1, case("tax", "answer")).await.problem(409, "suite-changed");
    put(9, 3, case("vat", "answer")).await.problem(404, "case-unknown");
    put(2, 3, case("sales", "answer")).await.problem(409, "case-exists");
    put(2, 3, json!({"id": "tax"})).await.problem(422, "case-unreadable");
    let changed = put(2, 3, case("vat", "escalate")).await.json();
    assert_eq!((&changed["id"], &changed["place"]), (&json!("vat"), &json!(2)));
    let take_out = async |place: usize, version: u64| {
        ada.delete(&format!("/evals/suites/{id}/cases/{place}?version={version}"))
            .await
    };
    take_out(1, 3).await.problem(409, "suite-changed");
    take_out(0, 4).await.problem(404, "case-unknown");
    assert_eq!(take_out(1, 4).await.status, 204);
    let left = ada.cases(&id, "").await;
    assert_eq!((&left["total"], &left["cases"][0]["id"]), (&json!(1), &json!("vat")));
    let root = app.person("Root", Role::Admin).await;
    let written = root
        .acts()
        .await
        .into_iter()
        .filter(|act| act == "suite.written")
        .count();
    assert_eq!(written, 5, "made, two added, one changed, one taken out");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_suite_is_measured_compared_with_its_baseline_and_goes_as_a_zip() {
    let app = TestApp::start().await;
    lend(&app);
    let ada = app.person("Ada", Role::Analyst).await;
    let mut console = Console::open(&ada).await;
    let id = ada
        .suite("reports", &[case("sales", "answer"), case("tax", "escalate")])
        .await;
    let body = json!({"kind": "measure", "suite": id});
    let first = ada.run(&body).await;
    assert_eq!(first["state"], "done", "{first}");
    let measured = &first["measured"];
    assert_eq!(
        (&measured["cases"], &measured["right"], &measured["comparison"]),
        (&json!(2), &json!(1), &Value::Null)
    );
    let wrong = &measured["wrong"][0];
    assert_eq!(
        (&wrong["id"], &wrong["expected"], &wrong["outcome"]),
        (&json!("sales"), &json!("answer"), &json!("escalate")),
        "{wrong}"
    );
    let shown = first["headline"].as_array().unwrap();
    assert!(
        shown
            .iter()
            .any(|m| m["name"] == "outcome_accuracy" && m["value"] == 0.5),
        "{shown:?}"
    );
    console
        .until("the run is over", |f| f["type"] == "run" && f["run"]["state"] == "done")
        .await;

    let baseline = |run: &Value| json!({"run": run["id"]});
    let path = format!("/evals/suites/{id}/baseline");
    let suite = ada.put(&path, &baseline(&first)).await.json();
    assert_eq!(
        (&suite["baseline"]["run"], &suite["last"]["id"]),
        (&first["id"], &first["id"])
    );
    let vat = json!({"version": suite["version"], "case": case("sales", "escalate")});
    assert_eq!(ada.put(&format!("/evals/suites/{id}/cases/1"), &vat).await.status, 200);
    let second = ada.run(&body).await;
    let comparison = &second["measured"]["comparison"];
    assert_eq!(
        (&comparison["baseline"], &comparison["cases"]),
        (&first["id"], &json!(2))
    );
    assert_eq!(
        (&comparison["flips"][0]["id"], &comparison["flips"][0]["turned"]),
        (&json!("sales"), &json!("right")),
        "{comparison}"
    );
    let run = |run: &Value, rest: &str| format!("/evals/runs/{}{rest}", run["id"].as_str().unwrap());
    ada.delete(&run(&first, "")).await.problem(409, "run-in-use");
    let report = ada.get(&run(&second, "/report")).await;
    assert!(
        report.header("content-security-policy").contains("sandbox"),
        "{:?}",
        report.headers
    );
    for part in ["the baseline", "Where is the sales report?"] {
        assert!(report.text.contains(part), "{part}: {}", report.text);
    }
    let results = ada.get(&run(&second, "/results")).await.json();
    assert_eq!(results["suites"]["reports"]["cases"].as_array().unwrap().len(), 2);

    let zip = Answer::of(ada.request(Method::GET, &format!("/evals/suites/{id}/export")));
    assert_eq!(zip.await.status, 200);
    let request = ada.request(Method::GET, &format!("/evals/suites/{id}/export"));
    let zip = request.send().await.unwrap().bytes().await.unwrap().to_vec();
    let mut archive = ZipArchive::new(Cursor::new(zip.clone())).unwrap();
    let mut names: Vec<String> = (0..archive.len())
        .map(|at| archive.by_index(at).unwrap().name().unwrap().into_owned())
        .collect();
    names.sort();
    assert_eq!(names, ["baseline.json", "cases.jsonl", "suite.toml"]);
    let mut cases = String::new();
    archive
        .by_name("cases.jsonl")
        .unwrap()
        .read_to_string(&mut cases)
        .unwrap();
    assert_eq!(cases.lines().count(), 2, "{cases}");
    ada.import(zip.clone(), "").await.problem(409, "suite-exists");
    let again = ada.import(zip.clone(), "?replace=true").await.json();
    assert_eq!((&again["id"], &again["cases"]), (&json!(id), &json!(2)));
    assert_eq!(again["baseline"]["run"], first["id"], "its runs stay");

    assert_eq!(ada.delete(&format!("/evals/suites/{id}")).await.status, 204);
    ada.get(&run(&first, "")).await.problem(404, "run-unknown");
    ada.get(&format!("/evals/suites/{id}"))
        .await
        .problem(404, "suite-unknown");
    assert_eq!(ada.import(zip, "").await.status, 201, "what was taken out comes back");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_zip_that_is_no_suite_is_refused_and_nothing_of_it_stays() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Analyst).await;
    let toml = "name = \"a\"\nkind = \"resolve\"\ncases = \"c.jsonl\"\n";
    for (zip, word) in [
        (b"no zip at all".to_vec(), "ZIP"),
        (zipped(&[("c.jsonl", "{}")]), "no suite.toml"),
        (zipped(&[("a/suite.toml", toml), ("b/suite.toml", toml)]), "one by one"),
        (zipped(&[("suite.toml", toml)]), "c.jsonl"),
        (zipped(&[("suite.toml", "name = ")]), "suite.toml"),
        (
            zipped(&[("suite.toml", &toml.replace("resolve", "guess")), ("c.jsonl", "")]),
            "guess",
        ),
        (
            zipped(&[("suite.toml", toml), ("c.jsonl", ""), ("../x.md", "x")]),
            "x.md",
        ),
    ] {
        let why = ada.import(zip, "").await.problem(422, "suite-unreadable");
        assert!(why.contains(word), "{word}: {why}");
    }
    assert_eq!(ada.get("/evals/suites").await.json()["suites"], json!([]));
    let lines = format!("{}\nnot a case\n", case("tax", "escalate"));
    let half = ada
        .import(zipped(&[("s/suite.toml", toml), ("s/c.jsonl", &lines)]), "")
        .await;
    assert_eq!(half.status, 201, "{half:?}");
    let half = half.json();
    assert_eq!(half["cases"], 1);
    assert!(
        half["problems"][0].as_str().unwrap().starts_with("c.jsonl:2: "),
        "{half}"
    );
    let id = half["id"].as_str().unwrap();
    assert!(ada.cases(id, "").await["cases"][1]["problem"].is_string());
    lend(&app);
    let why = ada
        .post("/evals/runs", &json!({"kind": "budget", "suites": [id]}))
        .await;
    assert!(why.problem(409, "suite-unfit").contains("c.jsonl:2"));
    let run = ada.run(&json!({"kind": "measure", "suite": id})).await;
    assert_eq!(run["measured"]["problems"].as_array().unwrap().len(), 1, "{run}");
    let path = format!("/evals/suites/{id}/baseline");
    let baseline = ada.put(&path, &json!({"run": run["id"]})).await;
    assert!(baseline.problem(409, "run-unfit").contains("left lines out"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_stopped_and_one_that_cannot_be_done_says_why() {
    let app = TestApp::start().await;
    let gate = lend(&app);
    let ada = app.person("Ada", Role::Analyst).await;
    let id = ada.suite("reports", &[case("tax", "escalate")]).await;
    let body = json!({"kind": "measure", "suite": id});
    let held = gate.lock().await;
    let (one, two) = (
        ada.post("/evals/runs", &body).await.json(),
        ada.post("/evals/runs", &body).await.json(),
    );
    assert_eq!(
        (&two["state"], &two["suites"][0]["name"]),
        (&json!("queued"), &json!("reports"))
    );
    for run in [&one, &two] {
        let stopped = ada
            .post(&format!("/evals/runs/{}/stop", run["id"].as_str().unwrap()), &json!({}))
            .await;
        assert_eq!(stopped.json()["state"], "stopped");
    }
    let gone = ada.post("/evals/runs", &body).await.json();
    assert_eq!(ada.delete(&format!("/evals/suites/{id}")).await.status, 204);
    drop(held);
    ada.get(&format!("/evals/runs/{}", gone["id"].as_str().unwrap()))
        .await
        .problem(404, "run-unknown");
    let few = ada
        .suite("few", &[case("tax", "answer"), case("vat", "escalate")])
        .await;
    let failed = ada.run(&json!({"kind": "budget", "suites": [few]})).await;
    assert_eq!(
        (&failed["state"], &failed["consequences"]),
        (&json!("failed"), &Value::Null)
    );
    assert!(failed["reason"].as_str().unwrap().len() > 20, "{failed}");
    let listed = ada.get("/evals/runs?kind=budget").await.json();
    assert_eq!(listed["runs"].as_array().unwrap().len(), 1);
    let run = failed["id"].as_str().unwrap();
    ada.get(&format!("/evals/runs/{run}/results"))
        .await
        .problem(409, "run-unfit");
    ada.put("/evals/budget", &json!({"run": run, "budget": 0.05}))
        .await
        .problem(409, "run-unfit");
}

#[tokio::test(flavor = "multi_thread")]
async fn turns_become_cases_without_personal_data() {
    let app = TestApp::start().await;
    let ada = app.person("Ada", Role::Analyst).await;
    let tom = app.person("Tom", Role::Agent).await;
    let priya = app.contact("priya");
    let conversation = priya.begin().await;
    priya
        .ask(
            &conversation,
            "1",
            "My address is jane.roe@example.org, why did it stop?",
        )
        .await;
    priya.ask(&conversation, "2", "person").await;
    let path = format!("/conversations/{conversation}/cases");
    tom.get(&path).await.problem(403, "role-refused");
    let turns = ada.get(&path).await.json();
    let cases = turns["cases"].as_array().unwrap();
    assert_eq!(cases.len(), 2, "{turns}");
    assert_eq!(cases[0]["title"], "My address is [email 1], why did it stop?");
    assert_eq!(cases[0]["case"]["expect"]["cites"], json!(["import/import-errors.md"]));
    assert_eq!(cases[1]["case"]["expect"], json!({"outcome": "escalate"}));
    assert_eq!(
        cases[1]["case"]["turns"].as_array().unwrap().len(),
        3,
        "with what was said before"
    );
    assert!(
        !turns.to_string().contains("jane.roe") && !turns.to_string().contains("Priya"),
        "{turns}"
    );
    let suite = ada
        .suite("from people", &[cases[0]["case"].clone(), cases[1]["case"].clone()])
        .await;
    let listed = ada.cases(&suite, "").await;
    assert_eq!(
        (&listed["total"], &listed["cases"][0]["problem"]),
        (&json!(2), &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_shows_what_would_have_come_of_it_to_those_who_may_read_it() {
    let app = TestApp::start().await;
    lend(&app);
    let ada = app.person("Ada", Role::Analyst).await;
    let cleo = app.person("Cleo", Role::ContentEditor).await;
    let priya = app.contact("priya");
    let conversation = priya.begin().await;
    priya.ask(&conversation, "1", "How do I import customers?").await;
    let body = json!({"kind": "replay", "days": 7, "drafts": true, "calibration": "none", "answer_threshold": 0.2});
    let run = ada.run(&body).await;
    assert_eq!(run["state"], "done", "{run}");
    let replay = &run["replay"];
    assert_eq!(
        (&replay["turns"], &replay["unchanged"], &replay["conversations"]),
        (&json!(1), &json!(0), &json!(1)),
        "{replay}"
    );
    let changed = &replay["changed"][0];
    assert_eq!(
        (
            &changed["change"],
            &changed["before"]["outcome"],
            &changed["after"]["outcome"]
        ),
        (&json!("outcome"), &json!("answer"), &json!("escalate"))
    );
    let path = format!("/evals/runs/{}", run["id"].as_str().unwrap());
    cleo.get(&path).await.problem(404, "run-unknown");
    assert_eq!(cleo.get("/evals/runs").await.json()["runs"], json!([]));
    cleo.post("/evals/runs", &body).await.problem(403, "role-refused");
    for (change, word) in [
        (json!({"days": 0}), "`days`"),
        (json!({"answer_threshold": 1.5}), "`answer_threshold`"),
    ] {
        let mut wrong = body.clone();
        wrong
            .as_object_mut()
            .unwrap()
            .extend(change.as_object().unwrap().clone());
        assert!(
            ada.post("/evals/runs", &wrong)
                .await
                .problem(422, "field-wrong")
                .contains(word)
        );
    }
    let mut unknown = body.clone();
    unknown["calibration"] = json!("nonesuch");
    ada.post("/evals/runs", &unknown)
        .await
        .problem(404, "calibration-unknown");
    unknown["inbox"] = json!("nonesuch");
    ada.post("/evals/runs", &unknown).await.problem(404, "inbox-unknown");

    assert!(
        app.store
            .erase_conversation(&conversation.as_str().into())
            .await
            .unwrap()
    );
    ada.get(&path).await.problem(404, "run-unknown");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_budget_that_nothing_keeps_is_not_set() {
    let app = TestApp::start().await;
    lend(&app);
    let ada = app.person("Ada", Role::Analyst).await;
    let now = ada.get("/evals/budget").await.json();
    assert_eq!(
        (&now["from"], &now["now"], &now["applied"], &now["history"]),
        (&json!("none"), &Value::Null, &json!(true), &json!([]))
    );
    assert_eq!(now["thresholds"][0]["inbox"], "main");
    for body in [json!({}), json!({"run": "x"}), json!({"budget": 0.05})] {
        ada.put("/evals/budget", &body).await.problem(422, "field-wrong");
    }
    ada.put("/evals/budget", &json!({"run": "x", "budget": 0.05}))
        .await
        .problem(404, "run-unknown");
    ada.put("/evals/budget", &json!({"calibration": "x"}))
        .await
        .problem(404, "calibration-unknown");
    let (id, text) = ("of-another-version", "{\"format\": 99}");
    let by = ada.id.as_str().into();
    let chosen = Some((id, text, None));
    app.store
        .choose_calibration(chosen, &by, SystemClock.now())
        .await
        .unwrap();
    ada.put("/evals/budget", &json!({"calibration": id}))
        .await
        .problem(409, "calibration-unfit");
    let held = ada.get("/evals/budget").await.json();
    assert_eq!(
        (&held["from"], &held["now"], &held["applied"]),
        (&json!("console"), &Value::Null, &json!(false)),
        "what cannot be read is never said to count: {held}"
    );
    let back = ada.delete("/evals/budget").await.json();
    assert_eq!((&back["from"], &back["applied"]), (&json!("none"), &json!(true)));
    assert_eq!(back["history"].as_array().unwrap().len(), 2);
    let tom = app.person("Tom", Role::Agent).await;
    tom.get("/evals/budget").await.problem(403, "role-refused");
    let cleo = app.person("Cleo", Role::ContentEditor).await;
    cleo.delete("/evals/budget").await.problem(403, "role-refused");
}

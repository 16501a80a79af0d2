//! Every way in which a model fails, in the whole product: each turn ends once, in time, with a right reply and never with half
//! of one.

use super::usher::{Place, http};
use super::writing::scripted::{Act, Request, Script, Scripted};
use serde_json::{Value, json};
use std::net::TcpListener;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// What the articles say, and what the model makes of it.
const QUOTED: &str = "An export stays available for 30 days.";
const WRITTEN: &str = "Your export stays available for 30 days.";
/// The most that a turn takes, from its message to its reply.
const DEADLINE: Duration = Duration::from_secs(15);
/// Conversations that go on at the same time.
const AT_ONCE: usize = 6;

/// The beginning of an answer: one whole sentence, which is heard early, and a bit of the next.
fn beginning() -> Act {
    Act::Piece(format!(
        r#"{{"answerable":true,"sentences":[{{"text":"{WRITTEN}","cites":[1],"kind":"sentence"}},{{"text":"Only"#
    ))
}

fn good() -> Script {
    Script::json(&json!({ "answerable": true, "sentences": [{ "text": WRITTEN, "cites": [1], "kind": "sentence" }] }))
}

/// Every fault, once at the start and once in the middle of the answer.
fn faults() -> Vec<(&'static str, Script)> {
    let error = || json!({ "message": "overloaded", "type": "server_error" });
    let busy = || Script::status(429, error()).header("retry-after", "1");
    let middle: Vec<(&str, Vec<Act>)> = vec![
        ("stalls", vec![Act::Stall]),
        ("error event", vec![Act::ErrorEvent(error())]),
        ("ends without a reason", vec![Act::End]),
        ("drops", vec![Act::Drop]),
        ("malformed", vec![Act::MalformedChunk]),
        ("cut short", vec![Act::Finish("length"), Act::Done]),
        ("filtered", vec![Act::Finish("content_filter"), Act::Done]),
        (
            "refuses",
            vec![Act::Refusal("I cannot".into()), Act::Finish("stop"), Act::Done],
        ),
        ("writes for ever", vec![Act::Forever("more ".into())]),
        (
            "wrong schema",
            vec![Act::Piece("\"}]}".into()), Act::Finish("stop"), Act::Done],
        ),
    ];
    let mut all = vec![
        ("busy", busy()),
        ("broken", Script::status(500, error())),
        ("rejects", Script::status(401, error())),
        ("no model", Script::status(404, error())),
    ];
    for (name, acts) in middle {
        all.push((name, Script::of(acts.clone())));
        all.push((name, Script::of([vec![beginning()], acts].concat())));
    }
    all
}

/// The fault that a request is about: the question names it.
fn script(request: &Request) -> Script {
    let is_answer = request.system().contains("from numbered evidence");
    let number = request
        .user()
        .rsplit_once("(case ")
        .and_then(|(_, rest)| rest.split(')').next()?.parse().ok());
    let case: Option<usize> = number.filter(|_| is_answer);
    case.map_or_else(|| Script::status(500, json!({})), |case| faults()[case].1.clone())
}

struct Serving {
    child: Child,
    url: String,
    _place: Place,
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

async fn serve(endpoints: &[String], database: Option<&str>) -> Serving {
    let place = Place::new();
    place.write(
        "docs/export.md",
        "# Export your data\n\nAn export stays available for 30 days. Only an Owner can start an export.\n",
    );
    place.write(
        "docs/team.md",
        "# Invite a teammate\n\nOpen **Settings** and choose **Invite**.\n",
    );
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let endpoint =
        |(at, url): (usize, &String)| format!("[[llm.endpoints]]\nname = 'e{at}'\nurl = '{url}'\nmodel = 'm'\n");
    let endpoints: String = endpoints.iter().enumerate().map(endpoint).collect();
    let store = database
        .map(|url| format!("[store]\nurl = '{url}'\n"))
        .unwrap_or_default();
    place.write(
        "usher.toml",
        format!(
            "[llm]\nfirst_piece_timeout_ms = 500\nstall_timeout_ms = 500\nbackoff_ms = 10\nattempts = 2\n\
             circuit_failures = 1000\nmost_text_bytes = 20000\n{endpoints}{store}[server]\nbind = '{address}'\n\
             [server.limits]\nvisitors_per_hour = 0\n\
             [[server.inboxes]]\nkey = 'k'\nanonymous = true\n[server.inboxes.policy]\nanswer_threshold = 0.02\n"
        ),
    );
    place.json(&["ingest", "docs"]);
    let mut command: Command = place.command(&["serve"]);
    let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let serving = Serving {
        child,
        url: format!("http://{address}"),
        _place: place,
    };
    let client = http();
    let began = Instant::now();
    loop {
        let ready = client.get(format!("{}/readyz", serving.url)).send().await;
        if ready.is_ok_and(|r| r.status().is_success()) {
            return serving;
        }
        assert!(began.elapsed() < Duration::from_secs(60), "the server is not ready");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// Asks in a conversation of its own; the messages of the AI agent, once the turn has ended.
async fn ask(url: &str, case: usize) -> Vec<String> {
    let client = http();
    let post = async |path: &str, token: &str, body: Value| -> Value {
        let request = client.post(format!("{url}{path}")).json(&body).bearer_auth(token);
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{response:?}");
        response.json().await.unwrap()
    };
    let visitor = client
        .post(format!("{url}/v1/visitors"))
        .json(&json!({ "inbox": "k" }))
        .send()
        .await
        .unwrap();
    let visitor: Value = visitor.json().await.unwrap();
    let token = visitor["token"].as_str().unwrap_or_else(|| panic!("{visitor}"));
    let text = format!("How long does an export stay available? (case {case})");
    let message = json!({ "client_id": "m1", "text": text });
    let begun = post("/v1/conversations", token, json!({ "message": message })).await;
    let id = begun["conversation"]["id"].as_str().unwrap();
    let events = async |wait: u32, after: u32| -> Vec<Value> {
        let log = format!("{url}/v1/conversations/{id}/events?after={after}&wait={wait}");
        let log: Value = client
            .get(log)
            .bearer_auth(token)
            .send()
            .await
            .unwrap()
            .json()
            .await
            .unwrap();
        log["events"].as_array().cloned().unwrap_or_default()
    };
    events(20, 2).await;
    // Whatever came a second time would come at once.
    tokio::time::sleep(Duration::from_millis(300)).await;
    let all = events(0, 0).await;
    let said = all.iter().filter(|e| e["body"]["author"] == "ai_agent");
    said.map(|e| e["body"]["text"].as_str().unwrap().to_owned()).collect()
}

async fn every_fault(endpoints: &[String], database: Option<&str>) {
    let serving = serve(endpoints, database).await;
    let cases: Vec<usize> = (0..faults().len()).collect();
    for some in cases.chunks(AT_ONCE) {
        let asked = some.iter().map(|&case| {
            let url = serving.url.clone();
            tokio::spawn(async move {
                let began = Instant::now();
                (case, ask(&url, case).await, began.elapsed())
            })
        });
        for task in asked.collect::<Vec<_>>() {
            let (case, said, took) = task.await.unwrap();
            let name = faults()[case].0;
            let [reply] = said.as_slice() else {
                panic!("{name} ({case}): one reply, not {said:?}");
            };
            let right = reply.contains(QUOTED) || reply == WRITTEN;
            assert!(right, "{name} ({case}): {reply}");
            assert!(took < DEADLINE, "{name} ({case}) took {took:?}");
        }
    }
}

async fn every_fault_with_one_and_with_two_endpoints(database: Option<&str>) {
    let failing = Scripted::start(script);
    every_fault(&[failing.url()], database).await;
    let other = Scripted::always(good());
    every_fault(&[failing.url(), other.url()], database).await;
    assert!(!other.requests().is_empty(), "the second endpoint was never asked");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_ends_in_one_right_reply_on_sqlite() {
    every_fault_with_one_and_with_two_endpoints(None).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_fault_ends_in_one_right_reply_on_postgres() {
    let default = "postgres://postgres@127.0.0.1:5432/postgres";
    let server = std::env::var("USHER_TEST_POSTGRES").unwrap_or_else(|_| default.into());
    let sql = |statement: &str| Command::new("psql").args([server.as_str(), "-qc", statement]).output();
    for at in 1..=2 {
        let name = format!("usher_faults_{}_{at}", std::process::id());
        let made = sql(&format!("CREATE DATABASE {name}"));
        if !made.as_ref().is_ok_and(|m| m.status.success()) {
            assert!(std::env::var_os("CI").is_none(), "PostgreSQL is needed here: {made:?}");
            println!("SKIPPED: no PostgreSQL at USHER_TEST_POSTGRES");
            return;
        }
        let (base, _) = server.rsplit_once('/').unwrap();
        let url = format!("{base}/{name}");
        let failing = Scripted::start(script);
        let other = Scripted::always(good());
        let endpoints = [failing.url(), other.url()];
        every_fault(&endpoints[..at], Some(&url)).await;
        let _ = sql(&format!("DROP DATABASE {name} WITH (FORCE)"));
    }
}

//! The demo, from its start to SIGTERM.

use super::usher::{Place, http};
use serde_json::{Value, json};
use std::io::{BufRead, BufReader};
use std::process::{Child, ChildStdout, Command, Stdio};

pub struct Demo {
    child: Child,
    out: BufReader<ChildStdout>,
    pub url: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}

pub fn start(place: &Place) -> Demo {
    let mut command = place.command(&["demo", "--port", "0"]);
    let notes = std::fs::File::create(place.at("notes.txt")).unwrap();
    let mut child = command.stdout(Stdio::piped()).stderr(notes).spawn().unwrap();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    let url = loop {
        let mut line = String::new();
        assert!(
            out.read_line(&mut line).unwrap() > 0,
            "the demo ended before it was ready"
        );
        if let Some((_, url)) = line.split_once("http://") {
            break format!("http://{}", url.trim().trim_end_matches('/'));
        }
    };
    Demo { child, out, url }
}

impl Demo {
    /// Asks it to stop and returns how it ended.
    pub fn stop(&mut self) -> Option<i32> {
        assert!(
            Command::new("kill")
                .args(["-TERM", &self.child.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        let mut line = String::new();
        while self.out.read_line(&mut line).unwrap() > 0 {}
        self.child.wait().unwrap().code()
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_answers_a_visitor_over_http_and_drains() {
    let place = Place::new();
    let mut demo = start(&place);
    let client = http();
    let post = async |path: &str, token: Option<&str>, body: Value| -> Value {
        let mut request = client.post(format!("{}{path}", demo.url)).json(&body);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let response = request.send().await.unwrap();
        assert!(response.status().is_success(), "{response:?}");
        response.json().await.unwrap()
    };
    let visitor = post("/v1/visitors", None, json!({"inbox": "tallybook"})).await;
    let token = visitor["token"].as_str().unwrap();
    let message = json!({"client_id": "m1", "text": "How do I send an invoice?"});
    let begun = post("/v1/conversations", Some(token), json!({ "message": message })).await;
    let id = begun["conversation"]["id"].as_str().unwrap().to_owned();
    let reply = wait_for_reply(&client, &demo.url, token, &id).await;
    assert!(reply["text"].as_str().is_some_and(|t| !t.is_empty()), "{reply}");
    assert!(reply["turn"]["outcome"].is_string(), "{reply}");
    let people: Value = client
        .get(format!("{}/demo/people", demo.url))
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    assert_eq!(people["people"].as_array().unwrap().len(), 2);

    let taken = place
        .command(&["demo"])
        .env("USHER__SERVER__BIND", demo.url.trim_start_matches("http://"))
        .output();
    let taken = String::from_utf8(taken.unwrap().stderr).unwrap();
    assert!(
        taken.contains("--port") && taken.contains("USHER__SERVER__BIND"),
        "{taken}"
    );
    assert_eq!(demo.stop(), Some(0));

    let notes = || std::fs::read_to_string(place.at("notes.txt")).unwrap();
    assert!(notes().contains("this is done once"), "{}", notes());
    let mut again = start(&place);
    assert!(!notes().contains("this is done once"), "{}", notes());
    assert_eq!(again.stop(), Some(0));
}

/// The log after the contact's own message; the server answers when there is something.
async fn wait_for_reply(client: &reqwest::Client, url: &str, token: &str, id: &str) -> Value {
    let log = format!("{url}/v1/conversations/{id}/events?after=2&wait=15");
    let events: Value = client
        .get(log)
        .bearer_auth(token)
        .send()
        .await
        .unwrap()
        .json()
        .await
        .unwrap();
    let first = &events["events"][0];
    assert_eq!(first["body"]["author"], "ai_agent", "{events}");
    first["body"].clone()
}

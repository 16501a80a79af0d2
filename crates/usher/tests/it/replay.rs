//! Turns that the demo recorded, taken again.

use super::demo;
use super::usher::{Place, Said, http};
use serde_json::{Value, json};
use std::fs;

/// The inbox of the demo, as a configuration has it.
const INBOX: &str = "[[server.inboxes]]\nkey = 'tallybook'\nproduct = 'Tallybook'\nanonymous = true\n";
const STRICT: &str = "[server.inboxes.policy]\nanswer_threshold = 0.99\nguide_threshold = 0.99\n";

/// What contacts say, a conversation each.
const SAID: [&[&str]; 5] = [
    &["What does IMP-104 mean?", "and what is IMP-103?"],
    &["How many people can Business have?"],
    &["Show me how to turn on two-factor"],
    &["I want my money back"],
    &["I am Jane Roe, jane.roe@example.org. What does IMP-104 mean?"],
];

/// One who talks to a node.
struct Visitor {
    client: reqwest::Client,
    url: String,
    token: String,
}

impl Visitor {
    async fn of(url: &str) -> Self {
        let mut visitor = Self {
            client: http(),
            url: url.to_owned(),
            token: String::new(),
        };
        let made = visitor.post("/v1/visitors", json!({ "inbox": "tallybook" })).await;
        visitor.token = made["token"].as_str().unwrap().to_owned();
        visitor
    }

    async fn post(&self, path: &str, body: Value) -> Value {
        let request = self.client.post(format!("{}{path}", self.url)).json(&body);
        let response = request.bearer_auth(&self.token).send().await.unwrap();
        assert!(response.status().is_success(), "{response:?}");
        response.json().await.unwrap()
    }

    /// Says one thing after the other and waits for each reply.
    async fn talk(&self, texts: &[&str]) {
        let begun = self.post("/v1/conversations", json!({})).await;
        let id = begun["conversation"]["id"].as_str().unwrap();
        for (at, text) in texts.iter().enumerate() {
            let page = json!({ "route": "/customers/tom@example.org", "title": "Customers" });
            let body = json!({ "client_id": format!("m{at}"), "text": text, "page": page });
            let accepted = self.post(&format!("/v1/conversations/{id}/messages"), body).await;
            let log = format!(
                "{}/v1/conversations/{id}/events?after={}&wait=20",
                self.url, accepted["seq"]
            );
            let events = self.client.get(log).bearer_auth(&self.token).send().await.unwrap();
            let events: Value = events.json().await.unwrap();
            assert_eq!(events["events"][0]["body"]["author"], "ai_agent", "{events}");
        }
    }
}

/// The summary's last line; the whole is in the error.
#[track_caller]
fn replayed(place: &Place, more: &[&str], expect: &[&str]) -> Said {
    let arguments = ["--data", "data/demo", "eval", "replay"];
    let said = place.run(&[&arguments, more].concat());
    assert_eq!(said.code, 0, "{said:?}");
    for part in expect {
        assert!(
            said.out.contains(part),
            "`{part}` is not in:\n{}\n{}",
            said.out,
            said.err
        );
    }
    said
}

fn json_of(place: &Place, file: &str) -> Value {
    serde_json::from_str(&fs::read_to_string(place.at(file)).unwrap()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_server_recorded_is_taken_again_and_only_what_differs_differs() {
    let place = Place::new();
    place.write("usher.toml", INBOX);
    place.write("strict.toml", format!("{INBOX}{STRICT}"));
    let mut demo = demo::start(&place);
    let visitor = Visitor::of(&demo.url).await;
    for texts in SAID {
        visitor.talk(texts).await;
    }

    let same = "Of 6 turns in 5 conversations nothing would have changed.\n";
    let beside = replayed(&place, &["--since", "1h", "--json", "same.json"], &[same]);
    assert!(
        beside
            .out
            .contains("6 turns saw a page that is stored without its personal data; 0 of them"),
        "{beside:?}"
    );
    assert_eq!(demo.stop(), Some(0));

    let vault = || fs::read(place.at("data/demo/index/vault.redb")).unwrap();
    let before = vault();
    let after = replayed(&place, &["--since", "1h", "--json", "again.json"], &[same]);
    assert_eq!(beside.out, after.out);
    assert_eq!(json_of(&place, "same.json"), json_of(&place, "again.json"));
    let turns = json_of(&place, "same.json");
    let asked = |text: &str| {
        let turns = turns["turns"].as_array().unwrap();
        turns.iter().find(|t| t["message"] == text).unwrap().clone()
    };
    for said in SAID.concat() {
        let turn = asked(said);
        assert_eq!(turn["before"], turn["after"], "{said}");
    }
    let outcomes = [SAID[0][0], SAID[2][0], SAID[3][0]].map(|said| asked(said)["after"]["outcome"].clone());
    assert_eq!(outcomes, ["answer", "guide", "escalate"]);
    let newest = ["--inbox", "tallybook", "--limit", "1"];
    replayed(
        &place,
        &newest,
        &["Of 1 turn in 1 conversation nothing would have changed."],
    );
    place.write("bad.json", "{}");
    let refused = place.fails(&["--data", "data/demo", "eval", "replay", "--calibration", "bad.json"]);
    assert!(refused.contains("it is no calibration"), "{refused}");
    place.write(
        "elsewhere.toml",
        "[[server.inboxes]]\nkey = 'other'\nanonymous = true\n",
    );
    replayed(
        &place,
        &["--with", "elsewhere.toml"],
        &[
            "left out, 6 turns: its inbox `tallybook` is not in the configuration; add an [[server.inboxes]]",
            "There was no turn to take again.",
        ],
    );

    replayed(
        &place,
        &["--with", "strict.toml"],
        &[
            "with the configuration strict.toml\n",
            "Another outcome: ",
            " answer → escalate\n",
            "“What does IMP-104 mean?”\n    answer (confident, ",
            " → escalate (low_confidence, ",
            "answered_share",
            "would have changed; ",
        ],
    );
    rename_an_article(&place);
    replayed(
        &place,
        &["--knowledge", "data/demo/knowledge"],
        &[
            "with the articles of data/demo/knowledge\n",
            "Other articles or another guide: ",
            "import/codes-of-imports.md",
        ],
    );
    assert_eq!(vault(), before, "the index is as it was");
}

/// The article on IMP-104 gets another name.
fn rename_an_article(place: &Place) {
    let folder = place.at("data/demo/knowledge/articles");
    let files = |folder: &std::path::Path| fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
    let article = files(&folder)
        .flat_map(|f| if f.is_dir() { files(&f).collect() } else { vec![f] })
        .find(|f| fs::read_to_string(f).is_ok_and(|t| t.contains("IMP-104")))
        .unwrap();
    fs::create_dir_all(folder.join("import")).unwrap();
    fs::rename(article, folder.join("import/codes-of-imports.md")).unwrap();
}

#[test]
fn what_cannot_be_replayed_says_why() {
    let place = Place::new();
    let error = place.fails(&["eval", "replay"]);
    assert!(
        error.contains("there is no database in data") && error.contains("--data"),
        "{error}"
    );
    assert!(!place.at("data").exists(), "nothing is made");
    assert_eq!(place.run(&["migrate"]).code, 0);
    let none = place.run(&["eval", "replay"]);
    assert!(
        none.code == 0 && none.out.contains("There was no turn to take again."),
        "{none:?}"
    );
    let error = place.fails(&["eval", "replay", "--with", "none.toml"]);
    assert!(error.contains("none.toml") && error.contains("--with"), "{error}");
    place.write("odd.toml", "[server]\nbnd = 1\n");
    let error = place.fails(&["eval", "replay", "--with", "odd.toml"]);
    assert!(error.contains("`server.bnd`") && error.contains("odd.toml"), "{error}");
    let error = place.fails(&["eval", "replay", "--inbox", "nope"]);
    assert!(error.contains("nope") && error.contains("main"), "{error}");
    let said = place.run(&["eval", "replay", "--since", "yesterday"]);
    assert!(said.code == 2 && said.err.contains("write 7d"), "{said:?}");
}

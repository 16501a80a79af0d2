//! A language model in the configuration, and the doctor who tries it.

#[path = "../../../llm/tests/scripted/mod.rs"]
mod scripted;

use super::usher::with_documents;
use scripted::{Script, Scripted};
use serde_json::json;

const KEY: &str = "sk-hunter2";

fn configured(url: &str) -> String {
    format!("[[llm.endpoints]]\nname = 'main'\nurl = '{url}'\nkey = '{KEY}'\nmodel = 'scripted'\n")
}

#[test]
fn the_doctor_calls_the_models_when_told_to_and_says_what_they_can_do() {
    let place = with_documents();
    place.json(&["ingest", "docs"]);
    let none = place.run(&["doctor", "--llm"]);
    assert!(
        none.code == 0 && none.out.contains("no language model is configured"),
        "{none:?}"
    );
    let server = Scripted::start(|request| match request.user().contains("colour") {
        true => Script::json(&json!({ "colour": "blue" })),
        false => Script::text("one two three"),
    });
    place.write("usher.toml", configured(&server.url()));
    let named = place.run(&["doctor"]);
    assert!(named.code == 0 && named.out.contains("main:scripted"), "{named:?}");
    assert!(server.requests().is_empty(), "nothing is called unasked");
    let tried = place.run(&["doctor", "--llm"]);
    assert!(
        tried.code == 0 && tried.out.contains("streaming, usage, JSON schema"),
        "{tried:?}"
    );
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn what_is_wrong_with_a_model_is_said_without_its_key() {
    let place = with_documents();
    place.json(&["ingest", "docs"]);
    let server = Scripted::always(Script::status(401, json!({ "message": format!("no such key: {KEY}") })));
    place.write("usher.toml", configured(&server.url()));
    let tried = place.run(&["doctor", "--llm"]);
    assert!(
        tried.code == 1 && tried.out.contains("set `key` of this endpoint"),
        "{tried:?}"
    );
    place.write("usher.toml", configured("ftp://somewhere"));
    let wrong = place.run(&["doctor"]);
    assert!(
        wrong.code == 1 && wrong.out.contains("llm.endpoints[0].url"),
        "{wrong:?}"
    );
    assert!(!format!("{tried:?}{wrong:?}").contains(KEY));
}

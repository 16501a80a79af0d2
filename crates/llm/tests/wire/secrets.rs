//! Keys and prompts stay where they are.

use crate::desk::{Desk, Ear, TIME, config, well};
use crate::scripted::{Script, Scripted};
use secrecy::SecretString;
use serde_json::json;

const KEY: &str = "sk-hunter2";

#[tokio::test]
async fn a_key_is_in_no_debug_text_and_in_no_recording() {
    let server = well();
    let folder = tempfile::tempdir().unwrap();
    let mut config = config(&[&server]);
    config.endpoints[0].key = Some(SecretString::from(KEY));
    config.record_dir = Some(folder.path().to_owned());
    let desk = Desk::new(&config);
    desk.write(&mut Ear::default()).await.unwrap();
    let turn = desk.turn(TIME);
    let shown = format!("{config:?} {:?} {turn:?} {:?}", desk.gateway, desk.gateway.usage());
    assert!(!shown.contains(KEY), "{shown}");
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let text = std::fs::read_to_string(file.unwrap().path()).unwrap();
        assert!(text.contains("How do I export?") && !text.contains(KEY), "{text}");
    }
}

#[tokio::test]
async fn an_error_that_repeats_the_key_is_not_passed_on() {
    for status in [400, 401, 500] {
        let error = json!({ "message": format!("Incorrect API key provided: {KEY}") });
        let server = Scripted::always(Script::status(status, error));
        let mut config = config(&[&server]);
        config.endpoints[0].key = Some(SecretString::from(KEY));
        let error = Desk::new(&config).write(&mut Ear::default()).await.unwrap_err();
        assert!(!error.to_string().contains(KEY), "{error}");
    }
}

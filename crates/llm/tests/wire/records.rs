//! Exchanges are recorded and played again.

use crate::desk::{Desk, Ear, TEXT, call, config, word};
use crate::scripted::{Act, Script, Scripted};
use serde_json::{Value, json};
use std::path::PathBuf;
use std::time::Duration;
use usher_engine::{ModelError, ModelText};

/// What a script leads to, and what its recording leads to when it is played.
async fn round_trip(script: Script) -> (Result<ModelText, ModelError>, Result<ModelText, ModelError>, Value) {
    let folder = tempfile::tempdir().unwrap();
    let server = Scripted::always(script);
    let mut config = config(&[&server]);
    config.attempts = 1;
    config.record_dir = Some(folder.path().join("made"));
    let first = Desk::new(&config).write(&mut Ear::default()).await;
    let mut files = std::fs::read_dir(folder.path().join("made")).unwrap();
    let file: PathBuf = files.next().unwrap().unwrap().path();
    assert!(files.next().is_none(), "one file an attempt");
    let recorded: Value = serde_json::from_slice(&std::fs::read(&file).unwrap()).unwrap();
    let again = Scripted::replay(&file);
    config.endpoints[0].url = again.url();
    config.record_dir = None;
    let second = Desk::new(&config).write(&mut Ear::default()).await;
    (first, second, recorded)
}

#[tokio::test]
async fn a_recorded_answer_plays_as_it_was() {
    let script = Script::text(&format!("{TEXT} – größer 日本"));
    let (first, second, recorded) = round_trip(script.after(Act::Pause(Duration::from_millis(30)))).await;
    let (first, second) = (first.unwrap(), second.unwrap());
    assert_eq!(first.text, second.text);
    assert_eq!(
        (first.used.tokens_in, first.used.tokens_out),
        (second.used.tokens_in, second.used.tokens_out)
    );
    assert_eq!(
        (recorded["end"].as_str(), recorded["endpoint"].as_str()),
        (Some("whole"), Some("a"))
    );
    assert_eq!(recorded["request"]["messages"][1]["content"], call().user);
    assert!(
        recorded["chunks"][0][0].as_u64().unwrap() >= 30,
        "with its timing: {recorded}"
    );
}

#[tokio::test]
async fn faults_play_as_they_were() {
    for script in [
        Script::status(400, json!({ "message": "no" })),
        Script::of([Act::Piece("a".into()), Act::End]),
        Script::of([Act::Piece("a".into()), Act::Finish("length")]),
    ] {
        let (first, second, recorded) = round_trip(script).await;
        assert_eq!(word(&first), word(&second), "{recorded}");
        assert_ne!(recorded["end"], "whole");
    }
}

//! `Retry-After`.

use crate::desk::{Desk, Ear, TEXT, TIME, call, config, well, word};
use crate::scripted::{Script, Scripted};
use serde_json::json;
use std::time::{Duration, Instant};
use usher_engine::LanguageModel;
use usher_llm::CircuitState;

/// Too busy once, and well from then on.
fn busy_once(retry_after: &'static str) -> Scripted {
    Scripted::start(move |request| match request.number {
        0 => Script::status(429, json!({ "message": "slow down" })).header("retry-after", retry_after),
        _ => Script::text(TEXT),
    })
}

#[tokio::test]
async fn the_only_endpoint_is_asked_again_when_it_said_and_not_before() {
    let server = busy_once("0.3");
    let desk = Desk::new(&config(&[&server]));
    let began = Instant::now();
    let written = desk.write(&mut Ear::default()).await.unwrap();
    assert_eq!(written.used.attempts, 2);
    assert!(began.elapsed() >= Duration::from_millis(300));
}

#[tokio::test]
async fn a_date_is_understood() {
    // The desk's clock stands at 10:00:00.
    for (date, outcome) in [
        ("Mon, 05 Jan 2026 09:59:59 GMT", "written"),
        ("Mon, 05 Jan 2026 10:00:30 GMT", "unavailable"),
    ] {
        let server = busy_once(date);
        let written = Desk::new(&config(&[&server])).write(&mut Ear::default()).await;
        assert_eq!(word(&written), outcome, "{date}: {written:?}");
    }
}

#[tokio::test]
async fn a_rest_beyond_the_turn_is_not_waited_for() {
    let server = busy_once("30");
    let desk = Desk::new(&config(&[&server]));
    let began = Instant::now();
    let error = desk.write(&mut Ear::default()).await.unwrap_err();
    assert_eq!(error.word(), "unavailable");
    assert!(error.to_string().contains("429"), "{error}");
    assert!(began.elapsed() < Duration::from_secs(2));
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn another_endpoint_answers_at_once_and_the_busy_one_is_left_alone() {
    let (busy, well) = (busy_once("30"), well());
    let desk = Desk::new(&config(&[&busy, &well]));
    let turn = desk.turn(TIME);
    for _ in 0..2 {
        let written = turn.write(&call(), &mut Ear::default()).await.unwrap();
        assert_eq!(written.used.endpoint, "b");
    }
    assert_eq!(busy.requests().len(), 1, "it asked for rest");
    assert_eq!(desk.gateway.usage().endpoints[0].circuit, CircuitState::Open);
}
